import { idOf, type Transaction } from '../../kernel';
import { cancelPaymentIntent } from '../../payments';
import { markDelinquent } from '../subscriptions/methods';
import { reactivate } from '../subscriptions/renewal/reactivate';
import { subscriptions } from '../subscriptions/subscription';
import { giveBackBalance } from './balance';
import { defaultIntent, type Invoice, invoices, subscriptionOf } from './invoice';
import { cancelPayment, type InvoicePayment, paymentsOf, settlePayment } from './invoice-payment';

/**
 * Marks an open invoice as paid and says so. `attempts` is the least number of attempts it now counts: 0 for one
 * that asked for nothing or was paid elsewhere, 1 for one that a payment was made for, more after retries.
 */
export function markPaid(
  tx: Transaction,
  invoice: Invoice,
  how: { attempts: number; attempted: boolean; offStripe?: boolean },
): Invoice {
  const { status_details: _, ...rest } = invoice;
  const paid = tx.put(invoices, {
    ...rest,
    amount_paid: invoice.amount_due,
    ...(how.offStripe ? { amount_paid_off_stripe: invoice.amount_due } : {}),
    amount_remaining: 0,
    attempted: invoice.attempted || how.attempted,
    // A first attempt counts once; only automatic retries count on.
    attempt_count: Math.max(invoice.attempt_count, how.attempts),
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: tx.now() },
  });
  tx.emit('invoice.paid', paid);
  tx.emit('invoice.payment_succeeded', paid);
  return paid;
}

/** Marks the payment of a paid invoice as made. Said last: Stripe lets this event trail the others. */
export function markPaymentMade(tx: Transaction, payment: InvoicePayment): void {
  if (payment.status !== 'open') return;
  tx.emit('invoice_payment.paid', settlePayment(tx, payment));
}

/**
 * Notes a payment attempt that did not pay, and why the invoice is still open.
 * @param retry set for an attempt of the retry schedule, which alone counts on: when the next one is (unix seconds)
 */
export function markAttempted(
  tx: Transaction,
  invoice: Invoice,
  why: 'declined' | 'requires_action',
  retry?: { at: number | null },
): Invoice {
  const first = Math.max(invoice.attempt_count, 1);
  const declined = retry ? invoice.attempt_count + 1 : first;
  const after = tx.put(invoices, {
    ...invoice,
    attempted: true,
    // An attempt that waits for the buyer is not counted yet.
    attempt_count: why === 'declined' ? declined : invoice.attempt_count,
    next_payment_attempt: retry ? retry.at : invoice.next_payment_attempt,
  });
  tx.emit(why === 'declined' ? 'invoice.payment_failed' : 'invoice.payment_action_required', after);
  tx.emitUpdated('invoice.updated', invoice, after);
  return after;
}

/** Voids an open or written-off invoice for good: nobody can pay it any more. */
export function voidInvoice(tx: Transaction, invoice: Invoice): Invoice {
  const { status_details: _, ...rest } = invoice;
  const voided = tx.put(invoices, {
    ...rest,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now() },
  });
  tx.emit('invoice.voided', voided);
  giveBackBalance(tx, voided);
  withdraw(tx, voided);
  return voided;
}

/** Takes back what was asked for: the intent can no longer be confirmed. The invoice is already closed. */
export function withdraw(tx: Transaction, invoice: Invoice): void {
  const intent = defaultIntent(tx, invoice.id);
  for (const payment of paymentsOf(tx, invoice.id)) if (payment.status === 'open') cancelPayment(tx, payment);
  if (intent && intent.status !== 'succeeded' && intent.status !== 'canceled') {
    cancelPaymentIntent(tx, intent, 'void_invoice');
  }
}

/**
 * Writes an open invoice off. It can still be paid. The customer is not held to be behind any more, and a subscription
 * that was paused until this invoice is dealt with goes on (documented).
 * @param reason shown as long as the invoice stays uncollectible
 */
export function writeOff(
  tx: Transaction,
  invoice: Invoice,
  reason: 'subscription_paused' | 'user_forgiven',
): Invoice {
  const after = tx.put(invoices, {
    ...invoice,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_details: { uncollectible: { reason } },
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: tx.now() },
  });
  tx.emit('invoice.marked_uncollectible', after);
  const customer = idOf(after.customer);
  if (customer !== null) markDelinquent(tx, customer, false);
  const subscription = tx.get(subscriptions, subscriptionOf(after) ?? '');
  if (subscription?.status === 'paused' && idOf(subscription.latest_invoice) === after.id) {
    reactivate(tx, subscription);
  }
  return after;
}
