import { planOf } from '@/lib/payments/domain/catalog';
import { ruleOf } from '@/lib/payments/domain/subscription-status';
import type { BillingView, OwnSubscriptionView } from '@/lib/payments/domain/views';

/** Whether there is anything about a subscription that can still be changed. */
export function isRunning({ status }: OwnSubscriptionView): boolean {
  return ruleOf(status).holdsPlace;
}

/** What can be paused: what is open, and has nothing else planned or waiting. */
export function isPausable(subscription: OwnSubscriptionView): boolean {
  const { status, cancelAt, scheduled, pendingUntil } = subscription;
  return (status === 'active' || status === 'trialing') && !cancelAt && !scheduled && !pendingUntil;
}

/** What may also be ended at once. */
export function isEndable({ plan }: OwnSubscriptionView): boolean {
  return plan !== null && planOf(plan).cancelableAtOnce;
}

/** The buyer's running subscription that an address names; null for any other, another buyer's included (failure 19). */
export function runningPlan(
  { subscriptions }: BillingView,
  id: string | string[] | undefined,
): OwnSubscriptionView | null {
  return subscriptions.find((subscription) => subscription.id === id && isRunning(subscription)) ?? null;
}
