import { idOf, type Transaction } from '../../../kernel';
import { type Invoice, subscriptionOf } from '../../invoices/invoice';
import { settingsOf } from '../../settings';
import { endUnpaid } from '../lifecycle';
import { markDelinquent } from '../methods';
import { change, isOver, type Subscription, subscriptions } from '../subscription';

/**
 * What an automatic attempt that failed means for the customer and the subscription: past due while there are
 * retries to come, and after the last of them what the account's settings say. Only the latest invoice counts, as
 * long as the subscription has not fallen behind already.
 */
export function fallBehind(tx: Transaction, invoice: Invoice): void {
  const customer = idOf(invoice.customer);
  if (customer !== null) markDelinquent(tx, customer, true);
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  if (!subscription || isOver(subscription)) return;
  const counts = idOf(subscription.latest_invoice) === invoice.id || subscription.status === 'past_due';
  if (!counts || subscription.status === 'unpaid' || subscription.status === 'paused') return;
  if (invoice.next_payment_attempt === null) giveUp(tx, subscription);
  else change(tx, subscription, { status: 'past_due' });
}

function giveUp(tx: Transaction, subscription: Subscription): void {
  const { after_retries } = settingsOf(tx);
  switch (after_retries) {
    case 'cancel':
      endUnpaid(tx, subscription);
      return;
    case 'unpaid':
    case 'past_due':
      change(tx, subscription, { status: after_retries });
  }
}
