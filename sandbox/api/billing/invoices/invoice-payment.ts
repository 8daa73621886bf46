import type Stripe from 'stripe';
import { defineCollection, idOf, type Transaction, type Wire } from '../../kernel';

export type InvoicePayment = Wire<Stripe.InvoicePayment>;

export const invoicePayments = defineCollection<InvoicePayment>('invoice_payment', {
  references: { invoice: 'invoice', 'payment.payment_intent': 'payment_intent' },
  indexes: {
    invoice: (payment) => idOf(payment.invoice),
    payment_intent: (payment) => idOf(payment.payment.payment_intent),
  },
});

/** The payments of an invoice, oldest first. */
export function paymentsOf(tx: Transaction, invoiceId: string): InvoicePayment[] {
  return tx.where(invoicePayments, 'invoice', invoiceId).reverse();
}

/**
 * Joins an invoice to the intent that will pay it.
 * @param attached set for an intent that was made elsewhere: it pays its own amount (minor units)
 */
export function requestPayment(
  tx: Transaction,
  invoice: { id: string; amount_remaining: number; currency: string },
  intentId: string,
  attached?: { amount: number },
): InvoicePayment {
  return tx.put(invoicePayments, {
    id: tx.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: attached?.amount ?? invoice.amount_remaining,
    created: tx.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: attached === undefined,
    livemode: false,
    payment: { payment_intent: intentId, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/** Marks a payment as made, in full. */
export function settlePayment(tx: Transaction, payment: InvoicePayment): InvoicePayment {
  return tx.put(invoicePayments, {
    ...payment,
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: tx.now() },
  });
}

/** Marks a payment as never to be made. */
export function cancelPayment(tx: Transaction, payment: InvoicePayment): InvoicePayment {
  return tx.put(invoicePayments, {
    ...payment,
    status: 'canceled',
    status_transitions: { ...payment.status_transitions, canceled_at: tx.now() },
  });
}
