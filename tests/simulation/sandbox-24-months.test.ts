import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type TestSandbox } from '../support/sandbox';
import { StatusWatch } from '../support/sandbox-edges';
import { type Books, checkBooks, checkMoney, readBooks } from '../support/sandbox-invariants';
import { type Coupons, cardInMonth, deedOf, nthSubscription, type Prices } from './sandbox-people';

const SUBSCRIPTIONS = 100;
const MONTHS = 24;
const DAY = 86_400;
/** Month ends, and the leap day of 2028, lie on the way. */
const START = Date.UTC(2027, 0, 31, 10) / 1000;
const MOST_MEMORY_MB = 300;

/** A customer on a test clock, with up to three subscriptions. */
interface Person {
  n: number;
  id: string;
  clock: string;
  subscriptions: { n: number; id: string }[];
}

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

test('a hundred subscriptions keep every invariant through 24 months of test clock', {
  timeout: 300_000,
}, async () => {
  const began = Date.now();
  const worlds = await Promise.all([openWorld('months1', 'cancel'), openWorld('months2', 'unpaid')]);
  for (let month = 1; month <= MONTHS; month += 1) {
    for (const world of worlds) await world.live(month);
  }
  const counts = await Promise.all(worlds.map((world) => world.finish()));
  const memory = memoryOf(sandbox.pid);
  const seconds = (Date.now() - began) / 1000;
  console.log(`24 months: ${seconds.toFixed(1)} s, ${memory} MB, ${JSON.stringify(counts)}`);
  expect(memory).toBeLessThan(MOST_MEMORY_MB);
});

/** Half of the subscriptions, in an account of their own: the end of retries is a setting of the account. */
async function openWorld(account: string, afterRetries: 'cancel' | 'unpaid') {
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(`sk_test_${account}`, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
  });
  const prices = await createPrices(stripe);
  const coupons = await createCoupons(stripe);
  await sandbox.control(`billing_settings?account=${account}`, { after_retries: afterRetries });
  const offset = account === 'months1' ? 0 : SUBSCRIPTIONS / 2;
  const people = await createPeople(stripe, offset);
  const watch = new StatusWatch();
  const books = new Map<string, Books>();
  let marker: string | null = null;

  /** Checks everything there is to check: each status that was passed, each customer's books. */
  async function check(): Promise<void> {
    const events = await eventsSince(stripe, marker);
    marker = events.at(-1)?.id ?? marker;
    watch.read(events);
    for (const { id } of people) {
      const known = await readBooks(stripe, id, books.get(id));
      books.set(id, known);
      checkBooks(known);
    }
  }

  for (const person of people) await subscribeAll(stripe, person, prices, coupons);
  await check();
  return {
    async live(month: number): Promise<void> {
      for (const person of people) await act(stripe, person, month);
      await Promise.all(clocksOf(people).map((clock) => advance(stripe, clock)));
      await check();
    },
    async finish() {
      await checkMoney(stripe);
      const whole = await Promise.all(people.map(({ id }) => readBooks(stripe, id)));
      for (const known of whole) checkBooks(known);
      return countStatuses(whole);
    },
  };
}

async function createPrices(stripe: Stripe): Promise<Prices> {
  const product = await stripe.products.create({ name: 'Plan' });
  const price = async (unit_amount: number, interval: 'month' | 'year', interval_count = 1) => {
    const recurring = { interval, interval_count };
    return (await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount, recurring })).id;
  };
  return {
    monthly: await price(1999, 'month'),
    quarterly: await price(4777, 'month', 3),
    yearly: await price(19_900, 'year'),
    seats: await price(733, 'month'),
  };
}

async function createCoupons(stripe: Stripe): Promise<Coupons> {
  const coupon = async (params: Stripe.CouponCreateParams) => (await stripe.coupons.create(params)).id;
  return {
    once: await coupon({ percent_off: 25, duration: 'once' }),
    repeating: await coupon({ percent_off: 12.5, duration: 'repeating', duration_in_months: 3 }),
    forever: await coupon({ percent_off: 50, duration: 'forever' }),
    amount: await coupon({ amount_off: 500, currency: 'usd', duration: 'forever' }),
  };
}

