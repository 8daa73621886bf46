import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentsContext } from '@/lib/payments/context';
import type { MirrorRead, PaymentProvider, ProviderResult } from '@/lib/payments/provider';
import { syncObject } from '@/lib/payments/sync';
import { drain } from '@/lib/payments/webhooks';
import { receiveWebhook } from '@/lib/payments/webhooks/receive';
import { createTestPayments, type TestPayments, WEBHOOK_SECRET } from '../support/payments';

let world: TestPayments;
let marker: string | undefined;
beforeAll(async () => {
  world = await createTestPayments();
});
beforeEach(async () => {
  await world.context.database.pool.query('TRUNCATE webhook_events CASCADE');
  marker = (await world.stripe.events.list({ limit: 1 })).data[0]?.id;
});
afterAll(() => world.close());

const sql = async (text: string, ...values: unknown[]) =>
  (await world.context.database.pool.query(text, values)).rows;
const due = () => sql(`UPDATE webhook_events SET due_at = now() WHERE state = 'pending'`);
const drainAll = (context: PaymentsContext) =>
  drain(context, { limit: 1_000, deadline: new Date(Date.now() + 20_000) });

async function deliver(event: Stripe.Event): Promise<void> {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
  expect(await receiveWebhook(world.context, payload, signature)).toMatchObject({ status: 200 });
}

/** Delivers what has happened since the test began. @returns the events, oldest first */
async function deliverAll(): Promise<Stripe.Event[]> {
  const { data } = await world.stripe.events.list({
    limit: 100,
    ...(marker ? { ending_before: marker } : {}),
  });
  const events = [...data].sort((one, other) => one.created - other.created);
  marker = data[0]?.id ?? marker;
  for (const event of events) await deliver(event);
  return events;
}

type Reads = Map<string, ProviderResult<MirrorRead>>;

/** The real provider, whose first read of each of these objects answers what was true before. */
function behind(old: Reads, overrides: Partial<PaymentProvider> = {}): PaymentsContext {
  const { provider } = world.context;
  const stale: PaymentProvider = {
    ...provider,
    async read(kind, id) {
      const answer = old.get(id) ?? (await provider.read(kind, id));
      old.delete(id);
      return answer;
    },
    ...overrides,
  };
  return { ...world.context, provider: stale, background: stale };
}

async function customer(name: string): Promise<string> {
  const { id } = await world.stripe.customers.create({ name });
  await syncObject(world.context, 'customer', id);
  return id;
}
const nameOf = async (id: string) => (await sql('SELECT name FROM customers WHERE id = $1', id))[0]?.name;

/** A customer renamed once, with the read that does not show it yet. */
async function renamed(): Promise<{ id: string; old: Reads }> {
  const id = await customer('before');
  await deliverAll();
  await sql('TRUNCATE webhook_events CASCADE');
  const old = new Map([[id, await world.context.provider.read('customer', id)]]);
  await world.stripe.customers.update(id, { name: 'after' });
  await deliverAll();
  return { id, old };
}

