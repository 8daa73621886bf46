import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content, HALF, latest, linesOf, openTimedShop, pending, START, stage } from './changes-harness';
import { refusalOf } from './kernel-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
let coupons: string[];
beforeAll(async () => {
  shop = await openTimedShop();
  const terms = [{ percent_off: 33.33 }, { amount_off: 777, currency: 'usd' }] as const;
  coupons = await Promise.all(
    terms.map(async (one) => (await shop.stripe.coupons.create({ ...one, duration: 'forever' })).id),
  );
});
afterAll(() => shop.close());

describe('a preview', () => {
  it('leaves nothing behind', async () => {
    const { subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    const before = await shop.stripe.subscriptions.retrieve(subscription.id);
    const marker = (await shop.stripe.events.list({ limit: 1 })).data[0]?.id;
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: item, quantity: 5 }], proration_date: START + 5 },
    });
    expect(preview.id).toMatch(/^upcoming_in_/);
    expect(preview.parent?.subscription_details?.subscription_proration_date).toBe(START + 5);
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toEqual(before);
    expect(await pending(shop, customer)).toEqual([]);
    expect((await shop.stripe.events.list({ limit: 1 })).data[0]?.id).toBe(marker);
  });

  it('shows the next renewal with what waits for it, from the customer too', async () => {
    const { time, subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    await shop.stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
    const upcoming = await shop.stripe.invoices.createPreview({ customer });
    expect(linesOf(upcoming).map(({ amount }) => amount)).toEqual([-750, 1500, 3000]);
    const recurring = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      preview_mode: 'recurring',
    });
    expect(linesOf(recurring).map(({ amount }) => amount)).toEqual([3000]);
  });

  it('adds invoice items and other discounts', async () => {
    const { subscription } = await stage(shop, { price: shop.team.monthly });
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      discounts: [{ coupon: coupons[1] ?? '' }],
      invoice_items: [{ amount: 500, currency: 'usd', description: 'Setup' }],
    });
    expect(linesOf(preview).map(({ amount, description }) => [amount, description])).toEqual([
      [500, 'Setup'],
      [1500, '1 × Team (at $15.00 / month)'],
    ]);
    expect(preview.total).toBe(2000 - 777);
  });

  it('of an end shows what would be given back', async () => {
    const { time, subscription } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { cancel_now: true },
    });
    expect(preview.total).toBe(-750);
    const ending = shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { cancel_at_period_end: true },
    });
    expect(await refusalOf(ending)).toMatchObject({ statusCode: 404, code: 'invoice_upcoming_none' });
  });

  it('of a subscription to come equals its first invoice', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const items = [{ price: shop.team.monthly, quantity: 3 }];
    const preview = await shop.stripe.invoices.createPreview({
      customer,
      discounts: [{ coupon: coupons[0] ?? '' }],
      subscription_details: { items, billing_cycle_anchor: { type: 'timestamp', timestamp: HALF } },
    });
    const made = await shop.stripe.subscriptions.create({
      customer,
      items,
      billing_cycle_anchor: HALF,
      discounts: [{ coupon: coupons[0] ?? '' }],
    });
    expect(content(await latest(shop, made))).toEqual(content(preview));
  });
});
