import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customer,
  customerWithCard,
  eventsOf,
  openShop,
  type Shop,
  subscribe,
  typesOf,
} from './billing-harness';
import { eventually, refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const DAY = 86_400;
let names = 0;

/** A price for usage, with its meter. */
async function meteredPrice(extra: Partial<Stripe.PriceCreateParams> = {}) {
  names += 1;
  const meter = await shop.stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: `billed_calls_${names}`,
    default_aggregation: { formula: 'sum' },
  });
  const product = await shop.stripe.products.create({ name: 'API', unit_label: 'call' });
  const price = await shop.stripe.prices.create({
    product: product.id,
    currency: 'usd',
    ...(extra.tiers ? {} : { unit_amount: 2 }),
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    ...extra,
  });
  return { meter, price };
}

describe('a metered price', () => {
  it('takes its usage from a meter', async () => {
    const { meter, price } = await meteredPrice();
    expect(price.recurring).toMatchObject({ usage_type: 'metered', meter: meter.id });
    const create = (recurring: Stripe.PriceCreateParams.Recurring) =>
      shop.stripe.prices.create({ product: shop.pro.product, currency: 'usd', unit_amount: 1, recurring });
    const without = await refusalOf(create({ interval: 'month', usage_type: 'metered' }));
    expect(without).toMatchObject({ statusCode: 400, param: 'recurring[meter]' });
    const licensed = await refusalOf(create({ interval: 'month', meter: meter.id }));
    expect(licensed).toMatchObject({ statusCode: 400, param: 'recurring[meter]' });
    const listed = await shop.stripe.prices.list({ recurring: { meter: meter.id } });
    expect(listed.data.map((one) => one.id)).toEqual([price.id]);
  });

  it('takes no quantity', async () => {
    const { price } = await meteredPrice();
    const error = await refusalOf(subscribe(shop, await customer(shop), [{ price: price.id, quantity: 1 }]));
    expect(error).toMatchObject({
      statusCode: 400,
      param: 'items[0][quantity]',
      message: 'You cannot set the quantity for metered plans.',
    });
  });
});

describe('a subscription of usage', () => {
  it('alone begins without an invoice, and asks for a card', async () => {
    const { meter, price } = await meteredPrice();
    const events = await eventsOf(shop, async () => {
      const made = await subscribe(shop, await customer(shop), [{ price: price.id }]);
      expect(made).toMatchObject({
        status: 'active',
        latest_invoice: null,
        pending_setup_intent: { object: 'setup_intent', status: 'requires_payment_method' },
        items: { data: [{ plan: { usage_type: 'metered', meter: meter.id } }] },
      });
      expect(made.items.data[0]).not.toHaveProperty('quantity');
    });
    expect(typesOf(events).filter((type) => type.startsWith('invoice'))).toEqual([]);
  });

  it('beside seats bills the seats ahead', async () => {
    const { price } = await meteredPrice();
    const buyer = await customer(shop);
    const items = [{ price: shop.pro.monthly }, { price: price.id }];
    const preview = await shop.stripe.invoices.createPreview({
      customer: buyer,
      subscription_details: { items },
    });
    expect(preview.lines.data.map((line) => line.description)).toEqual(['1 × Pro (at $20.00 / month)']);
    const made = await subscribe(shop, buyer, items);
    expect(made.items.data).toHaveLength(2);
    expect(made.latest_invoice).toMatchObject({ total: 2000, lines: { total_count: 1 } });
  });
});

describe('an end within a period', () => {
  it('bills what was used until then, when it is told to', async () => {
    const { stripe } = shop;
    const { meter, price } = await meteredPrice();
    const buyer = await customerWithCard(shop);
    const made = await subscribe(shop, buyer, [{ price: price.id }]);
    await stripe.billing.meterEvents.create({
      event_name: meter.event_name,
      payload: { stripe_customer_id: buyer, value: '75' },
    });
    shop.wait(60);
    await stripe.subscriptions.cancel(made.id, { invoice_now: true });
    const [invoice] = (await stripe.invoices.list({ subscription: made.id })).data;
    expect(invoice).toMatchObject({ subtotal: 150, lines: { data: [{ quantity: 75, amount: 150 }] } });
  });
});

