import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, SECRET, startHarness } from './kernel-harness';

let harness: Harness;
let milliseconds = 1_800_000_000_000;
beforeEach(async () => {
  harness = await startHarness({ clock: { milliseconds: () => milliseconds } });
});
afterEach(() => harness.close());

const limits = (settings: object) => harness.control('POST', '/limits', settings);
const get = (path: string) => harness.send('GET', path);

/** How many of so many calls in one moment were let through, and what the first refusal named as the reason. */
async function burst(count: number, call: (turn: number) => ReturnType<Harness['send']>) {
  let passed = 0;
  let reason: string | null = null;
  for (let turn = 0; turn < count; turn += 1) {
    const reply = await call(turn);
    if (reply.status === 429) reason ??= reply.headers.get('stripe-rate-limited-reason');
    else passed += 1;
  }
  return { passed, reason };
}

describe('rate limits', () => {
  it('are off until they are switched on', async () => {
    expect(await harness.control('GET', '/limits')).toEqual({ mode: 'off' });
    expect(await burst(150, () => get('/v1/customers'))).toEqual({ passed: 150, reason: null });
  });

  it('let 25 requests a second through to one endpoint, whatever the id', async () => {
    await limits({ mode: 'live' });
    const one = (turn: number) => get(`/v1/customers/cus_${turn}`);
    expect(await burst(30, one)).toEqual({ passed: 25, reason: 'endpoint-rate' });
    expect((await get('/v1/products')).status).toBe(200);
    milliseconds += 200;
    expect(await burst(30, one)).toMatchObject({ passed: 5 });
    milliseconds += 10_000;
    expect(await burst(30, one)).toMatchObject({ passed: 25 });
  });

  it('let 100 a second through to an account in live mode, and 25 in test mode', async () => {
    const paths = ['customers', 'products', 'prices', 'coupons', 'refunds', 'charges', 'invoices', 'events'];
    const any = (turn: number) => get(`/v1/${paths[turn % paths.length]}`);
    await limits({ mode: 'live' });
    expect(await burst(120, any)).toEqual({ passed: 100, reason: 'global-rate' });
    await limits({ mode: 'test' });
    expect(await burst(40, any)).toEqual({ passed: 25, reason: 'global-rate' });
    const elsewhere = () => harness.send('GET', '/v1/customers', { key: `${SECRET}_other` });
    expect(await burst(10, elsewhere)).toEqual({ passed: 10, reason: null });
  });

  it('take other numbers, and tell them', async () => {
    const answer = await limits({ mode: 'live', endpoint_per_second: 3 });
    expect(answer).toMatchObject({ mode: 'live', endpoint_per_second: 3, global_per_second: 100 });
    expect(await burst(10, () => get('/v1/customers'))).toMatchObject({ passed: 3 });
    expect(await limits({ mode: 'off' })).toEqual({ mode: 'off' });
    expect(await limits({ mode: 'sometimes' })).toHaveProperty('error');
  });

  it('count what is under way at once, when told how much may be', async () => {
    await limits({ mode: 'live', endpoint_concurrency: 2 });
    await harness.control('POST', '/latency', { ms: 100 });
    const replies = await Promise.all(Array.from({ length: 5 }, () => get('/v1/customers')));
    const refused = replies.filter((reply) => reply.status === 429);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.headers.get('stripe-rate-limited-reason')).toBe('endpoint-concurrency');
    expect((await get('/v1/customers')).status).toBe(200);
  });

  it('let one payment intent be updated a thousand times in an hour', async () => {
    const { id } = await harness.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    await limits({
      mode: 'live',
      endpoint_per_second: 1000,
      global_per_second: 1000,
      payment_intent_updates_per_hour: 5,
    });
    const update = (name: string) =>
      harness.send('POST', `/v1/payment_intents/${name}`, { form: 'description=x' });
    expect(await burst(8, () => update(id))).toEqual({ passed: 5, reason: 'resource-specific' });
    const { id: other } = await harness.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    expect((await update(other)).status).toBe(200);
    milliseconds += 3600_000 / 5;
    expect((await update(id)).status).toBe(200);
  });

  it('let requests make ten invoices a minute for a subscription, and keep nothing of the eleventh', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create();
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    });
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: card.id,
    });
    await limits({ mode: 'live', subscription_invoices_per_minute: 2 });
    const item = subscription.items.data[0]?.id;
    const grow = (turn: number) =>
      harness.send('POST', `/v1/subscriptions/${subscription.id}`, {
        form: `items[0][id]=${item}&items[0][quantity]=${turn + 2}&proration_behavior=always_invoice`,
      });
    milliseconds += 60_000;
    expect(await burst(4, grow)).toEqual({ passed: 2, reason: 'resource-specific' });
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after.items.data[0]?.quantity).toBe(3);
  });
});
