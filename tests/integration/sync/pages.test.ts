import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListedObject, MirrorPage, PagePosition } from '@/lib/payments/provider';
import { MIRROR_KINDS, type MirrorKind } from '@/lib/payments/records';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
const FAR_AHEAD = new Date(Date.now() + 86_400_000);
const UNLISTABLE: readonly MirrorKind[] = ['payment_method', 'entitlement_summary'];
const LISTABLE = MIRROR_KINDS.filter((kind) => !UNLISTABLE.includes(kind));

beforeAll(async () => {
  world = await createTestPayments();
  await fill(world.stripe);
});
afterAll(() => world.close());

/** At least one object of every kind, in the states that differ in what comes along with them. */
async function fill(stripe: Stripe): Promise<void> {
  const { data } = await stripe.prices.list({ limit: 100 });
  const price = (key: string): string => data.find(({ lookup_key }) => lookup_key === key)?.id ?? '';
  const { id: customer } = await stripe.customers.create({
    name: 'Ada',
    metadata: { user_id: randomUUID() },
  });
  const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const team = price('team_monthly');
  const subscribe = (params: Omit<Stripe.SubscriptionCreateParams, 'customer'>) =>
    stripe.subscriptions.create({ customer, ...params });
  await subscribe({ items: [{ price: price('pro_monthly') }], default_payment_method: method });
  // In a currency that the amount is not the price's own in.
  const euros = await stripe.customers.create({ name: 'Émilie' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: euros.id });
  await stripe.subscriptions.create({
    customer: euros.id,
    currency: 'eur',
    items: [{ price: team, quantity: 3 }],
    default_payment_method: card.id,
  });
  await subscribe({ items: [{ price: team }], trial_period_days: 14 });
  await subscribe({ items: [{ price: team }], payment_behavior: 'default_incomplete' });
  const ended = await subscribe({ items: [{ price: price('pro_yearly') }], trial_period_days: 3 });
  await stripe.subscriptions.cancel(ended.id);
  await pay(stripe, customer, method, true);
  await pay(stripe, customer, 'pm_card_createDispute', false);
  await stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer });
  await stripe.products.create({ name: 'Gone by', active: false });
  await stripe.prices.update(price('credits_1000'), { active: false });
}

async function pay(stripe: Stripe, customer: string, method: string, refund: boolean): Promise<void> {
  const { id } = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer,
    payment_method: method,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  if (refund) await stripe.refunds.create({ payment_intent: id, amount: 300 });
}

async function page(kind: MirrorKind, position: Partial<PagePosition> = {}): Promise<MirrorPage> {
  const result = await world.context.provider.readPage(kind, { createdUpTo: FAR_AHEAD, ...position });
  if (result.kind !== 'ok' || result.value === null) throw new Error(`${kind}: ${JSON.stringify(result)}`);
  return result.value;
}

describe('a list page', () => {
  test.each(LISTABLE)('brings the same records of a %s as a read of it alone', async (kind) => {
    const { objects } = await page(kind);
    expect(objects.length).toBeGreaterThan(0);
    for (const { id, created, records } of objects) {
      const single = await world.context.provider.read(kind, id);
      expect(single).toEqual({ kind: 'ok', value: { kind: 'found', records } });
      expect(records[0]).toMatchObject({ kind, id, created });
    }
  });

  test.each(UNLISTABLE)('is not to be had of a %s, and not asked for', async (kind) => {
    await world.requests();
    expect(await world.context.provider.readPage(kind, { createdUpTo: FAR_AHEAD })).toEqual({
      kind: 'ok',
      value: null,
    });
    expect(await world.requests()).toEqual([]);
  });

  test('holds what is canceled, unfinished and inactive as well', async () => {
    const statuses = new Set(
      (await page('subscription')).objects.map(
        ({ records: [record] }) => 'status' in record && record.status,
      ),
    );
    expect([...statuses].sort()).toEqual(['active', 'canceled', 'incomplete', 'trialing']);
    const activity = async (kind: MirrorKind) =>
      new Set((await page(kind)).objects.map(({ records: [record] }) => 'active' in record && record.active));
    expect(await activity('product')).toEqual(new Set([true, false]));
    expect(await activity('price')).toEqual(new Set([true, false]));
  });

  test('says what a seat costs in the currency it is paid in', async () => {
    const amounts = (await page('subscription')).objects.flatMap(({ records: [record] }) =>
      record.kind === 'subscription' && record.currency === 'eur'
        ? record.items.map(({ unitAmount }) => unitAmount)
        : [],
    );
    expect(amounts).toHaveLength(1);
    expect(amounts[0]).toEqual(expect.any(Number));
  });

  test('goes on after the last object, newest first, to the end', async () => {
    for (let n = 0; n < 120; n += 1) await world.stripe.customers.create({ name: `Customer ${n}` });
    const all: ListedObject[] = [];
    let after: string | undefined;
    for (;;) {
      const { objects, last, hasMore } = await page('customer', after ? { after } : {});
      all.push(...objects);
      if (!hasMore) break;
      expect(objects).toHaveLength(100);
      after = last?.id;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(122);
    const times = all.map(({ created }) => created.getTime());
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });

  test('begins no later than it is told to', async () => {
    const { objects } = await page('customer');
    const oldest = objects.at(-1)?.created ?? new Date(0);
    const before = new Date(oldest.getTime() - 1000);
    for (const { created } of (await page('customer', { createdUpTo: before })).objects) {
      expect(created.getTime()).toBeLessThanOrEqual(before.getTime());
    }
    expect((await page('customer', { createdUpTo: new Date(0) })).objects).toEqual([]);
  });
});
