import type Stripe from 'stripe';
import { defineCollection, defineComputed, idOf, type Transaction, type Wire } from '../../kernel';
import { customers, setupIntents } from '../../payments';
import { entitlementsChanged } from '../entitlements/active-entitlement';
import { embedded } from '../envelope';

export type Subscription = Wire<Stripe.Subscription>;
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;

export const subscriptions = defineCollection<Subscription>('subscription', {
  references: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    latest_invoice: 'invoice',
    pending_setup_intent: setupIntents.name,
    schedule: 'subscription_schedule',
    test_clock: 'test_helpers.test_clock',
  },
  indexes: {
    customer: (subscription) => idOf(subscription.customer),
    pending_setup_intent: (subscription) => idOf(subscription.pending_setup_intent),
    status: (subscription) => subscription.status,
  },
});

/** Items live inside their subscription; declared so that what they refer to can be expanded. */
export const subscriptionItems = defineCollection<SubscriptionItem>('subscription_item', {
  references: { discounts: 'discount' },
});

/** Whether a subscription is over for good. */
export function isOver(subscription: Subscription): boolean {
  return subscription.status === 'canceled' || subscription.status === 'incomplete_expired';
}

/** A customer's subscriptions that are not over, newest first. */
export function liveSubscriptions(tx: Transaction, customerId: string): Subscription[] {
  return tx.where(subscriptions, 'customer', customerId).filter((subscription) => !isOver(subscription));
}

defineComputed(customers, 'subscriptions', (tx, customer) =>
  embedded(liveSubscriptions(tx, customer.id), `/v1/customers/${customer.id}/subscriptions`),
);

/** The customer a subscription belongs to; it always has one. */
export function customerIdOf(subscription: Subscription): string {
  const id = idOf(subscription.customer);
  if (id === null) throw new Error(`${subscription.id} has no customer.`);
  return id;
}

/** Stores a subscription's next state and says what changed. */
export function change(tx: Transaction, before: Subscription, to: Partial<Subscription>): Subscription {
  const after = tx.put(subscriptions, { ...before, ...to });
  tx.emitUpdated('customer.subscription.updated', before, after);
  followEntitlements(tx, after);
  return after;
}

/** Gives or takes what a subscription entitles to. To be called wherever one is stored without `change`. */
export function followEntitlements(tx: Transaction, subscription: Subscription): void {
  const customer = customerIdOf(subscription);
  entitlementsChanged(tx, customer, liveSubscriptions(tx, customer));
}
