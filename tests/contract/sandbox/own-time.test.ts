import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from './kernel-harness';

const DAY = 86_400;

describe('the sandbox’s own time', () => {
  let harness: Harness;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-time-'));
    harness = await startHarness({ data: folder });
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true });
  });

  async function subscribe() {
    const { stripe } = harness;
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    });
    const customer = await stripe.customers.create();
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const items = [{ price: price.id }];
    return stripe.subscriptions.create({ customer: customer.id, items, default_payment_method: card.id });
  }

  test('put forward, it renews what lives on no test clock before it answers', async () => {
    const { id } = await subscribe();
    const { now } = await harness.control('GET', '/clock');
    const moved = await harness.control('POST', '/clock', { advance_seconds: 32 * DAY });
    expect(moved.now).toBeGreaterThanOrEqual(Number(now) + 32 * DAY);
    const invoices = await harness.stripe.invoices.list({ subscription: id });
    expect(invoices.data.map((invoice) => [invoice.billing_reason, invoice.status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
  });

  test('payments and events keep real time, as they do on a test clock', async () => {
    const { id } = await subscribe();
    await harness.control('POST', '/clock', { advance_seconds: 32 * DAY });
    const soon = Math.floor(Date.now() / 1000) + 60;
    const [event] = (await harness.stripe.events.list({ type: 'invoice.paid', limit: 1 })).data;
    expect(event?.created).toBeLessThan(soon);
    const [intent] = (await harness.stripe.paymentIntents.list({ limit: 1 })).data;
    expect(intent?.created).toBeLessThan(soon);
    const [invoice] = (await harness.stripe.invoices.list({ subscription: id, limit: 1 })).data;
    expect(invoice?.created).toBeGreaterThan(soon);
  });

  test('put forward long ago, it leaves new payments their terms', async () => {
    await harness.control('POST', '/clock', { advance_seconds: 400 * DAY });
    const { stripe } = harness;
    const pay = (payment_method: string, capture_method: 'manual' | 'automatic') =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        payment_method,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        capture_method,
        confirm: true,
      });
    const reserved = await pay('pm_card_visa', 'manual');
    const disputed = await pay('pm_card_createDispute', 'automatic');
    const refunded = await pay('pm_card_pendingRefund', 'automatic');
    const refund = await stripe.refunds.create({ payment_intent: refunded.id });
    await harness.control('POST', '/clock', { advance_seconds: 1 });
    expect((await stripe.paymentIntents.retrieve(reserved.id)).status).toBe('requires_capture');
    const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id })).data;
    expect(dispute?.status).toBe('needs_response');
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('pending');
  });

  test('leaves test clocks where they stand', async () => {
    const clock = await harness.stripe.testHelpers.testClocks.create({ frozen_time: 1_800_000_000 });
    const customer = await harness.stripe.customers.create({ test_clock: clock.id });
    await harness.control('POST', '/clock', { advance_seconds: DAY });
    expect(customer.created).toBe(1_800_000_000);
    const after = await harness.stripe.testHelpers.testClocks.retrieve(clock.id);
    expect(after.frozen_time).toBe(1_800_000_000);
  });

  test('is kept over a restart and goes forward only', async () => {
    const { now } = await harness.control('POST', '/clock', { advance_seconds: DAY });
    await harness.close();
    harness = await startHarness({ data: folder });
    const read = await harness.control('GET', '/clock');
    expect(read.now).toBeGreaterThanOrEqual(Number(now));
    const back = await fetch(`${harness.url}/_sandbox/clock`, {
      method: 'POST',
      body: JSON.stringify({ to: Number(now) - DAY }),
    });
    expect(back.status).toBe(400);
    await harness.control('POST', '/reset', {});
    expect((await harness.control('GET', '/clock')).ahead_seconds).toBe(0);
  });
});
