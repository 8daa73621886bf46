import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HALF, latest, linesOf, openTimedShop, stage } from './changes-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
let quarter: string;
let sevenOff: string;
beforeAll(async () => {
  shop = await openTimedShop();
  quarter = (await shop.stripe.coupons.create({ percent_off: 25, duration: 'forever' })).id;
  sevenOff = (await shop.stripe.coupons.create({ amount_off: 700, currency: 'usd', duration: 'forever' })).id;
});
afterAll(() => shop.close());

const upgrade = (id: string, item: string) =>
  shop.stripe.subscriptions.update(id, {
    items: [{ id: item, price: shop.pro.monthly }],
    proration_behavior: 'always_invoice',
  });

describe('discounts in prorations', () => {
  it('of a share are taken off both sides', async () => {
    const { time, subscription, item } = await stage(
      shop,
      { price: shop.team.monthly },
      { discounts: [{ coupon: quarter }] },
    );
    await time.advance(HALF);
    const invoice = await latest(shop, await upgrade(subscription.id, item));
    // Half of 15.00 − 25 % = 5.625, half of 20.00 − 25 % = 7.50.
    expect(linesOf(invoice).map(({ amount }) => amount)).toEqual([-563, 750]);
    expect(invoice.lines.data.every((line) => line.discount_amounts?.length === 0)).toBe(true);
    expect(invoice.total).toBe(187);
  });

  it('of a sum fall to the items in proportion', async () => {
    const { time, subscription } = await stage(
      shop,
      { price: shop.team.monthly },
      { discounts: [{ coupon: sevenOff }] },
    );
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ price: shop.pro.monthly }],
      proration_behavior: 'always_invoice',
    });
    // $7.00 over 15.00 and 20.00: 4.00 falls to the new item, whose half costs (20.00 − 4.00) / 2.
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([800]);
  });

  it('are listed beside the amounts where that is asked for', async () => {
    const { time, subscription, item } = await stage(
      shop,
      { price: shop.team.monthly },
      {
        billing_mode: { type: 'flexible', flexible: { proration_discounts: 'itemized' } },
        discounts: [{ coupon: quarter }],
      },
    );
    await time.advance(HALF);
    const invoice = await latest(shop, await upgrade(subscription.id, item));
    const lines = invoice.lines.data.map((line) => [line.amount, line.discount_amounts?.[0]?.amount]);
    expect(lines).toEqual([
      [-750, -187],
      [1000, 250],
    ]);
    expect(invoice.total).toBe(187);
  });

  it('that are new count for what is billed, not for what is given back', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.monthly }],
      discounts: [{ coupon: quarter }],
      proration_behavior: 'always_invoice',
    });
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-750, 750]);
  });
});

describe('the discounts of a subscription', () => {
  it('are replaced, kept by their id, and taken away', async () => {
    const { subscription } = await stage(
      shop,
      { price: shop.pro.monthly },
      { discounts: [{ coupon: quarter }] },
    );
    const update = (discounts: { discount?: string; coupon?: string }[] | '') =>
      shop.stripe.subscriptions.update(subscription.id, { discounts });
    const [first] = subscription.discounts;
    const both = await update([{ discount: String(first) }, { coupon: sevenOff }]);
    expect(both.discounts).toHaveLength(2);
    expect(both.discounts[0]).toBe(first);
    const one = await update([{ coupon: sevenOff }]);
    expect(one.discounts).toHaveLength(1);
    expect((await update('')).discounts).toEqual([]);
  });

  it('for once are spent by the invoice of a new period', async () => {
    const once = await shop.stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const { time, subscription } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const reset = await shop.stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: 'now' },
      discounts: [{ coupon: once.id }],
    });
    expect((await latest(shop, reset)).total).toBe(0);
    expect(reset.discounts).toEqual([]);
  });

  it('can belong to one item, and come off before the others', async () => {
    const { time, subscription, item } = await stage(
      shop,
      { price: shop.pro.monthly, discounts: [{ coupon: quarter }] },
      {
        items: [{ price: shop.pro.monthly, discounts: [{ coupon: quarter }] }, { price: shop.team.monthly }],
      },
    );
    expect(subscription.items.data.map(({ discounts }) => discounts.length)).toEqual([1, 0]);
    expect((await latest(shop, subscription)).total).toBe(3000);
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 2 }],
      proration_behavior: 'always_invoice',
    });
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-750, 1500]);
  });
});
