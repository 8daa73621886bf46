import type { PaymentsContext } from '../context';
import type { Cancellation } from '../domain/cancellation';
import { planOf } from '../domain/catalog';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { itemsOf, type SubscriptionRow } from '../reads/own-subscription';
import { toSubscriptionView } from '../reads/subscription-view';
import { changeSubscription, type SeenSubscription } from './change-subscription';

/** What is not paid yet can always be ended; else the plan says whether it may be in the middle of what is paid for. */
async function objectToNow(context: PaymentsContext, row: SubscriptionRow): Promise<Refused | null> {
  if (row.status === 'incomplete') return null;
  const { plan } = toSubscriptionView(row, await itemsOf(context, row.id));
  return plan !== null && !planOf(plan).cancelableAtOnce ? refused('not_at_once', plan) : null;
}

/** Cancels at the end of the period or at once; the staff may do the latter with any plan. See PaymentService and AdminActs. */
export function cancelSubscription(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
  { when, feedback }: Cancellation,
  requestedBy?: string,
): Promise<Outcome> {
  const params = { subscriptionId: seen.subscriptionId, when, feedback };
  return changeSubscription(
    context,
    userId,
    seen,
    { purpose: 'cancel_subscription', params, requestedBy },
    async (row) => {
      if (when === 'now') return requestedBy === undefined ? objectToNow(context, row) : null;
      // What happens at the end of the period is the schedule's to say.
      return row.scheduledAt === null ? null : refused('change_scheduled', seen.subscriptionId);
    },
  );
}
