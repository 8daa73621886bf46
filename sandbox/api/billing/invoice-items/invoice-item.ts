import type Stripe from 'stripe';
import { defineCollection, idOf, type Transaction, type Wire } from '../../kernel';

export type InvoiceItem = Wire<Stripe.InvoiceItem>;

/** What is to be billed beside a subscription's own periods: made by hand, or by a change within a period. */
export const invoiceItems = defineCollection<InvoiceItem>('invoiceitem', {
  references: {
    customer: 'customer',
    discounts: 'discount',
    invoice: 'invoice',
    test_clock: 'test_helpers.test_clock',
    'pricing.price_details.price': 'price',
  },
  indexes: {
    customer: (item) => idOf(item.customer),
    invoice: (item) => idOf(item.invoice),
    subscription: (item) => subscriptionOfItem(item),
  },
});

/** The subscription that an invoice item waits for. */
export function subscriptionOfItem(item: InvoiceItem): string | null {
  return item.parent?.subscription_details?.subscription ?? null;
}

/** The items of a subscription that no invoice has taken up yet, newest first as invoices show them. */
export function pendingOfSubscription(tx: Transaction, subscription: string): InvoiceItem[] {
  return tx.where(invoiceItems, 'subscription', subscription).filter((item) => item.invoice === null);
}

/** A customer's items that wait for any invoice: of no subscription and taken up by none, newest first. */
export function pendingOfCustomer(tx: Transaction, customer: string, currency: string): InvoiceItem[] {
  return tx
    .where(invoiceItems, 'customer', customer)
    .filter(
      (item) => item.invoice === null && subscriptionOfItem(item) === null && item.currency === currency,
    );
}

/** Marks pending items as taken up by an invoice, so that no other bills them again. */
export function takeUp(tx: Transaction, items: readonly InvoiceItem[], invoice: string): void {
  for (const item of items) tx.put(invoiceItems, { ...item, invoice });
}
