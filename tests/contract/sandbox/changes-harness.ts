import type Stripe from 'stripe';
import { openTimedShop, type TestTime, type TimedShop, utc } from './time-harness';

/** A subscription on a test clock that stands at the beginning of a month of 31 days. */
export interface Stage {
  shop: TimedShop;
  time: TestTime;
  customer: string;
  subscription: Stripe.Subscription;
  /** The only item's id. */
  item: string;
}

/** When the stages begin: 1 March 2026, 00:00 UTC; the period ends after 31 days. */
export const START = utc(2026, 3, 1);
/** Half of that period. */
export const HALF = START + (31 * 86_400) / 2;
export const END = utc(2026, 4, 1);

export { openTimedShop };

/** A subscription of one item, paid for by card. */
export async function stage(
  shop: TimedShop,
  item: Stripe.SubscriptionCreateParams.Item,
  extra: Partial<Stripe.SubscriptionCreateParams> = {},
  card: string | null = 'pm_card_visa',
): Promise<Stage> {
  const time = await shop.clock(START);
  const customer = await time.customer(card);
  const subscription = await shop.stripe.subscriptions.create({ customer, items: [item], ...extra });
  return { shop, time, customer, subscription, item: itemOf(subscription) };
}

export function itemOf(subscription: Stripe.Subscription): string {
  const [item] = subscription.items.data;
  if (!item) throw new Error('The subscription has no items.');
  return item.id;
}

/** The invoice a subscription names as its latest. */
export async function latest(shop: TimedShop, subscription: Stripe.Subscription): Promise<Stripe.Invoice> {
  const id = subscription.latest_invoice;
  if (id === null) throw new Error('There is no invoice.');
  return shop.stripe.invoices.retrieve(typeof id === 'string' ? id : id.id, { expand: ['payments'] });
}

/** Amounts, words and periods of the lines of an invoice. */
export function linesOf(invoice: Stripe.Invoice) {
  return invoice.lines.data.map(({ amount, description, period }) => ({ amount, description, period }));
}

/** What waits to be invoiced for a customer, oldest first. */
export async function pending(shop: TimedShop, customer: string): Promise<Stripe.InvoiceItem[]> {
  const { data } = await shop.stripe.invoiceItems.list({ customer, pending: true });
  return data.reverse();
}

/** All that two invoices must have in common to be the same but for their ids. */
export function content(invoice: Stripe.Invoice) {
  return {
    billing_reason: invoice.billing_reason,
    currency: invoice.currency,
    period: [invoice.period_start, invoice.period_end],
    starting_balance: invoice.starting_balance,
    subtotal: invoice.subtotal,
    total: invoice.total,
    amount_due: invoice.amount_due,
    discounts: invoice.total_discount_amounts?.map(({ amount }) => amount),
    lines: invoice.lines.data.map((line) => ({
      amount: line.amount,
      description: line.description,
      discounts: line.discount_amounts?.map(({ amount }) => amount),
      parent: [
        line.parent?.type,
        line.parent?.subscription_item_details?.proration,
        line.parent?.subscription_item_details?.proration_details,
      ],
      period: line.period,
      price: line.pricing?.price_details?.price,
      quantity: line.quantity,
    })),
  };
}
