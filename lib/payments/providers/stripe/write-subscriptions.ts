import type Stripe from 'stripe';
import { mapResult } from '../../map-result';
import type { IdempotencyKey, ProviderChanges } from '../../provider';
import type { SubscriptionCancellation } from '../../provider-changes';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { idOf } from './map/fields';
import { withKey } from './with-key';

type Updated = Promise<{ readonly kind: 'ok'; readonly value: null } | Failure>;
type Failure = Exclude<Awaited<ReturnType<ProviderChanges['pauseSubscription']>>, { kind: 'ok' }>;

/** What was used is billed as it ends: nothing bills it afterwards. */
function invoiceUsage({ items }: Stripe.Subscription): Stripe.SubscriptionCancelParams {
  const isMetered = items.data.some(({ price }) => price.recurring?.usage_type === 'metered');
  return isMetered ? { invoice_now: true } : {};
}

/** A DELETE heeds no idempotency key: sent again, it would find no subscription to cancel. */
async function cancelNow(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  { subscriptionId: id, feedback }: SubscriptionCancellation,
): Promise<void> {
  const subscription = await stripe.subscriptions.retrieve(id);
  if (subscription.status === 'canceled') return;
  const params = { ...detailsOf(feedback), ...invoiceUsage(subscription) };
  await stripe.subscriptions.cancel(id, params, withKey(key));
}

const detailsOf = (feedback: SubscriptionCancellation['feedback']) =>
  feedback ? { cancellation_details: { feedback } } : {};

/** Changes of a subscription that cost nothing. */
export function subscriptionWrites(
  stripe: KeyedStripe,
): Pick<
  ProviderChanges,
  | 'cancelSubscription'
  | 'listSubscriptions'
  | 'keepSubscription'
  | 'pauseSubscription'
  | 'resumeSubscription'
  | 'applyPromotionCode'
  | 'hasPromotionCode'
> {
  const done = async (work: () => Promise<unknown>): Updated => mapResult(await call(work), () => null);
  const update = (key: IdempotencyKey, id: string, params: Stripe.SubscriptionUpdateParams): Updated =>
    done(() => stripe.subscriptions.update(id, params, withKey(key)));
  return {
    cancelSubscription: (key, cancellation) => {
      const { subscriptionId, when, feedback } = cancellation;
      return when === 'now'
        ? done(() => cancelNow(stripe, key, cancellation))
        : update(key, subscriptionId, { cancel_at_period_end: true, ...detailsOf(feedback) });
    },
    listSubscriptions: (customer) =>
      call(async () => {
        const found: { id: string; ended: boolean }[] = [];
        for await (const { id, status } of stripe.subscriptions.list({ customer, status: 'all', limit: 100 }))
          found.push({ id, ended: status === 'canceled' || status === 'incomplete_expired' });
        return found;
      }),
    keepSubscription: (key, id) => update(key, id, { cancel_at_period_end: false }),
    pauseSubscription: (key, id) => done(() => stripe.subscriptions.pause(id, {}, withKey(key))),
    resumeSubscription: (key, id) => done(() => stripe.subscriptions.resume(id, {}, withKey(key))),
    applyPromotionCode: (key, { subscriptionId, promotionCodeId }) =>
      update(key, subscriptionId, { discounts: [{ promotion_code: promotionCodeId }] }),
    hasPromotionCode: ({ subscriptionId, promotionCodeId }) =>
      call(async () => {
        const { discounts } = await stripe.subscriptions.retrieve(subscriptionId, { expand: ['discounts'] });
        return discounts.some(
          (discount) => typeof discount !== 'string' && idOf(discount.promotion_code) === promotionCodeId,
        );
      }),
  };
}
