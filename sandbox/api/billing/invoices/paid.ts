import { idOf, type Transaction } from '../../kernel';
import { paymentMethods } from '../../payments';
import { markDelinquent, rememberCurrency } from '../subscriptions/methods';
import { applyPendingUpdate } from '../subscriptions/pending-update';
import { reactivate } from '../subscriptions/renewal/reactivate';
import {
  change,
  customerIdOf,
  isOver,
  type Subscription,
  subscriptions,
} from '../subscriptions/subscription';
import { type Invoice, subscriptionOf } from './invoice';
import { paymentsOf } from './invoice-payment';
import { markPaid, markPaymentMade } from './transitions';

/** How an invoice came to be paid: with which payment method, and whether that counts as an attempt. */
interface How {
  method: string | null;
  attempts: number;
}

/**
 * An invoice is paid (unless it is marked so already), and with it whatever waited for that: its payment, the
 * customer's currency, the subscription's status and default payment method.
 */
export function invoicePaid(tx: Transaction, invoice: Invoice, how: How): Invoice {
  const paid =
    invoice.status === 'paid' ? invoice : markPaid(tx, invoice, { attempts: how.attempts, attempted: true });
  const id = subscriptionOf(paid);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  if (subscription && !isOver(subscription)) {
    rememberCurrency(tx, customerIdOf(subscription), paid.currency);
    const method = kept(tx, subscription, how.method);
    const after = change(tx, subscription, afterPayment(subscription, paid.id, method));
    if (after.status === 'paused' && idOf(after.latest_invoice) === paid.id) reactivate(tx, after);
    applyPendingUpdate(tx, after, paid.id);
  }
  const customer = idOf(paid.customer);
  if (customer !== null) markDelinquent(tx, customer, false);
  for (const payment of paymentsOf(tx, paid.id)) markPaymentMade(tx, payment);
  return paid;
}

/** A method that was used once and not saved with the customer cannot become anybody's default. */
function kept(tx: Transaction, subscription: Subscription, id: string | null): string | null {
  const method = id === null ? undefined : tx.get(paymentMethods, id);
  return method && idOf(method.customer) === customerIdOf(subscription) ? id : null;
}

/** What a payment changes about a subscription. Its latest invoice decides whether it is in order again. */
function afterPayment(
  subscription: Subscription,
  invoice: string,
  method: string | null,
): Partial<Subscription> {
  const recovers =
    ['incomplete', 'past_due', 'unpaid'].includes(subscription.status) &&
    idOf(subscription.latest_invoice) === invoice;
  const keep =
    subscription.payment_settings?.save_default_payment_method === 'on_subscription' && method !== null;
  return { ...(recovers ? { status: 'active' } : {}), ...(keep ? { default_payment_method: method } : {}) };
}
