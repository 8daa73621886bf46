import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figuresOf, refreshFigures } from '@/lib/payments/figures';
import { syncObject } from '@/lib/payments/sync';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

const DAY = 86_400;
const BEGIN = Date.UTC(2027, 0, 10, 12) / 1000;
const MONTHS = 9;
/** The last second of the nth month. */
const monthEnd = (nth: number): number => Date.UTC(2027, nth + 1, 1) / 1000 - 1;

type Prices = Readonly<Record<string, string>>;
type Deed = {
  readonly at: number;
  readonly run: (life: Life) => Promise<unknown>;
};
type Life = {
  readonly stripe: Stripe;
  readonly prices: Prices;
  readonly customer: string;
  subscription(): Promise<Stripe.Subscription>;
};

const ANY_CARD = 'pm_card_visa';
const FAILING = 'pm_card_chargeCustomerFail';

const payWith = async ({ stripe, customer }: Life, card: string) => {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
};

const begin =
  (lookupKey: string, more: Partial<Stripe.SubscriptionCreateParams> = {}, quantity = 1) =>
  ({ stripe, prices, customer }: Life) =>
    stripe.subscriptions.create({ customer, items: [{ price: prices[lookupKey], quantity }], ...more });

const change = (lookupKey: string, quantity: number) => async (life: Life) => {
  const { id, items } = await life.subscription();
  const [item] = items.data;
  return life.stripe.subscriptions.update(id, {
    items: [{ id: item?.id, price: life.prices[lookupKey], quantity }],
    proration_behavior: 'always_invoice',
  });
};

const update = (params: Stripe.SubscriptionUpdateParams) => async (life: Life) =>
  life.stripe.subscriptions.update((await life.subscription()).id, params);

const refundLast =
  (share: number) =>
  async ({ stripe, customer }: Life) => {
    const paid = (await stripe.charges.list({ customer })).data.find(({ status }) => status === 'succeeded');
    if (paid) await stripe.refunds.create({ charge: paid.id, amount: Math.floor(paid.amount * share) });
  };

/** What six customers do, in days after the beginning. */
const LIVES: readonly (readonly Deed[])[] = [
  [
    { at: 0, run: begin('pro_monthly') },
    { at: 40, run: change('pro_yearly', 1) },
    { at: 41, run: refundLast(0.3) },
  ],
  [
    { at: 5, run: begin('team_monthly', {}, 3) },
    { at: 50, run: change('team_monthly', 7) },
    { at: 130, run: change('team_monthly', 2) },
    { at: 200, run: update({ cancel_at_period_end: true }) },
  ],
  [
    { at: 9, run: begin('pro_monthly', { trial_period_days: 14 }) },
    { at: 90, run: async (life) => life.stripe.subscriptions.cancel((await life.subscription()).id) },
    { at: 150, run: begin('pro_monthly') },
  ],
  [
    { at: 12, run: begin('pro_monthly') },
    { at: 60, run: (life) => payWith(life, FAILING) },
    { at: 78, run: (life) => payWith(life, ANY_CARD) },
    { at: 150, run: (life) => payWith(life, FAILING) },
  ],
  [
    { at: 3, run: begin('pro_monthly', { trial_period_days: 20 }) },
    { at: 10, run: async (life) => life.stripe.subscriptions.cancel((await life.subscription()).id) },
  ],
];

const PER_YEAR: Readonly<Record<string, number>> = { month: 12, year: 1 };

/** Yearly minor units, by what the provider says of a subscription at that moment. */
const annualOf = ({ items, status }: Stripe.Subscription): number =>
  ['active', 'past_due'].includes(status)
    ? items.data.reduce(
        (sum, { price, quantity }) =>
          sum + (price.unit_amount ?? 0) * (quantity ?? 0) * (PER_YEAR[price.recurring?.interval ?? ''] ?? 0),
        0,
      )
    : 0;

type Seen = { annual: number; active: number; trialing: number };
const nothing = (): Seen => ({ annual: 0, active: 0, trialing: 0 });
/** What was received and given back: a card is charged today, whatever a test clock says. */
type Money = { revenue: number; refunds: number };

async function live(
  prices: Prices,
  deeds: readonly Deed[],
  { seen, money }: { readonly seen: readonly Seen[]; readonly money: Money },
): Promise<void> {
  const { stripe } = world;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: BEGIN });
  const { id: customer } = await stripe.customers.create({ test_clock: clock.id });
  const all = async () => (await stripe.subscriptions.list({ customer, status: 'all' })).data;
  const life: Life = {
    stripe,
    prices,
    customer,
    async subscription() {
      const running = (await all()).find(({ status }) => status !== 'canceled');
      if (!running) throw new Error('There is no subscription.');
      return running;
    },
  };
  await payWith(life, ANY_CARD);
  let now = BEGIN;
  const moveTo = async (moment: number) => {
    while (now < moment) {
      now = Math.min(moment, now + 25 * DAY);
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: now });
      while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready') await sleep(5);
    }
  };
  const waiting = [...deeds];
  for (const [nth, month] of seen.entries()) {
    for (let next = waiting[0]; next && BEGIN + next.at * DAY <= monthEnd(nth); next = waiting[0]) {
      await moveTo(BEGIN + next.at * DAY);
      await next.run(life);
      waiting.shift();
    }
    await moveTo(monthEnd(nth));
    for (const subscription of await all()) {
      month.annual += annualOf(subscription);
      month.active += ['active', 'past_due', 'unpaid'].includes(subscription.status) ? 1 : 0;
      month.trialing += subscription.status === 'trialing' ? 1 : 0;
    }
  }
  await book(customer, money);
  const by = { id: await world.createUser(), role: 'admin' } as const;
  expect(await world.payments.adminActs.syncCustomer(customer, by)).toBe('synced');
  for (const { id } of (await stripe.refunds.list({ limit: 100 })).data)
    await syncObject(world.context, 'refund', id);
}

async function book(customer: string, money: Money): Promise<void> {
  const charges = await world.stripe.charges.list({ customer, limit: 100 });
  for (const { amount, status, amount_refunded } of charges.data) {
    if (status === 'succeeded') money.revenue += amount;
    money.refunds += amount_refunded;
  }
}

test('the figures of every month equal those reckoned from the provider’s own ledger', async () => {
  const { data } = await world.stripe.prices.list({ limit: 100 });
  const prices = Object.fromEntries(data.map(({ lookup_key, id }) => [lookup_key ?? '', id]));
  const seen = Array.from({ length: MONTHS }, nothing);
  const money: Money = { revenue: 0, refunds: 0 };
  for (const deeds of LIVES) await live(prices, deeds, { seen, money });
  await refreshFigures(world.context, { limit: 1_000, deadline: new Date(Date.now() + 60_000) });
  const { periods } = await figuresOf(world.context, {
    currency: 'usd',
    plan: null,
    interval: 'month',
    until: new Date(monthEnd(MONTHS - 1) * 1000),
  });
  const ours = periods.slice(-MONTHS).map(({ arr, active, trialing }) => ({
    annual: arr.amount,
    active,
    trialing,
  }));
  expect(seen.every(({ active }) => active > 0)).toBe(true);
  expect(ours).toEqual(seen);
  const days = await figuresOf(world.context, {
    currency: 'usd',
    plan: null,
    interval: 'day',
    until: new Date(),
  });
  const sum = (name: 'revenue' | 'refunds') =>
    days.periods.reduce((total, period) => total + period[name].amount, 0);
  expect(money.revenue).toBeGreaterThan(0);
  expect({ revenue: sum('revenue'), refunds: sum('refunds') }).toEqual(money);
}, 120_000);
