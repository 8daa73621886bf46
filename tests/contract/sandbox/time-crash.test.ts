import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from './kernel-harness';
import { killAll, spawnSandbox } from './sandbox-process';
import { utc } from './time-harness';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sandbox-clock-'));
});
afterEach(() => {
  killAll();
  rmSync(data, { recursive: true });
});

/** Three customers with three monthly subscriptions each, on one clock. */
async function populate(stripe: Stripe, clock: string): Promise<string[]> {
  const price = await stripe.prices.create({
    product_data: { name: 'Pro' },
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
  });
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const customer = (await stripe.customers.create({ test_clock: clock })).id;
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
    for (let i = 0; i < 3; i += 1) {
      const made = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
      ids.push(made.id);
    }
  }
  return ids;
}

it('a clock that was advancing when the sandbox was killed goes on at the next start, and does nothing twice', async () => {
  const first = await spawnSandbox(data);
  const { testClocks } = first.stripe.testHelpers;
  const clock = (await testClocks.create({ frozen_time: utc(2026, 1, 31) })).id;
  const subscriptions = await populate(first.stripe, clock);
  await testClocks.advance(clock, { frozen_time: utc(2026, 3, 31) });
  await first.kill('SIGKILL');

  const { stripe } = await spawnSandbox(data);
  const now = () => stripe.testHelpers.testClocks.retrieve(clock);
  await eventually(async () => (await now()).status === 'ready', 'the clock arrives', 20_000);
  expect(await now()).toMatchObject({ frozen_time: utc(2026, 3, 31), status_details: {} });
  for (const subscription of subscriptions) {
    const { data: invoices } = await stripe.invoices.list({ subscription });
    expect(invoices.map(({ status }) => status)).toEqual(['draft', 'paid', 'paid']);
    const periods = invoices.map((invoice) => invoice.lines.data[0]?.period.start);
    expect(periods).toEqual([utc(2026, 3, 31), utc(2026, 2, 28), utc(2026, 1, 31)]);
  }
  const charges = await stripe.charges.list({ limit: 100 });
  expect(charges.data).toHaveLength(18);
}, 60_000);
