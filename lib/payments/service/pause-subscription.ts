import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { changeSubscription, type SeenSubscription } from './change-subscription';

/** Pauses a subscription at once. See PaymentService. */
export function pauseSubscription(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
): Promise<Outcome> {
  const params = { subscriptionId: seen.subscriptionId };
  return changeSubscription(
    context,
    userId,
    seen,
    { purpose: 'pause_subscription', params },
    async ({ status, scheduledAt }) => {
      if (status === 'paused') return refused('not_changed', status);
      // The provider pauses nothing that is under a schedule.
      return scheduledAt === null ? null : refused('change_scheduled', seen.subscriptionId);
    },
  );
}
