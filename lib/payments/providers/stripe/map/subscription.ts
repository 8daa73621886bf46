import type Stripe from 'stripe';
import type { Raw, SubscriptionItemRecord, SubscriptionRecord } from '../../../records';
import { quantityIn } from '../quantity';
import { awaitsSetup } from '../started';
import { toDiscount } from './coupon';
import { dateOf, idOf, rawOf } from './fields';
import { toScheduled } from './schedule';

function toItem(item: Stripe.SubscriptionItem, subscription: Stripe.Subscription): SubscriptionItemRecord {
  const { price } = item;
  // In another currency than its own, a price is charged by the option of that currency.
  const unitAmount =
    price.currency === subscription.currency
      ? price.unit_amount
      : (price.currency_options?.[subscription.currency]?.unit_amount ?? null);
  return {
    id: item.id,
    subscriptionId: subscription.id,
    priceId: price.id,
    // A price that was replaced has given its key away, and those who have it keep what they pay for: see pushPrice.
    lookupKey: price.lookup_key ?? price.metadata.lookup_key ?? null,
    quantity: quantityIn(item),
    unitAmount,
    currency: subscription.currency,
    recurringInterval: price.recurring?.interval ?? null,
    currentPeriodStart: dateOf(item.current_period_start),
    currentPeriodEnd: dateOf(item.current_period_end),
  };
}

/** Without what only some reads bring along. */
function rawOfSubscription(subscription: Stripe.Subscription): Raw {
  const { items } = subscription;
  const data = items.data.map((item) => ({ ...item, price: { ...item.price, currency_options: undefined } }));
  return rawOf({ ...subscription, items: { ...items, data } }, [
    'latest_invoice',
    'default_payment_method',
    'pending_setup_intent',
    'schedule',
    'discounts',
  ]);
}

/** @param subscription read with `pending_setup_intent` as an id or expanded */
export function toSubscription(subscription: Stripe.Subscription): SubscriptionRecord {
  const operationId = subscription.metadata.operation_id ?? null;
  const { discount, discountEnd } = toDiscount(subscription.discounts);
  return {
    kind: 'subscription',
    id: subscription.id,
    customerId: idOf(subscription.customer) ?? '',
    status: subscription.status,
    currency: subscription.currency,
    // Only for what a checkout of ours began: a trial made in the Dashboard asks for no card and is open at once.
    awaitingSetup: operationId !== null && awaitsSetup(subscription),
    operationId,
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    cancelAt: dateOf(subscription.cancel_at),
    canceledAt: dateOf(subscription.canceled_at),
    endedAt: dateOf(subscription.ended_at),
    trialStart: dateOf(subscription.trial_start),
    trialEnd: dateOf(subscription.trial_end),
    latestInvoiceId: idOf(subscription.latest_invoice),
    defaultPaymentMethodId: idOf(subscription.default_payment_method),
    ...toScheduled(subscription.schedule),
    discount,
    discountEnd: dateOf(discountEnd),
    pendingUntil: dateOf(subscription.pending_update?.expires_at ?? null),
    created: dateOf(subscription.created),
    items: subscription.items.data.map((item) => toItem(item, subscription)),
    raw: rawOfSubscription(subscription),
  };
}