describe('a read that does not show yet what its event is about', () => {
  test('is made once more, some seconds later', async () => {
    const { id, old } = await renamed();
    const context = behind(old);
    expect(await drainAll(context)).toMatchObject({ reads: 1, processed: 0, postponed: 1 });
    const [event] = await sql(
      `SELECT state, reread, lease_until, extract(epoch FROM due_at - now())::float8 AS seconds FROM webhook_events`,
    );
    expect(event).toMatchObject({ state: 'pending', reread: true, lease_until: null });
    expect(event.seconds).toBeGreaterThan(1);
    expect(event.seconds).toBeLessThanOrEqual(3);
    expect(await drainAll(context)).toMatchObject({ claimed: 0 });
    await due();
    expect(await drainAll(context)).toMatchObject({ reads: 1, processed: 1, postponed: 0 });
    expect(await nameOf(id)).toBe('after');
  });

  test('would leave the mirror behind for good without the rule', async () => {
    const { id, old } = await renamed();
    const context = behind(old, { looksStale: () => false });
    expect(await drainAll(context)).toMatchObject({ processed: 1, postponed: 0 });
    expect(await nameOf(id)).toBe('before');
  });

  test('is made once more only, whatever the second says', async () => {
    const { id, old } = await renamed();
    const first = old.get(id);
    const context = behind(old, { read: async () => first ?? { kind: 'unavailable', detail: 'never' } });
    expect(await drainAll(context)).toMatchObject({ postponed: 1 });
    await due();
    expect(await drainAll(context)).toMatchObject({ processed: 1, postponed: 0 });
  });

  test('is not made sooner for a second delivery', async () => {
    const id = await customer('before');
    await deliverAll();
    await sql('TRUNCATE webhook_events CASCADE');
    const old = new Map([[id, await world.context.provider.read('customer', id)]]);
    await world.stripe.customers.update(id, { name: 'after' });
    const [event] = await deliverAll();
    const context = behind(old);
    await drainAll(context);
    if (event) await deliver(event);
    expect(await drainAll(context)).toMatchObject({ claimed: 0 });
    expect(await sql('SELECT deliveries FROM webhook_events')).toEqual([{ deliveries: 2 }]);
  });

  test('on a list page counts as one as well', async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, () => customer('before')));
    await deliverAll();
    await sql('TRUNCATE webhook_events CASCADE');
    const { provider } = world.context;
    const old = await provider.readPage('customer', { createdUpTo: new Date(Date.now() + 60_000) });
    await Promise.all(ids.map((id) => world.stripe.customers.update(id, { name: 'after' })));
    await deliverAll();
    let asked = 0;
    const context = behind(new Map(), {
      readPage: (kind, position) => {
        asked += 1;
        return asked === 1 ? Promise.resolve(old) : provider.readPage(kind, position);
      },
    });
    expect(await drainAll(context)).toMatchObject({ postponed: 25, processed: 0 });
    await due();
    expect(await drainAll(context)).toMatchObject({ processed: 25, postponed: 0 });
    for (const id of ids) expect(await nameOf(id)).toBe('after');
  });
});

test('an object that cannot be found yet is asked for once more', async () => {
  const { id } = await world.stripe.customers.create({ name: 'Ada' });
  const { id: product } = await world.stripe.products.create({ name: randomUUID() });
  await deliverAll();
  const gone = { kind: 'ok', value: { kind: 'gone' } } as const;
  const context = behind(new Map([[product, gone]]));
  expect(await drainAll(context)).toMatchObject({ processed: 1, postponed: 1 });
  await due();
  await drainAll(context);
  expect(await nameOf(id)).toBe('Ada');
  expect(await sql('SELECT deleted_at FROM products WHERE id = $1', product)).toEqual([{ deleted_at: null }]);
});

test('a payment that has succeeded is not taken for open, although its event names no change', async () => {
  const id = await customer('Ada');
  const { stripe, context: truth } = world;
  const intent = await stripe.paymentIntents.create({
    amount: 700,
    currency: 'usd',
    customer: id,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  await deliverAll();
  await drainAll(truth);
  const old = new Map([[intent.id, await truth.provider.read('payment', intent.id)]]);
  await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  await deliverAll();
  const context = behind(old);
  await drainAll(context);
  await due();
  await drainAll(context);
  expect(await sql('SELECT status FROM payments WHERE id = $1', intent.id)).toEqual([
    { status: 'succeeded' },
  ]);
});

test('what was changed and changed back costs one read more, and never a loop', async () => {
  const id = await customer('A');
  await deliverAll();
  await sql('TRUNCATE webhook_events CASCADE');
  await world.stripe.customers.update(id, { name: 'B' });
  await world.stripe.customers.update(id, { name: 'A' });
  await deliverAll();
  await world.requests();
  let reads = 0;
  for (let round = 0; round < 4; round += 1) {
    reads += (await drainAll(world.context)).reads;
    await due();
  }
  expect(reads).toBe(2);
  expect(await sql(`SELECT DISTINCT state FROM webhook_events`)).toEqual([{ state: 'processed' }]);
  expect(await nameOf(id)).toBe('A');
});
