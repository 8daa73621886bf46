import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getReader } from '@/app/reader';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { cancelPlan } from '../actions';
import { runningPlan } from '../own-plan';
import { SeenFields } from '../seen-fields';

export const metadata: Metadata = { title: 'Cancel plan' };

type Props = { readonly searchParams: Promise<{ readonly subscription?: string | string[] }> };

/** Asks once more, on a page of its own: it needs no script, and the way back is the browser's. */
export default async function CancelPage({ searchParams }: Props) {
  const user = await requireUser('/billing');
  const [payments, { locale }, { subscription: id }] = await Promise.all([
    getPayments(),
    getReader(),
    searchParams,
  ]);
  const subscription = runningPlan(await payments.billing(user.id), id);
  // Canceled in another window meanwhile, or not theirs: the billing page shows what there is.
  if (!subscription || subscription.cancelAt) redirect('/billing');
  const { planName, currentPeriodEnd } = subscription;
  return (
    <div className="max-w-xl">
      <PageHeading title={`Cancel ${planName}?`} />
      <Panel>
        <p>
          {currentPeriodEnd ? (
            <>
              {planName} stays open until <Moment at={currentPeriodEnd} locale={locale} /> and is not renewed.
            </>
          ) : (
            <>{planName} stays open until the period ends and is not renewed.</>
          )}{' '}
          Until then you can take this back at any time.
        </p>
        <form action={cancelPlan} className="mt-7 flex flex-wrap gap-3">
          <SeenFields {...subscription} />
          <SubmitButton>Cancel at period end</SubmitButton>
          <ButtonLink href="/billing" look="secondary">
            Keep {planName}
          </ButtonLink>
        </form>
      </Panel>
    </div>
  );
}
