import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  eventsOf,
  openShop,
  type Shop,
  subscribe,
  subscribeWaiting,
  typesOf,
} from './billing-harness';
import { eventually, refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function active(item: Stripe.SubscriptionCreateParams.Item = { price: shop.pro.monthly }) {
  const buyer = await customerWithCard(shop);
  return subscribe(shop, buyer, [item], { payment_behavior: 'allow_incomplete' });
}

describe('the life of a subscription', () => {
  it('can be set to end with its period, and not', async () => {
    const made = await active();
    const end = made.items.data[0]?.current_period_end;
    const events = await eventsOf(shop, () =>
      shop.stripe.subscriptions.update(made.id, {
        cancel_at_period_end: true,
        cancellation_details: { feedback: 'too_expensive', comment: 'Bye' },
      }),
    );
    expect(typesOf(events)).toEqual(['customer.subscription.updated']);
    expect(events[0]?.data.object).toMatchObject({
      status: 'active',
      cancel_at: end,
      canceled_at: shop.now(),
      cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive', comment: 'Bye' },
    });
    expect(events[0]?.data.previous_attributes).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
    });
    const resumed = await shop.stripe.subscriptions.update(made.id, { cancel_at_period_end: false });
    expect(resumed).toMatchObject({
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { reason: null },
    });
  });

  it('is canceled at once, and then over', async () => {
    const made = await active();
    const events = await eventsOf(shop, () => shop.stripe.subscriptions.cancel(made.id));
    expect(typesOf(events)).toEqual(['customer.subscription.deleted']);
    const after = await shop.stripe.subscriptions.retrieve(made.id);
    expect(after).toMatchObject({ status: 'canceled', canceled_at: shop.now(), ended_at: shop.now() });
    expect(await refusalOf(shop.stripe.subscriptions.cancel(made.id))).toMatchObject({ statusCode: 404 });
    const changed = await shop.stripe.subscriptions.update(made.id, { metadata: { a: '1' } });
    expect(changed.metadata).toEqual({ a: '1' });
    const more = await refusalOf(shop.stripe.subscriptions.update(made.id, { cancel_at_period_end: true }));
    expect(more.code).toBe('invalid_canceled_subscription_fields');
  });

  it('expires with its invoice and its intent when it is canceled before the first payment', async () => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    const canceled = await shop.stripe.subscriptions.cancel(waiting.subscription.id);
    expect(canceled).toMatchObject({ status: 'incomplete_expired', ended_at: shop.now() });
    expect(await shop.stripe.invoices.retrieve(waiting.invoice.id)).toMatchObject({ status: 'void' });
    expect(await shop.stripe.paymentIntents.retrieve(waiting.intentId)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'void_invoice',
    });
    const late = await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    expect(late).toMatchObject({ status: 400, error: { code: 'payment_intent_unexpected_state' } });
  });

  it('expires by itself 23 hours after it was made', async () => {
    const own = await openShop();
    try {
      const waiting = await subscribeWaiting(own, await customer(own), [{ price: own.pro.monthly }]);
      own.wait(23 * 3600 - 1);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect((await own.stripe.subscriptions.retrieve(waiting.subscription.id)).status).toBe('incomplete');
      const events = await eventsOf(own, async () => {
        own.wait(1);
        await eventually(
          async () =>
            (await own.stripe.subscriptions.retrieve(waiting.subscription.id)).status ===
            'incomplete_expired',
          'the subscription expires',
        );
      });
      expect(typesOf(events)).toEqual([
        'customer.subscription.updated',
        'invoice.voided',
        'payment_intent.canceled',
      ]);
      expect(events[0]?.data.previous_attributes).toEqual({ status: 'incomplete', ended_at: null });
      expect(events[0]?.request).toEqual({ id: null, idempotency_key: null });
    } finally {
      await own.close();
    }
  });

  it('changes seats without moving money when nothing is to be prorated', async () => {
    const made = await active({ price: shop.team.monthly, quantity: 2 });
    const id = made.items.data[0]?.id;
    const changed = await shop.stripe.subscriptions.update(made.id, {
      items: [{ id, quantity: 5 }],
      proration_behavior: 'none',
    });
    expect(changed.items.data[0]).toMatchObject({ id, quantity: 5 });
    const { data } = await shop.stripe.invoiceItems.list({ customer: String(made.customer) });
    expect(data).toEqual([]);
  });

  it('takes another card', async () => {
    const made = await active();
    const method = await shop.stripe.paymentMethods.attach('pm_card_mastercard', {
      customer: String(made.customer),
    });
    const changed = await shop.stripe.subscriptions.update(made.id, { default_payment_method: method.id });
    expect(changed.default_payment_method).toBe(method.id);
  });

  it('ends with its customer', async () => {
    const made = await active();
    const events = await eventsOf(shop, () => shop.stripe.customers.del(String(made.customer)));
    expect(typesOf(events)).toContain('customer.subscription.deleted');
    expect((await shop.stripe.subscriptions.retrieve(made.id)).status).toBe('canceled');
  });

  it('is listed by customer, price and status, the canceled only when asked for', async () => {
    const made = await active();
    const buyer = String(made.customer);
    const other = await subscribe(shop, buyer, [{ price: shop.team.monthly }], {
      payment_behavior: 'allow_incomplete',
    });
    await shop.stripe.subscriptions.cancel(made.id);
    const ids = async (params: Stripe.SubscriptionListParams) =>
      (await shop.stripe.subscriptions.list({ customer: buyer, ...params })).data.map((one) => one.id);
    expect(await ids({})).toEqual([other.id]);
    expect(await ids({ status: 'all' })).toEqual([other.id, made.id]);
    expect(await ids({ status: 'canceled' })).toEqual([made.id]);
    expect(await ids({ status: 'ended' })).toEqual([made.id]);
    expect(await ids({ price: shop.team.monthly })).toEqual([other.id]);
    expect(await ids({ status: 'active', price: shop.pro.monthly })).toEqual([]);
    const expanded = await shop.stripe.customers.retrieve(buyer, { expand: ['subscriptions'] });
    expect(expanded).toMatchObject({ subscriptions: { data: [{ id: other.id }], total_count: 1 } });
  });

  it('stops at 500 for one customer', async () => {
    const buyer = await customerWithCard(shop);
    const form = `customer=${buyer}&items[0][price]=${shop.pro.monthly}&trial_period_days=5`;
    for (let made = 0; made < 500; made += 50) {
      await Promise.all(
        Array.from({ length: 50 }, () => shop.harness.send('POST', '/v1/subscriptions', { form })),
      );
    }
    const error = await shop.harness.send('POST', '/v1/subscriptions', { form });
    expect(error).toMatchObject({ status: 400, error: { code: 'customer_max_subscriptions' } });
  });
});
