import type { Transaction } from '../../../kernel';
import { type Invoice, invoices, subscriptionOf } from '../../invoices/invoice';
import { change, subscriptions } from '../subscription';

/**
 * A subscription that fell behind is in order again once nothing is asked of it any more: seen at Stripe when the
 * latest invoice is marked uncollectible. That after a void one the invoice before it decides is inferred.
 */
export function standAgain(tx: Transaction, closed: Invoice): void {
  const subscription = tx.get(subscriptions, subscriptionOf(closed) ?? '');
  if (subscription?.status !== 'past_due' && subscription?.status !== 'unpaid') return;
  const standing = tx
    .where(invoices, 'subscription', subscription.id)
    .find(({ status }) => status !== 'void');
  if (standing?.status === 'paid' || standing?.status === 'uncollectible') {
    change(tx, subscription, { status: 'active' });
  }
}
