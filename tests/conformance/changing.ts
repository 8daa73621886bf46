import type Stripe from 'stripe';
import { cardCustomer, monthlyPrice, onClock, stripe, type TestTime } from './harness';

/** A monthly subscription of $20.00 on a test clock, with the moments of its first period (unix seconds). */
export interface Running {
  time: TestTime;
  customer: string;
  price: Stripe.Price;
  subscription: Stripe.Subscription;
  item: string;
  start: number;
  half: number;
  end: number;
}

/** Starts one at the beginning of a month and pays for its first period by card. */
export async function running(
  extra: Partial<Stripe.SubscriptionCreateParams> = {},
  card = 'pm_card_visa',
): Promise<Running> {
  const now = new Date();
  const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) / 1000;
  const time = await onClock(start);
  const customer = await cardCustomer(card, { test_clock: time.clock.id });
  const price = await monthlyPrice();
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    ...extra,
  });
  const [item] = subscription.items.data;
  if (!item) throw new Error('The subscription has no items.');
  const end = item.current_period_end;
  const half = start + Math.floor((end - start) / 2);
  return { time, customer: customer.id, price, subscription, item: item.id, start, half, end };
}

/** Another price of the product of a price. `amount`: cents. */
export function sibling(
  price: Stripe.Price,
  amount: number,
  interval: 'month' | 'year' = 'month',
): Promise<Stripe.Price> {
  return stripe.prices.create({
    product: String(price.product),
    currency: 'usd',
    unit_amount: amount,
    recurring: { interval },
  });
}

/** The latest invoice of a subscription. */
export async function latestOf(subscription: Stripe.Subscription): Promise<Stripe.Invoice> {
  const id = subscription.latest_invoice;
  if (id === null) throw new Error('There is no invoice.');
  return stripe.invoices.retrieve(typeof id === 'string' ? id : (id.id ?? ''));
}

/** The amounts of an invoice's lines, smallest first. */
export function amountsOf(invoice: Stripe.Invoice): number[] {
  return invoice.lines.data.map(({ amount }) => amount).sort((one, other) => one - other);
}

/** The amounts that wait for a customer's next invoice, smallest first. */
export async function waiting(customer: string): Promise<number[]> {
  const { data } = await stripe.invoiceItems.list({ customer, pending: true });
  return data.map(({ amount }) => amount).sort((one, other) => one - other);
}
