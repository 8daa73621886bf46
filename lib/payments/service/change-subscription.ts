import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import type { Params } from '../operations/operation';
import { runOperation } from '../operations/run-operation';
import { SUBSCRIPTION_FIELDS, type SubscriptionRow } from '../reads/subscription-view';
import { changeSlot, revisionOf } from './revision';

/** Which subscription a page shows, and its revision when the page was made. See PaymentService. */
export type SeenSubscription = { readonly subscriptionId: string; readonly revision: number };

type ChangePurpose =
  | 'change_plan'
  | 'cancel_subscription'
  | 'resume_subscription'
  | 'pause_subscription'
  | 'apply_promotion_code';
export type Change = {
  [P in ChangePurpose]: { readonly purpose: P; readonly params: Params<P> };
}[ChangePurpose];

/** The user's own subscription; another user's is as good as none (failure 19). */
export async function ownSubscription(
  { database, provider }: PaymentsContext,
  userId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { stripeCustomerId: true },
  });
  if (user.stripeCustomerId === null) return null;
  return database.prisma.subscription.findFirst({
    where: { provider: provider.name, id, customerId: user.stripeCustomerId, deletedAt: null },
    select: SUBSCRIPTION_FIELDS,
  });
}

/**
 * Changes the user's subscription once, however often the same page asks for it.
 * @param mayGoOn asked with the subscription as the mirror has it once the slot is held: why it can't be changed so, or null
 */
export async function changeSubscription(
  context: PaymentsContext,
  userId: string,
  { subscriptionId, revision }: SeenSubscription,
  change: Change,
  mayGoOn: (subscription: SubscriptionRow) => Refused | null,
): Promise<Outcome> {
  // No page names a later revision than ours.
  if (revision > (await revisionOf(context, userId, subscriptionId)))
    return refused('invalid_request', 'a revision from the future');
  const slot = changeSlot(subscriptionId, revision);
  return runOperation(context, { userId, slot, ...change }, async () => {
    const subscription = await ownSubscription(context, userId, subscriptionId);
    if (!subscription) return refused('not_found', subscriptionId);
    if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired')
      return refused('subscription_ended', subscription.status);
    return mayGoOn(subscription);
  });
}