/** Three subscriptions a customer and three customers a clock: the most that Stripe allows. */
async function createPeople(stripe: Stripe, offset: number): Promise<Person[]> {
  const people: Person[] = [];
  let clock = '';
  for (let n = 0; n * 3 < SUBSCRIPTIONS / 2; n += 1) {
    if (n % 3 === 0) {
      const frozen_time = START + n * (DAY + 3601);
      clock = (await stripe.testHelpers.testClocks.create({ frozen_time })).id;
    }
    const { id } = await stripe.customers.create({ test_clock: clock, name: `Customer ${offset + n}` });
    const mine = [0, 1, 2].map((i) => n * 3 + i).filter((i) => i < SUBSCRIPTIONS / 2);
    people.push({ n: offset + n, id, clock, subscriptions: mine.map((i) => ({ n: offset + i, id: '' })) });
  }
  return people;
}

async function subscribeAll(stripe: Stripe, person: Person, prices: Prices, coupons: Coupons): Promise<void> {
  await useCard(stripe, person, 0);
  for (const subscription of person.subscriptions) {
    const wanted = nthSubscription(subscription.n, prices, coupons);
    // Without a card only a trial can begin.
    const trial = cardInMonth(person.n, 0) === null ? { trial_period_days: 30 } : {};
    const made = await stripe.subscriptions.create({ ...wanted, ...trial, customer: person.id });
    subscription.id = made.id;
  }
}

async function useCard(stripe: Stripe, person: Person, month: number): Promise<void> {
  const card = cardInMonth(person.n, month);
  if (card === null || (month > 0 && card === cardInMonth(person.n, month - 1))) return;
  const method = await stripe.paymentMethods.attach(card, { customer: person.id });
  await stripe.customers.update(person.id, { invoice_settings: { default_payment_method: method.id } });
}

/** What a customer does at the beginning of a month. */
async function act(stripe: Stripe, person: Person, month: number): Promise<void> {
  await useCard(stripe, person, month);
  for (const { n, id } of person.subscriptions) {
    const deed = deedOf(n, month);
    const subscription = await stripe.subscriptions.retrieve(id);
    if (subscription.status === 'paused') await stripe.subscriptions.resume(id);
    if (subscription.status !== 'active' || deed.do === 'nothing') continue;
    if (deed.do === 'leave') await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    if (deed.do === 'stay') await stripe.subscriptions.update(id, { cancel_at_period_end: false });
    if (deed.do === 'seats') {
      const item = subscription.items.data[0]?.id ?? '';
      await stripe.subscriptions.update(id, { items: [{ id: item, quantity: deed.quantity }] });
    }
  }
}

const clocksOf = (people: readonly Person[]) => [...new Set(people.map((person) => person.clock))];

/** Moves a clock a month on, and waits. */
async function advance(stripe: Stripe, clock: string): Promise<void> {
  const { testClocks } = stripe.testHelpers;
  const { frozen_time } = await testClocks.retrieve(clock);
  await testClocks.advance(clock, { frozen_time: frozen_time + 30.4375 * DAY });
  for (;;) {
    const { status } = await testClocks.retrieve(clock);
    if (status === 'ready') return;
    if (status !== 'advancing') throw new Error(`The clock ${clock} is ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function eventsSince(stripe: Stripe, marker: string | null): Promise<Stripe.Event[]> {
  const found: Stripe.Event[] = [];
  const since = marker === null ? {} : { ending_before: marker };
  for await (const event of stripe.events.list({ limit: 100, ...since })) found.push(event);
  // With `ending_before` the SDK pages from the oldest on; without, from the newest back.
  return marker === null ? found.reverse() : found;
}

function countStatuses(books: readonly Books[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { subscriptions, invoices } of books) {
    for (const { status } of subscriptions) counts[status] = (counts[status] ?? 0) + 1;
    for (const { status } of invoices) counts[`${status} invoices`] = (counts[`${status} invoices`] ?? 0) + 1;
  }
  return counts;
}

/** The most memory that a process has had, MB; where the system does not say, what it has now. */
function memoryOf(pid: number): number {
  const linux = process.platform === 'linux';
  const kilobytes = linux
    ? /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1024);
}
