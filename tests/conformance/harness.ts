import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, describe, inject } from 'vitest';
import { PacedClient } from './paced-client';

// The same tests run against the sandbox and against a Stripe test account: nothing here may tell them apart.

/** The SDK, pointed at what is being tested. */
export const stripe = clientFor(process.env.CONFORMANCE_KEY ?? 'sk_test_conformance');

/** The SDK with another key, for tests of the key itself. */
export function clientFor(key: string): Stripe {
  if (!/^(sk|rk)_test_/.test(key)) throw new Error('Only test keys are used here.');
  const url = inject('sandboxUrl');
  if (url === null) {
    // Stripe allows 25 requests a second in test mode.
    return new Stripe(key, { maxNetworkRetries: 3, telemetry: false, httpClient: new PacedClient(50) });
  }
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

/** The documented behaviours of one resource. */
export function describeResource(name: string, tests: () => void): void {
  describe(name, tests);
}

/** A word that no other object of the account has. */
export function uniqueName(): string {
  return `conformance ${randomUUID()}`;
}

/** A customer without a way to pay. */
export function anyCustomer(extra: Stripe.CustomerCreateParams = {}): Promise<Stripe.Customer> {
  return stripe.customers.create({ name: uniqueName(), email: 'jenny.rosen@example.com', ...extra });
}

/** A customer with a card that is attached and pays the invoices. */
export async function cardCustomer(
  card = 'pm_card_visa',
  extra: Stripe.CustomerCreateParams = {},
): Promise<Stripe.Customer> {
  const { id } = await anyCustomer(extra);
  const method = await stripe.paymentMethods.attach(card, { customer: id });
  return stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
}

/** A monthly price in US dollars of a product of its own. `amount`: cents. */
export async function monthlyPrice(
  amount = 2000,
  extra: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: uniqueName() });
  return stripe.prices.create({
    currency: 'usd',
    unit_amount: amount,
    recurring: { interval: 'month' },
    product: product.id,
    ...extra,
  });
}

/** A test clock; customers are put on it with `{ test_clock: clock.id }`. */
export interface TestTime {
  clock: Stripe.TestHelpers.TestClock;
  /** Moves the clock on (seconds since 1970) and waits until everything that fell due is done. */
  advance(to: number): Promise<Stripe.TestHelpers.TestClock>;
}

const clocks: string[] = [];

/** Starts a test clock at a moment (seconds since 1970); it is deleted with its customers after the file's tests. */
export async function onClock(frozenTime: number): Promise<TestTime> {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozenTime, name: 'conformance' });
  clocks.push(clock.id);
  const advance = async (to: number) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to });
    return settled(clock.id);
  };
  return { clock, advance };
}

async function settled(id: string): Promise<Stripe.TestHelpers.TestClock> {
  const pause = inject('sandboxUrl') === null ? 1000 : 10;
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const clock = await stripe.testHelpers.testClocks.retrieve(id);
    if (clock.status === 'ready') return clock;
    if (clock.status === 'internal_failure') throw new Error(`The test clock ${id} failed.`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`The test clock ${id} did not get ready.`);
}

afterAll(async () => {
  for (const id of clocks) await stripe.testHelpers.testClocks.del(id);
});

/** The error that an SDK call ends in. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was expected to be refused.');
}
