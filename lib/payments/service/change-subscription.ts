import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { isHarmless } from '../operations/conclude';
import type { RunnableOperation } from '../operations/drivers';
import { hashParams, type Params } from '../operations/operation';
import { runOperation } from '../operations/run-operation';
import { ownSubscription, type SubscriptionRow } from '../reads/own-subscription';
import { changeSlot, revisionsOf } from '../reads/revision';

/** Which subscription a page shows, and its revision when the page was made. See PaymentService. */
export type SeenSubscription = { readonly subscriptionId: string; readonly revision: number };

type ChangePurpose =
  | 'change_plan'
  | 'cancel_subscription'
  | 'resume_subscription'
  | 'pause_subscription'
  | 'apply_promotion_code';
/** `requestedBy`: the user id of whoever of the staff asks for it. */
export type Change = {
  [P in ChangePurpose]: { readonly purpose: P; readonly params: Params<P>; readonly requestedBy?: string };
}[ChangePurpose];

/**
 * Whether the same change waits to be paid at the price of another quote: this page showed a price that is a little other,
 * and what was shown is what is charged (failure 16).
 */
function isQuotedAnew(operation: RunnableOperation, change: Change): boolean {
  return (
    operation.purpose === 'change_plan' &&
    change.purpose === 'change_plan' &&
    operation.state === 'awaiting_buyer' &&
    operation.paramsHash === hashParams(change.params) &&
    operation.params.prorationDate !== change.params.prorationDate
  );
}

const endsNow = (change: Change): boolean =>
  change.purpose === 'cancel_subscription' && change.params.when === 'now';

/**
 * Changes the user's subscription once, however often the same page asks for it.
 * @param mayGoOn asked with the subscription as the mirror has it once the slot is held: why it can't be changed so, or null
 */
export async function changeSubscription(
  context: PaymentsContext,
  userId: string,
  { subscriptionId, revision }: SeenSubscription,
  change: Change,
  mayGoOn: (subscription: SubscriptionRow) => Promise<Refused | null> = async () => null,
): Promise<Outcome> {
  // No page names a later revision than ours.
  const current = (await revisionsOf(context, userId)).get(subscriptionId) ?? 0;
  if (!Number.isInteger(revision) || revision < 0 || revision > current)
    return refused('invalid_request', 'a revision from the future');
  const slot = changeSlot(subscriptionId, revision);
  return runOperation(context, { userId, slot, ...change }, async (operation) => {
    const subscription = await ownSubscription(context, userId, subscriptionId);
    if (!subscription) return refused('not_found', subscriptionId);
    if (isQuotedAnew(operation, change)) return refused('change_pending', operation.id);
    // What may have been sent is found out, whatever the mirror says by now: it may show that very change.
    if (!isHarmless(operation)) return null;
    if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired')
      return refused('subscription_ended', subscription.status);
    // Stripe changes nothing of one whose first payment is open but its end, at once.
    if (subscription.status === 'incomplete' && !endsNow(change))
      return refused('payment_overdue', subscription.status);
    return mayGoOn(subscription);
  });
}
