import type { Transaction } from '../../../kernel';
import type { Period } from '../../arithmetic/period';
import { type InvoiceItem, invoiceItems } from '../../invoice-items/invoice-item';
import { type Invoice, type InvoiceLine, invoices } from '../../invoices/invoice';
import { type Price, prices } from '../../prices/price';
import type { Amounts } from './portion';

/** Something that was billed for a subscription item and has not been given back. */
export interface Debit {
  amounts: Amounts;
  period: Period;
  /** Until when it has not been credited yet (unix seconds): the end of its period, or where a credit begins. */
  until: number;
  /** What of it can still be credited, after discounts (minor units). */
  left: number;
  price: Price;
  quantity: number;
  /** How a credit names it. */
  credited: NonNullable<InvoiceItem['proration_details']>['credited_items'];
}

/**
 * What was billed for a subscription item, whatever its price and quantity are now: in flexible billing a credit is
 * worked out from the original debit, each debit by itself
 * (docs.stripe.com/billing/subscriptions/billing-mode/compare). It does not matter whether the debit has been paid:
 * holding credits back until then is a setting that is off by default
 * (docs.stripe.com/billing/subscriptions/credit-proration-deferral). A voided invoice has billed nothing (inferred).
 */
export function debitsOf(tx: Transaction, subscription: string, subscriptionItem: string): Debit[] {
  const standing = tx
    .where(invoices, 'subscription', subscription)
    .filter((invoice) => invoice.status !== 'void');
  const own = tx
    .where(invoiceItems, 'subscription', subscription)
    .filter((item) => item.proration && isOf(item, subscriptionItem) && stands(item, standing));
  const credits = own.filter((item) => item.proration_details?.credited_items);
  const debits = own.filter((item) => !item.proration_details?.credited_items);
  return [
    ...debits.map((item) => debitOfItem(tx, item, standing, credits)),
    ...standing.flatMap((invoice) => periodsOf(tx, invoice, subscriptionItem, credits)),
  ];
}

function isOf(item: InvoiceItem, subscriptionItem: string): boolean {
  return item.parent?.subscription_details?.subscription_item === subscriptionItem;
}

/** An item counts while it is pending, or on an invoice that was not voided. */
function stands(item: InvoiceItem, standing: readonly Invoice[]): boolean {
  return item.invoice === null || standing.some((invoice) => invoice.id === item.invoice);
}

function debitOfItem(
  tx: Transaction,
  item: InvoiceItem,
  standing: readonly Invoice[],
  credits: readonly InvoiceItem[],
): Debit {
  const invoice = standing.find((one) => one.id === item.invoice);
  const line = invoice?.lines.data.find(
    (one) => one.parent?.subscription_item_details?.invoice_item === item.id,
  );
  const net = item.net_amount ?? item.amount;
  const discounts = (item.proration_details?.discount_amounts ?? []).map(amountOf);
  const amounts = { gross: net + discounts.reduce((sum, { amount }) => sum + amount, 0), net, discounts };
  const keys = line ? [item.id, line.id] : [item.id];
  const credited: Debit['credited'] =
    invoice && line ? ofLines(invoice.id, [line.id]) : { invoice_item: item.id, type: 'invoice_item' };
  const { id } = priceRef(item.pricing);
  return {
    ...rest(item.period, amounts, keys, credits),
    price: tx.existing(prices, id),
    quantity: item.quantity,
    credited,
  };
}

/** The periods of the item on an invoice. A price with tiers has several lines for one period: one debit. */
function periodsOf(
  tx: Transaction,
  invoice: Invoice,
  subscriptionItem: string,
  credits: readonly InvoiceItem[],
): Debit[] {
  const lines = invoice.lines.data.filter((line) => {
    const details = line.parent?.subscription_item_details;
    return details?.subscription_item === subscriptionItem && !details.proration;
  });
  const [first] = lines;
  if (!first) return [];
  const discounts = lines.flatMap((line) => (line.discount_amounts ?? []).map(amountOf));
  const gross = lines.reduce((sum, { amount }) => sum + amount, 0);
  const amounts = { gross, net: gross - discounts.reduce((sum, { amount }) => sum + amount, 0), discounts };
  const ids = lines.map(({ id }) => id);
  return [
    {
      ...rest(first.period, amounts, ids, credits),
      price: tx.existing(prices, priceRef(first.pricing).id),
      quantity: lines.reduce((most, line) => Math.max(most, line.quantity ?? 0), 0),
      credited: ofLines(invoice.id, ids),
    },
  ];
}

/** What credits have left of a debit that goes by any of these ids. */
function rest(
  period: Period,
  amounts: Amounts,
  keys: readonly string[],
  credits: readonly InvoiceItem[],
): Pick<Debit, 'amounts' | 'period' | 'until' | 'left'> {
  const given = credits.filter((credit) => {
    const of = credit.proration_details?.credited_items;
    const named = of?.invoice_item
      ? [of.invoice_item]
      : (of?.invoice_line_item_details?.invoice_line_items ?? []);
    return named.some((id) => keys.includes(id));
  });
  const left = given.reduce((sum, credit) => sum + (credit.net_amount ?? credit.amount), amounts.net);
  return { period, amounts, until: Math.min(period.end, ...given.map((one) => one.period.start)), left };
}

function ofLines(invoice: string, invoice_line_items: string[]): NonNullable<Debit['credited']> {
  return { invoice_line_item_details: { invoice, invoice_line_items }, type: 'invoice_line_items' };
}

function amountOf({ discount, amount }: { discount: string | { id: string }; amount: number }) {
  return { discount: typeof discount === 'string' ? discount : discount.id, amount };
}

function priceRef(pricing: InvoiceLine['pricing'] | InvoiceItem['pricing']): { id: string } {
  const price = pricing?.price_details?.price;
  if (price === undefined) throw new Error('What bills a subscription item names its price.');
  return typeof price === 'string' ? { id: price } : price;
}