describe('a change to seats within a period', () => {
  async function changed(proration_behavior: Stripe.SubscriptionUpdateParams.ProrationBehavior) {
    const { stripe } = shop;
    const { meter, price } = await meteredPrice();
    const buyer = await customerWithCard(shop);
    const made = await subscribe(shop, buyer, [{ price: price.id }]);
    await stripe.billing.meterEvents.create({
      event_name: meter.event_name,
      payload: { stripe_customer_id: buyer, value: '75' },
    });
    shop.wait(60);
    const items = [{ id: made.items.data[0]?.id, price: shop.pro.monthly, quantity: 1 }];
    const update = { items, proration_behavior };
    const subscription_details = update;
    const preview = await stripe.invoices.createPreview({ subscription: made.id, subscription_details });
    await stripe.subscriptions.update(made.id, update);
    return { preview, invoices: (await stripe.invoices.list({ subscription: made.id })).data };
  }

  it('bills what was used until then, as it was shown', async () => {
    const { preview, invoices } = await changed('always_invoice');
    expect(invoices).toHaveLength(1);
    const [used, rest] = invoices[0]?.lines.data ?? [];
    expect(used).toMatchObject({ quantity: 75, amount: 150 });
    expect(used?.description).toMatch(/^Time on 75 × API from /);
    expect(rest?.description).toMatch(/^Remaining time on Pro after /);
    expect(preview).toMatchObject({ total: invoices[0]?.total });
  });

  it('forgets what was used where nothing is to be prorated', async () => {
    expect((await changed('none')).invoices).toEqual([]);
  });
});

describe('a renewal', () => {
  const START = Date.UTC(2026, 0, 31, 12) / 1000;
  const RENEWAL = Date.UTC(2026, 1, 28, 12) / 1000;

  /** A subscription on a clock of its own, with what was used of it, taken past its first renewal. */
  async function renewed(price: string, meter: Stripe.Billing.Meter, values: string[]) {
    const { stripe } = shop;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
    const onClock = await stripe.customers.create({ test_clock: clock.id });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: onClock.id });
    await stripe.customers.update(onClock.id, { invoice_settings: { default_payment_method: method.id } });
    const made = await subscribe(shop, onClock.id, [{ price }]);
    for (const value of values) {
      await stripe.billing.meterEvents.create({
        event_name: meter.event_name,
        payload: { stripe_customer_id: onClock.id, value },
        timestamp: START,
      });
    }
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: RENEWAL + DAY });
    await eventually(
      async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status === 'ready',
      'the clock gets ready',
    );
    const [invoice] = (await stripe.invoices.list({ subscription: made.id })).data;
    if (!invoice) throw new Error('The renewal made no invoice.');
    return invoice;
  }

  it('bills what was used in the period that ended', async () => {
    const { meter, price } = await meteredPrice();
    const invoice = await renewed(price.id, meter, ['100', '50']);
    expect(invoice).toMatchObject({ billing_reason: 'subscription_cycle', total: 300, status: 'paid' });
    expect(invoice.lines.data).toMatchObject([
      {
        description: '150 call × API (at $0.02 / month)',
        quantity: 150,
        amount: 300,
        period: { start: START, end: RENEWAL },
      },
    ]);
  });

  it('bills usage in tiers', async () => {
    const tiers: Stripe.PriceCreateParams.Tier[] = [
      { up_to: 100, unit_amount: 0 },
      { up_to: 'inf', unit_amount: 3 },
    ];
    const extra = { billing_scheme: 'tiered' as const, tiers_mode: 'graduated' as const, tiers };
    const { meter, price } = await meteredPrice(extra);
    const invoice = await renewed(price.id, meter, ['130']);
    expect(invoice.total).toBe(90);
    expect(invoice.lines.data.map((line) => line.description)).toEqual([
      '100 call × API (Tier 1 at $0.00 / month)',
      '30 call × API (Tier 2 at $0.03 / month)',
    ]);
  });

  it('bills nothing where corrections outweigh the usage', async () => {
    const { meter, price } = await meteredPrice();
    const invoice = await renewed(price.id, meter, ['10', '-25']);
    expect(invoice).toMatchObject({ total: 0, lines: { data: [{ quantity: 0 }] } });
  });
});
