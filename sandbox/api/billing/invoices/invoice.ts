import type Stripe from 'stripe';
import { defineCollection, defineComputed, idOf, type Transaction, type Wire } from '../../kernel';
import { paymentIntents } from '../../payments';
import { invoicePayments, paymentsOf } from './invoice-payment';

export type Invoice = Wire<Stripe.Invoice>;
export type InvoiceLine = Wire<Stripe.InvoiceLineItem>;

export const invoices = defineCollection<Invoice>('invoice', {
  references: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    'total_discount_amounts.discount': 'discount',
    'parent.subscription_details.subscription': 'subscription',
    test_clock: 'test_helpers.test_clock',
  },
  indexes: {
    customer: (invoice) => idOf(invoice.customer),
    subscription: (invoice) => subscriptionOf(invoice),
    token: (invoice) => tokenOf(invoice),
    number: (invoice) => invoice.number,
  },
});

/** Lines live inside their invoice; declared so that what they refer to can be expanded. */
export const invoiceLines = defineCollection<InvoiceLine>('line_item', {
  references: {
    discounts: 'discount',
    'discount_amounts.discount': 'discount',
    'pricing.price_details.price': 'price',
    subscription: 'subscription',
  },
});

/** The subscription an invoice bills, if any. */
export function subscriptionOf(invoice: Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

/** What the address of the hosted page ends with. */
function tokenOf(invoice: Invoice): string | null {
  return invoice.hosted_invoice_url?.split('/').at(-1) ?? null;
}

defineComputed(invoices, 'payments', (tx, invoice) => ({
  object: 'list',
  data: paymentsOf(tx, invoice.id),
  has_more: false,
  url: '/v1/invoices/payments',
}));

defineComputed(invoices, 'confirmation_secret', (tx, invoice) => {
  const intent = invoice.status === 'open' ? defaultIntent(tx, invoice.id) : undefined;
  return intent?.client_secret ? { client_secret: intent.client_secret, type: 'payment_intent' } : null;
});

/** The payment intent that an invoice's own payment goes through. */
export function defaultIntent(tx: Transaction, invoiceId: string) {
  const payment = tx.where(invoicePayments, 'invoice', invoiceId).find((one) => one.is_default);
  const id = idOf(payment?.payment.payment_intent);
  return id === null ? undefined : tx.existing(paymentIntents, id);
}
