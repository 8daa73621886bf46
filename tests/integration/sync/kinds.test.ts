import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MirrorKind } from '@/lib/payments/records';
import { syncObject } from '@/lib/payments/sync';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
const rows = async (text: string, ...values: unknown[]) =>
  (await world.context.database.pool.query(text, values)).rows;
const sync = (kind: MirrorKind, id: string) => syncObject(world.context, kind, id);

beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());
beforeEach(() => world.requests());

async function paid(card: string): Promise<{ customer: string; intent: Stripe.PaymentIntent }> {
  const { id: customer } = await world.stripe.customers.create({ name: 'Ada' });
  const intent = await world.stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer,
    payment_method: card,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return { customer, intent };
}

describe('a refund', () => {
  test('is mirrored with its payment by one call', async () => {
    const { customer, intent } = await paid('pm_card_visa');
    const refund = await world.stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    await world.requests();
    await sync('refund', refund.id);
    expect(await world.requests()).toHaveLength(1);
    expect(
      await rows('SELECT customer_id, payment_id, status, amount FROM refunds WHERE id = $1', refund.id),
    ).toEqual([{ customer_id: customer, payment_id: intent.id, status: 'succeeded', amount: '400' }]);
    expect(await rows('SELECT amount_refunded FROM payments WHERE id = $1', intent.id)).toEqual([
      { amount_refunded: '400' },
    ]);
  });

  test('that fails later is mirrored as failed', async () => {
    const { intent } = await paid('pm_card_refundFail');
    const refund = await world.stripe.refunds.create({ payment_intent: intent.id });
    await expect
      .poll(async () => (await world.stripe.refunds.retrieve(refund.id)).status, { timeout: 10_000 })
      .toBe('failed');
    await sync('refund', refund.id);
    const [row] = await rows('SELECT status, failure_reason FROM refunds WHERE id = $1', refund.id);
    expect(row).toMatchObject({ status: 'failed', failure_reason: expect.any(String) });
  });
});

describe('a dispute', () => {
  test('is mirrored with its payment by one call', async () => {
    const { customer, intent } = await paid('pm_card_createDispute');
    await expect
      .poll(async () => (await world.stripe.disputes.list({ payment_intent: intent.id })).data.length)
      .toBe(1);
    const { data } = await world.stripe.disputes.list({ payment_intent: intent.id });
    const id = data[0]?.id ?? '';
    await world.requests();
    expect(await sync('dispute', id)).toMatchObject({ kind: 'synced' });
    expect(await world.requests()).toHaveLength(1);
    const [row] = await rows('SELECT * FROM disputes WHERE id = $1', id);
    expect(row).toMatchObject({
      customer_id: customer,
      payment_id: intent.id,
      status: 'needs_response',
      amount: '1000',
      evidence_due_by: expect.any(Date),
    });
    expect(await rows('SELECT id FROM payments WHERE id = $1', intent.id)).toHaveLength(1);
  });
});

describe('the entitlements of a customer', () => {
  async function entitled(features: number): Promise<{ customer: string; subscription: string }> {
    const { stripe } = world;
    const product = await stripe.products.create({ name: 'Everything' });
    for (let n = 0; n < features; n += 1) {
      const lookup_key = `${randomUUID()}`;
      const feature = await stripe.entitlements.features.create({ name: `Feature ${n}`, lookup_key });
      await stripe.products.createFeature(product.id, { entitlement_feature: feature.id });
    }
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
    });
    const { id: customer } = await stripe.customers.create({ name: 'Ada' });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: method.id,
    });
    return { customer, subscription: id };
  }
  const held = (customer: string) => rows('SELECT id FROM entitlements WHERE customer_id = $1', customer);

  test('are all mirrored, from every page, and replaced as a whole', async () => {
    const { customer, subscription } = await entitled(105);
    await world.requests();
    await sync('entitlement_summary', customer);
    expect(await world.requests()).toHaveLength(2);
    expect(await held(customer)).toHaveLength(105);
    await world.stripe.subscriptions.cancel(subscription);
    await sync('entitlement_summary', customer);
    expect(await held(customer)).toEqual([]);
  });

  test('of an older read do not replace those of a newer one', async () => {
    const { customer, subscription } = await entitled(2);
    let release = () => {};
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { provider } = world.context;
    let began = () => {};
    const reading = new Promise<void>((resolve) => {
      began = resolve;
    });
    const slow: typeof provider = {
      ...provider,
      async read(kind, id) {
        const answer = await provider.read(kind, id);
        began();
        await answered;
        return answer;
      },
    };
    const late = syncObject(world.context, 'entitlement_summary', customer, slow);
    await reading;
    await world.stripe.subscriptions.cancel(subscription);
    await sync('entitlement_summary', customer);
    release();
    await late;
    expect(await held(customer)).toEqual([]);
  });

  test('end with the customer', async () => {
    const { customer } = await entitled(1);
    await sync('entitlement_summary', customer);
    expect(await held(customer)).toHaveLength(1);
    await world.stripe.customers.del(customer);
    expect(await sync('entitlement_summary', customer)).toEqual({ kind: 'gone' });
    expect(await held(customer)).toEqual([]);
    expect(
      await rows('SELECT deleted_at IS NOT NULL AS gone FROM entitlement_summaries WHERE id = $1', customer),
    ).toEqual([{ gone: true }]);
  });
});

test.each<[MirrorKind, string]>([
  ['refund', 're_none'],
  ['dispute', 'du_none'],
  ['entitlement_summary', 'cus_none'],
  ['invoice', 'in_none'],
  ['payment_method', 'pm_none'],
])('a %s that is not there leaves a tombstone', async (kind, id) => {
  expect(await sync(kind, id)).toEqual({ kind: 'gone' });
});
