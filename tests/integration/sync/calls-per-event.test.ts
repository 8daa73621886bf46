import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drain } from '@/lib/payments/webhooks';
import { receiveWebhook } from '@/lib/payments/webhooks/receive';
import { createTestPayments, type TestPayments, WEBHOOK_SECRET } from '../../support/payments';
import { renewAtOnce } from '../../support/renewals';

let world: TestPayments;
beforeEach(async () => {
  world = await createTestPayments();
});
afterEach(() => world.close());

test('300 renewals at once cost at most 0.1 calls an event, and the mirror holds them all', {
  timeout: 180_000,
}, async () => {
  const burst = await renewAtOnce(world, 300);
  expect(burst.events).toBeGreaterThan(300 * 5);
  expect(burst.calls / burst.events).toBeLessThanOrEqual(0.1);
  const { rows } = await world.context.database.pool.query(
    `SELECT status, count(*)::int AS n FROM invoices WHERE billing_reason = 'subscription_cycle' GROUP BY 1`,
  );
  expect(rows).toEqual([{ status: 'paid', n: 300 }]);
  const states = await world.context.database.pool.query('SELECT DISTINCT state FROM webhook_events');
  expect(states.rows.map(({ state }) => state).sort()).toEqual(['ignored', 'processed']);
});

/** Delivers each event by itself and drains after it, as when little is going on. @returns how many were delivered */
async function deliverSingly(marker: { last: string | undefined }): Promise<number> {
  const { data } = await world.stripe.events.list({
    limit: 100,
    ...(marker.last ? { ending_before: marker.last } : {}),
  });
  marker.last = data[0]?.id ?? marker.last;
  for (const event of [...data].reverse()) {
    const payload = JSON.stringify(event);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    await receiveWebhook(world.context, payload, signature);
    await drain(world.context, { limit: 100, deadline: new Date(Date.now() + 20_000) });
  }
  return data.length;
}

test('events that come one at a time cost at most one call each, whatever they are about', {
  timeout: 180_000,
}, async () => {
  const { stripe } = world;
  const marker = { last: (await stripe.events.list({ limit: 1 })).data[0]?.id };
  const { data } = await stripe.prices.list({ lookup_keys: ['pro_monthly', 'team_monthly'] });
  const [pro = '', team = ''] = data.map(({ id }) => id);
  const { id: customer } = await stripe.customers.create({ name: 'Ada' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  let subscription = '';
  const life: readonly (() => Promise<unknown>)[] = [
    () => stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } }),
    async () => {
      subscription = (await stripe.subscriptions.create({ customer, items: [{ price: pro }] })).id;
    },
    async () => {
      const { items } = await stripe.subscriptions.retrieve(subscription);
      const item = items.data[0]?.id ?? '';
      const change = { items: [{ id: item, price: team }], proration_behavior: 'always_invoice' as const };
      await stripe.subscriptions.update(subscription, change);
    },
    () => stripe.subscriptions.update(subscription, { cancel_at_period_end: true }),
    () => stripe.subscriptions.update(subscription, { cancel_at_period_end: false }),
    () => world.sandbox.control('clock', { advance_seconds: 32 * 86_400 }),
    async () => {
      const paid = await stripe.paymentIntents.list({ customer, limit: 1 });
      await stripe.refunds.create({ payment_intent: paid.data[0]?.id ?? '', amount: 100 });
    },
    () => stripe.subscriptions.cancel(subscription),
    () => stripe.paymentMethods.detach(card.id),
    () => stripe.customers.del(customer),
  ];
  let events = await deliverSingly(marker);
  let calls = 0;
  for (const live of life) {
    await live();
    await world.requests();
    events += await deliverSingly(marker);
    // One of them asked for the events.
    calls += (await world.requests()).length - 1;
  }
  expect(events).toBeGreaterThan(30);
  expect(calls).toBeLessThanOrEqual(events);
  const { rows } = await world.context.database.pool.query(
    `SELECT state, attempts, count(*)::int AS n FROM webhook_events WHERE state <> 'ignored' GROUP BY 1, 2`,
  );
  expect(rows).toEqual([{ state: 'processed', attempts: 1, n: expect.any(Number) }]);
});
