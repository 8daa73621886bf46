import type Stripe from 'stripe';
import type { InvoiceLineRecord, InvoiceRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

function sum(amounts: readonly { readonly amount: number }[] | null): number {
  return (amounts ?? []).reduce((total, { amount }) => total + amount, 0);
}

function toLine(invoiceId: string, line: Stripe.InvoiceLineItem): InvoiceLineRecord {
  const item = line.parent?.subscription_item_details;
  return {
    id: line.id,
    invoiceId,
    itemId: item?.subscription_item ?? null,
    priceId: idOf(line.pricing?.price_details?.price),
    quantity: line.quantity,
    amount: line.amount,
    discount: sum(line.discount_amounts),
    includedTax: sum(line.taxes?.filter(({ tax_behavior }) => tax_behavior === 'inclusive') ?? []),
    proration: item?.proration ?? false,
    periodStart: dateOf(line.period.start),
    periodEnd: dateOf(line.period.end),
  };
}

/** An invoice with its first ten lines, which is all that comes with it. @param invoice read with `payments` expanded */
export function toInvoice(invoice: Stripe.Invoice): InvoiceRecord {
  return {
    kind: 'invoice',
    id: invoice.id,
    customerId: idOf(invoice.customer),
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
    number: invoice.number,
    status: invoice.status,
    billingReason: invoice.billing_reason,
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    discount: sum(invoice.total_discount_amounts),
    tax: sum(invoice.total_taxes),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    hostedInvoiceUrl: invoice.hosted_invoice_url ?? null,
    invoicePdf: invoice.invoice_pdf ?? null,
    paymentIds: (invoice.payments?.data ?? []).flatMap(({ payment }) => idOf(payment.payment_intent) ?? []),
    paidAt: dateOf(invoice.status_transitions.paid_at),
    attemptCount: invoice.attempt_count,
    created: dateOf(invoice.created),
    lines: invoice.lines.data.map((line) => toLine(invoice.id, line)),
    raw: rawOf(invoice),
  };
}
