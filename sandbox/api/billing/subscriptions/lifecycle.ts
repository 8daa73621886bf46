import { idOf, type Transaction } from '../../kernel';
import { cancelSetupIntent, setupIntents } from '../../payments';
import { invoices } from '../invoices/invoice';
import { voidInvoice } from '../invoices/transitions';
import { change, type Subscription, subscriptions } from './subscription';

/** How long the first payment may take (seconds). */
const FIRST_PAYMENT_WINDOW = 23 * 3600;

type Comment = Partial<Pick<NonNullable<Subscription['cancellation_details']>, 'comment' | 'feedback'>>;

/** The first payment will not come: the invoice is voided and the subscription is over for good. */
export function expire(tx: Transaction, subscription: Subscription): Subscription {
  const id = idOf(subscription.latest_invoice);
  const invoice = id === null ? undefined : tx.get(invoices, id);
  const expired = change(tx, subscription, { status: 'incomplete_expired', ended_at: tx.now() });
  // A written-off invoice too: paying for what is over must not be possible.
  if (invoice?.status === 'open' || invoice?.status === 'uncollectible') voidInvoice(tx, invoice);
  return expired;
}

/** Ends a subscription now. One whose first payment is still missing expires instead, as at Stripe. */
export function cancel(tx: Transaction, subscription: Subscription, comment: Comment = {}): Subscription {
  if (subscription.status === 'incomplete') return expire(tx, subscription);
  withdrawSetup(tx, subscription);
  const canceled = tx.put(subscriptions, {
    ...subscription,
    canceled_at: tx.now(),
    cancellation_details: {
      comment: comment.comment ?? null,
      feedback: comment.feedback ?? null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
    ended_at: tx.now(),
    pending_setup_intent: null,
    status: 'canceled',
  });
  tx.emit('customer.subscription.deleted', canceled);
  return canceled;
}

function withdrawSetup(tx: Transaction, subscription: Subscription): void {
  const id = idOf(subscription.pending_setup_intent);
  const intent = id === null ? undefined : tx.get(setupIntents, id);
  if (intent && intent.status !== 'succeeded' && intent.status !== 'canceled') {
    cancelSetupIntent(tx, intent, 'abandoned');
  }
}

/** Expires every subscription of the account whose first payment is overdue. */
export function expireOverdue(tx: Transaction): void {
  for (const subscription of tx.where(subscriptions, 'status', 'incomplete')) {
    if (tx.now() >= subscription.created + FIRST_PAYMENT_WINDOW) expire(tx, subscription);
  }
}
