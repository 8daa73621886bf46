import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { getReader } from '@/app/reader';
import { PlanChoice } from '@/components/billing/plan-choice';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { requireUser } from '@/lib/auth/session';
import { getPayments, type PaymentService } from '@/lib/payments';
import { REFUSALS } from '@/lib/payments/domain/refusal';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import { runningPlan } from '../own-plan';
import { type Choice, fieldsOf, type PlanQuery, parseChoice } from './parse-choice';
import { planOptions } from './plan-options';
import { NothingChosen, NotQuoted, PlanQuote } from './plan-quote';

export const metadata: Metadata = { title: 'Change plan' };

type Props = { readonly searchParams: Promise<PlanQuery> };

type PriceProps = {
  readonly payments: PaymentService;
  readonly userId: string;
  readonly subscription: OwnSubscriptionView;
  readonly choice: Choice;
  readonly locale: string;
};

/** What the choice costs, asked of the provider; opening the page with nothing chosen asks nobody. */
async function Price({ payments, userId, subscription, choice, locale }: PriceProps) {
  if (choice.kind !== 'target') return <NothingChosen />;
  const quote = await payments.previewPlanChange(userId, subscription.id, choice.target);
  if (quote.kind === 'refused') return <NotQuoted message={quote.message} />;
  return <PlanQuote subscription={subscription} target={choice.target} quote={quote} locale={locale} />;
}

const quoteExpired = z.object({ refused: z.literal('quote_expired') });

export default async function PlanPage({ searchParams }: Props) {
  const user = await requireUser('/billing');
  const [payments, { locale }, query] = await Promise.all([getPayments(), getReader(), searchParams]);
  const subscription = runningPlan(await payments.billing(user.id), query.subscription);
  // Ended or canceled in another window meanwhile, or not theirs: the billing page shows what there is.
  if (!subscription || subscription.cancelAt) redirect('/billing');
  const fields = fieldsOf(query, subscription);
  const choice = parseChoice(fields, subscription);
  return (
    <>
      <PageHeading title="Change plan" />
      {quoteExpired.safeParse(query).success && (
        <Notice tone="warn" alert className="mb-8">
          {REFUSALS.quote_expired}
        </Notice>
      )}
      <PlanChoice
        subscription={subscription.id}
        plans={await planOptions(payments, subscription, locale)}
        fields={fields}
        seatsError={choice.kind === 'invalid_seats' ? REFUSALS.invalid_seats : null}
      >
        <Price
          payments={payments}
          userId={user.id}
          subscription={subscription}
          choice={choice}
          locale={locale}
        />
      </PlanChoice>
    </>
  );
}
