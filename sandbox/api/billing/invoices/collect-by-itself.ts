import type Stripe from 'stripe';
import { defineDuties, idOf, type Transaction } from '../../kernel';
import { fallBehind } from '../subscriptions/renewal/fall-behind';
import { collect } from './collect';
import { openPayment } from './finalize';
import { defaultIntent, type Invoice, invoices } from './invoice';
import { methodOfInvoice } from './method';
import { nextTry } from './retries';
import { markAttempted } from './transitions';

/**
 * Charges an open invoice without anybody asking for it, and plans the next attempt where that fails. The attempt
 * and its events are on record.
 */
export function collectByItself(tx: Transaction, invoice: Invoice): Invoice {
  if (!invoice.auto_advance) {
    openPayment(tx, invoice, null);
    return invoice;
  }
  const method = methodOfInvoice(tx, invoice);
  return told(tx, method === null ? withoutMethod(tx, invoice) : charge(tx, invoice, method));
}

/**
 * The next attempt of the schedule. What the card's bank has refused for good, or what there is no card for, is not
 * charged again, but the schedule goes on: another payment method may come before its end.
 */
function retry(tx: Transaction, invoice: Invoice): void {
  const method = methodOfInvoice(tx, invoice);
  const hopeless = method === null || refusedForGood(tx, invoice, method);
  told(tx, hopeless ? passOver(tx, invoice) : charge(tx, invoice, method));
}

function charge(tx: Transaction, invoice: Invoice, method: string): Invoice {
  const retry = { at: nextTry(tx, invoice) };
  const collected = collect(tx, invoice, { method, offSession: true, retry });
  if (collected.kind === 'declined' && collected.decline.code === 'authentication_required') {
    tx.emit('invoice.payment_action_required', collected.invoice);
  }
  return collected.invoice;
}

/** Without a payment method the attempt fails before anything is charged. */
function withoutMethod(tx: Transaction, invoice: Invoice): Invoice {
  openPayment(tx, invoice, null);
  return markAttempted(tx, invoice, 'declined', { at: nextTry(tx, invoice) });
}

function passOver(tx: Transaction, invoice: Invoice): Invoice {
  const after = tx.put(invoices, {
    ...invoice,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: nextTry(tx, invoice),
  });
  tx.emitUpdated('invoice.updated', invoice, after);
  return after;
}

function told(tx: Transaction, invoice: Invoice): Invoice {
  if (invoice.status === 'open') fallBehind(tx, invoice);
  tx.arrangeEvents(ORDER);
  return invoice;
}

/** Refusals that Stripe does not try again with the same card (docs: Smart Retries, hard declines). */
const FINAL = [
  'authentication_required',
  'highest_risk_level',
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'stolen_card',
  'transaction_not_allowed',
];

function refusedForGood(tx: Transaction, invoice: Invoice, method: string): boolean {
  const error = defaultIntent(tx, invoice.id)?.last_payment_error;
  if (!error || idOf(error.payment_method) !== method) return false;
  return FINAL.includes(error.decline_code ?? error.code ?? '');
}

/** Inferred, except that a failed invoice is told of before its subscription falls behind. */
const ORDER: Stripe.Event.Type[] = [
  'invoice.finalized',
  'payment_intent.created',
  'charge.succeeded',
  'charge.failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.updated',
  'customer.subscription.updated',
  'customer.subscription.deleted',
];

defineDuties(invoices, {
  due: (_, invoice) =>
    invoice.status === 'open' && invoice.auto_advance === true && invoice.next_payment_attempt !== null
      ? [{ kind: 'invoice.retry', at: invoice.next_payment_attempt }]
      : [],
  run: { 'invoice.retry': retry },
});
