import { defineDuties, idOf, type Transaction } from '../../kernel';
import { cancelSetupIntent, setupIntents } from '../../payments';
import { type Invoice, invoices } from '../invoices/invoice';
import { stopCollecting } from '../invoices/stop-collecting';
import { voidInvoice } from '../invoices/transitions';
import { scheduleFollows } from '../schedules/follow-subscription';
import { change, followEntitlements, type Subscription, subscriptions } from './subscription';

/** How long the first payment, of a beginning or of a resumption, may take (seconds). */
const PAYMENT_WINDOW = 23 * 3600;

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
  return end(tx, subscription, {
    canceled_at: tx.now(),
    cancellation_details: {
      comment: comment.comment ?? null,
      feedback: comment.feedback ?? null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
  });
}

/**
 * Ends a subscription at the moment it was to end: when and why that was asked for stays as it was noted then.
 * @param last an invoice that was drawn up for the end, and is still collected
 */
export function endAsPlanned(tx: Transaction, subscription: Subscription, last?: Invoice): Subscription {
  const noted = subscription.cancellation_details;
  const details = { comment: null, feedback: null, feedback_option: null, ...noted };
  return end(tx, subscription, {
    canceled_at: subscription.canceled_at ?? tx.now(),
    // A trial that was to end so without a card counts as asked for: inferred.
    cancellation_details: { ...details, reason: noted?.reason ?? 'cancellation_requested' },
    ...(last ? { latest_invoice: last.id } : {}),
  });
}

/** Ends a subscription whose invoice could not be collected. */
export function endUnpaid(tx: Transaction, subscription: Subscription): Subscription {
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...subscription.cancellation_details,
  };
  return end(tx, subscription, {
    canceled_at: tx.now(),
    cancellation_details: { ...details, reason: 'payment_failed' },
  });
}

function end(tx: Transaction, subscription: Subscription, to: Partial<Subscription>): Subscription {
  withdrawSetup(tx, subscription);
  const canceled = tx.put(subscriptions, {
    ...subscription,
    ...to,
    ended_at: tx.now(),
    pending_setup_intent: null,
    status: 'canceled',
  });
  tx.emit('customer.subscription.deleted', canceled);
  followEntitlements(tx, canceled);
  const last = idOf(to.latest_invoice);
  const others = tx.where(invoices, 'subscription', canceled.id).filter(({ id }) => id !== last);
  stopCollecting(tx, others);
  scheduleFollows(tx, canceled);
  return canceled;
}

function withdrawSetup(tx: Transaction, subscription: Subscription): void {
  const id = idOf(subscription.pending_setup_intent);
  const intent = id === null ? undefined : tx.get(setupIntents, id);
  if (intent && intent.status !== 'succeeded' && intent.status !== 'canceled') {
    cancelSetupIntent(tx, intent, 'abandoned');
  }
}

/** The invoice that a paused subscription is to be resumed by, as long as nobody has tried to pay it. */
function untriedResumption(tx: Transaction, subscription: Subscription): Invoice | null {
  const id = idOf(subscription.latest_invoice);
  const invoice = subscription.status === 'paused' && id !== null ? tx.get(invoices, id) : undefined;
  return invoice?.status === 'open' && !invoice.attempted ? invoice : null;
}

/** What is due when a payment was waited for long enough: a paused subscription stays paused. */
function giveUpWaiting(tx: Transaction, subscription: Subscription): void {
  const resumption = untriedResumption(tx, subscription);
  if (resumption) voidInvoice(tx, resumption);
  else expire(tx, subscription);
}

defineDuties(subscriptions, {
  due(tx, subscription) {
    const since =
      subscription.status === 'incomplete'
        ? subscription.created
        : untriedResumption(tx, subscription)?.created;
    return since === undefined ? [] : [{ kind: 'subscription.expire', at: since + PAYMENT_WINDOW }];
  },
  run: { 'subscription.expire': giveUpWaiting },
});
