import type Stripe from 'stripe';
import { eventsSince, newestEvent, openShop, type Shop } from './billing-harness';

/** A moment in UTC, unix seconds. Months count from 1. */
export const utc = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  Date.UTC(year, month - 1, day, hour, minute) / 1000;

export const DAY = 86_400;
export const HOUR = 3600;

/** A shop whose customers live on test clocks. */
export interface TimedShop extends Shop {
  clock(frozenTime: number): Promise<TestTime>;
}

export interface TestTime {
  id: string;
  /** A new customer on the clock; with a card its default payment method. */
  customer(card?: string | null, extra?: Stripe.CustomerCreateParams): Promise<string>;
  /** Moves the clock (unix seconds) and answers what happened meanwhile. */
  advance(to: number): Promise<Stripe.Event[]>;
}

export async function openTimedShop(): Promise<TimedShop> {
  const shop = await openShop();
  return { ...shop, clock: (frozenTime) => startClock(shop, frozenTime) };
}

async function startClock(shop: Shop, frozenTime: number): Promise<TestTime> {
  const { stripe } = shop;
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: frozenTime });
  return {
    id,
    async customer(card = 'pm_card_visa', extra = {}) {
      const made = await stripe.customers.create({ test_clock: id, email: 'ada@example.com', ...extra });
      if (card !== null) await useCard(shop, made.id, card);
      return made.id;
    },
    async advance(to) {
      const marker = await newestEvent(shop);
      await stripe.testHelpers.testClocks.advance(id, { frozen_time: to });
      await settled(shop, id);
      return everythingSince(shop, marker);
    },
  };
}

/** Waits until a clock has arrived. */
export async function settled(shop: Shop, id: string): Promise<void> {
  for (;;) {
    const { status } = await shop.stripe.testHelpers.testClocks.retrieve(id);
    if (status === 'ready') return;
    if (status === 'internal_failure') throw new Error(`The test clock ${id} failed.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Attaches a card to a customer and makes it the default. */
export async function useCard({ stripe }: Shop, customer: string, card: string): Promise<string> {
  const method = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
  return method.id;
}

/** All events since a marker, oldest first, however many. */
async function everythingSince(shop: Shop, marker: string | null): Promise<Stripe.Event[]> {
  const found: Stripe.Event[] = [];
  for (let last = marker; ; ) {
    const page = await eventsSince(shop, last);
    found.push(...page);
    if (page.length < 100) return found;
    last = page.at(-1)?.id ?? null;
  }
}

/** The types of events, without those of the clock itself and those that are not named. */
export const typesIn = (events: Stripe.Event[], ...wanted: string[]) =>
  events
    .map((event) => event.type)
    .filter((type) => (wanted.length === 0 ? !type.startsWith('test_helpers.') : wanted.includes(type)));

/** The invoices of a subscription, oldest first. */
export async function invoicesOf({ stripe }: Shop, subscription: string): Promise<Stripe.Invoice[]> {
  const page = await stripe.invoices.list({ subscription, limit: 100 });
  return page.data.reverse();
}

/** The period of a subscription's first item, as ISO days and times. */
export function periodOf(subscription: Stripe.Subscription): [string, string] {
  const [item] = subscription.items.data;
  if (!item) throw new Error('The subscription has no items.');
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16);
  return [iso(item.current_period_start), iso(item.current_period_end)];
}
