import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { changeSubscription, type SeenSubscription } from './change-subscription';

/** Cancels at the end of the period or at once. See PaymentService. */
export function cancelSubscription(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
  when: 'period_end' | 'now',
): Promise<Outcome> {
  const params = { subscriptionId: seen.subscriptionId, when };
  return changeSubscription(
    context,
    userId,
    seen,
    { purpose: 'cancel_subscription', params },
    // What happens at the end of the period is the schedule's to say.
    async ({ scheduledAt }) =>
      when === 'period_end' && scheduledAt !== null ? refused('change_scheduled', seen.subscriptionId) : null,
  );
}
