import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Harness, startHarness } from './kernel-harness';

const HOUR = 3600;
const DAY = 24 * HOUR;

let harness: Harness;
let listener: Server;
/** What the listener answers, by type of event; 200 where nothing is said. */
let refusals: Set<string>;

beforeEach(async () => {
  refusals = new Set();
  harness = await startHarness();
  listener = createServer(async (request, response) => {
    const event: { type: string } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.writeHead(refusals.has(event.type) ? 500 : 200).end();
  });
  const url = await new Promise<string>((resolve) => {
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/`);
    });
  });
  await harness.stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
});

afterEach(async () => {
  await harness.close();
  listener.close();
});

async function renew() {
  const { stripe } = harness;
  const recurring = { interval: 'month' } as const;
  const product_data = { name: 'Pro' };
  const price = await stripe.prices.create({ currency: 'usd', unit_amount: 2000, recurring, product_data });
  const customer = await stripe.customers.create();
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const items = [{ price: price.id }];
  const { id, ...subscription } = await stripe.subscriptions.create({
    customer: customer.id,
    items,
    default_payment_method: card.id,
  });
  const end = subscription.items.data[0]?.current_period_end ?? 0;
  refusals.add('invoice.created');
  await harness.control('POST', '/clock', { to: end });
  await vi.waitFor(async () => {
    const { data } = await harness.control('GET', '/deliveries');
    expect(data).toContainEqual(
      expect.objectContaining({ type: 'invoice.created', state: 'pending', last_status: 500 }),
    );
  });
  return { subscription: id, end };
}

async function latest(subscription: string) {
  const { data } = await harness.stripe.invoices.list({ subscription, limit: 1 });
  return data[0];
}

// [D] in events.md, 5: finalization is delayed up to 72 hours.
test('events.md 5: a renewal whose invoice.created is refused stays a draft, for 72 hours at most', async () => {
  const { subscription, end } = await renew();
  await harness.control('POST', '/clock', { to: end + 2 * HOUR });
  expect((await latest(subscription))?.status).toBe('draft');
  await harness.control('POST', '/clock', { to: end + 71 * HOUR });
  expect((await latest(subscription))?.status).toBe('draft');
  await harness.control('POST', '/clock', { to: end + 72 * HOUR });
  expect((await latest(subscription))?.status).toBe('paid');
});

test('events.md 5: once invoice.created is taken, the renewal is finalized within the hour', async () => {
  const { subscription, end } = await renew();
  await harness.control('POST', '/clock', { to: end + DAY });
  refusals.clear();
  await harness.control('POST', '/deliveries/retry', {});
  await vi.waitFor(async () => {
    const { data } = await harness.control('GET', '/deliveries');
    expect(data).not.toContainEqual(expect.objectContaining({ state: 'pending' }));
  });
  await harness.control('POST', '/clock', { to: end + DAY + HOUR });
  expect((await latest(subscription))?.status).toBe('paid');
});
