import type { Transaction } from '../../kernel';
import { createSetupIntent } from '../../payments';
import type { FirstOutcome, FirstPayment } from './collect-first';
import { rememberCurrency } from './methods';
import { followEntitlements, type Subscription, subscriptions } from './subscription';

/**
 * Begins a subscription that has nothing to bill yet, such as one of usage alone: there is no invoice. Without a
 * card on file one is asked for, as where nothing is due.
 */
export function beginUnbilled(
  tx: Transaction,
  buyer: { customer: string; currency: string },
  payment: FirstPayment,
  build: (outcome: FirstOutcome) => Subscription,
): Subscription {
  const setup =
    payment.method === null
      ? createSetupIntent(tx, { customer: buyer.customer, usage: 'off_session' })
      : null;
  const status = payment.trial ? 'trialing' : 'active';
  const subscription = build({ status, setupIntent: setup?.id ?? null, paidWith: null });
  tx.put(subscriptions, subscription);
  tx.emit('customer.subscription.created', subscription);
  followEntitlements(tx, subscription);
  rememberCurrency(tx, buyer.customer, buyer.currency);
  tx.arrangeEvents(['customer.updated', 'customer.subscription.created', 'setup_intent.created']);
  return subscription;
}
