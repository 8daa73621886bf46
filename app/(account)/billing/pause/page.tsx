import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { pausePlan } from '../actions';
import { isPausable, runningPlan } from '../own-plan';
import { SeenFields } from '../seen-fields';

export const metadata: Metadata = { title: 'Pause plan' };

type Props = { readonly searchParams: Promise<{ readonly subscription?: string | string[] }> };

/** Asks once more, on a page of its own: it needs no script, and the way back is the browser's. */
export default async function PausePage({ searchParams }: Props) {
  const user = await requireUser('/billing');
  const [payments, { subscription: id }] = await Promise.all([getPayments(), searchParams]);
  const subscription = runningPlan(await payments.billing(user.id), id);
  // Paused or canceled in another window meanwhile, or not theirs: the billing page shows what there is.
  if (!subscription || !isPausable(subscription)) redirect('/billing');
  const { planName } = subscription;
  return (
    <div className="max-w-xl">
      <PageHeading title={`Pause ${planName}?`} />
      <Panel>
        <p>
          {planName} is closed from now on, and nothing is charged until you resume it. Resuming takes one
          click, and begins a new period that is paid then.
        </p>
        <form action={pausePlan} className="mt-7 flex flex-wrap gap-3">
          <SeenFields {...subscription} />
          <SubmitButton>Pause plan</SubmitButton>
          <ButtonLink href="/billing" look="secondary">
            Keep {planName}
          </ButtonLink>
        </form>
      </Panel>
    </div>
  );
}
