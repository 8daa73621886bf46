import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getReader } from '@/app/reader';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { CANCELLATION_FEEDBACK, type CancellationFeedback } from '@/lib/payments/domain/cancellation';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import { cancelPlan } from '../actions';
import { pausePath } from '../billing-path';
import { isEndable, isPausable, runningPlan } from '../own-plan';
import { SeenFields } from '../seen-fields';

export const metadata: Metadata = { title: 'Cancel plan' };

const WORDS: Readonly<Record<CancellationFeedback, string>> = {
  too_expensive: 'It is too expensive',
  missing_features: 'It lacks something I need',
  switched_service: 'I have moved to something else',
  unused: 'I don’t use it enough',
  customer_service: 'Support was not what I hoped for',
  too_complex: 'It is too complicated',
  low_quality: 'It did not work well',
  other: 'Something else',
};

function Feedback() {
  return (
    <Select
      id="feedback"
      label={
        <>
          Why are you leaving? <span className="font-normal text-ink-soft">You need not say.</span>
        </>
      }
      value=""
      options={[
        ['', 'I’d rather not say'],
        ...CANCELLATION_FEEDBACK.map((feedback) => [feedback, WORDS[feedback]] as const),
      ]}
    />
  );
}

function UntilWhen({ subscription, locale }: { subscription: OwnSubscriptionView; locale: string }) {
  const { planName, currentPeriodEnd } = subscription;
  return currentPeriodEnd ? (
    <>
      {planName} stays open until <Moment at={currentPeriodEnd} locale={locale} /> and is not renewed.
    </>
  ) : (
    <>{planName} stays open until the period ends and is not renewed.</>
  );
}

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
  const { planName } = subscription;
  return (
    <div className="max-w-xl">
      <PageHeading title={`Cancel ${planName}?`} />
      {isPausable(subscription) && (
        <Panel className="mb-6">
          <h2 className="font-semibold">Only for a while?</h2>
          <p className="mt-2 text-ink-soft text-sm">
            Paused, {planName} costs nothing and is closed until you resume it. Your settings stay as they
            are.
          </p>
          <ButtonLink href={pausePath(subscription.id)} look="secondary" className="mt-5">
            Pause instead
          </ButtonLink>
        </Panel>
      )}
      <Panel>
        <p>
          <UntilWhen subscription={subscription} locale={locale} /> Until then you can take this back at any
          time.
        </p>
        <form action={cancelPlan} className="mt-6">
          <SeenFields {...subscription} />
          <Feedback />
          <div className="mt-7 flex flex-wrap gap-3">
            <SubmitButton name="when" value="period_end">
              Cancel at period end
            </SubmitButton>
            <ButtonLink href="/billing" look="secondary">
              Keep {planName}
            </ButtonLink>
          </div>
          {isEndable(subscription) && (
            <p className="mt-7 border-line border-t border-dashed pt-5 text-ink-soft text-sm">
              You can also end it at once. What you have paid for this period is not given back.
              <SubmitButton name="when" value="now" look="secondary" size="sm" className="mt-3 flex">
                End {planName} now
              </SubmitButton>
            </p>
          )}
        </form>
      </Panel>
    </div>
  );
}
