import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END, HALF, latest, linesOf, openTimedShop, pending, START, stage } from './changes-harness';
import { type TimedShop, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

describe('a change that begins a new period', () => {
  it('from month to year credits the month, bills the year and moves the anchor', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const yearly = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.yearly }],
    });
    const end = utc(2027, 3, 16, 12);
    expect(yearly.billing_cycle_anchor).toBe(HALF);
    expect(yearly.items.data[0]).toMatchObject({ current_period_start: HALF, current_period_end: end });
    const invoice = await latest(shop, yearly);
    expect(linesOf(invoice)).toEqual([
      {
        amount: -1000,
        description: 'Unused time on Pro after 16 Mar 2026',
        period: { start: HALF, end: END },
      },
      { amount: 20_000, description: '1 × Pro (at $200.00 / year)', period: { start: HALF, end } },
    ]);
    expect(invoice).toMatchObject({
      amount_paid: 19_000,
      billing_reason: 'subscription_update',
      period_start: HALF,
      period_end: HALF,
    });
  });

  it('without prorations gives nothing back', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const yearly = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.yearly }],
      proration_behavior: 'none',
    });
    expect((await latest(shop, yearly)).total).toBe(20_000);
  });

  it('keeps the anchor where that is asked for', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const yearly = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.yearly }],
      billing_cycle_anchor: { type: 'unchanged' },
      proration_behavior: 'always_invoice',
    });
    expect(yearly.billing_cycle_anchor).toBe(START);
    expect(yearly.items.data[0]?.current_period_end).toBe(utc(2027, 3, 1));
    // 349.5 of 365 days of $200.00.
    expect(linesOf(await latest(shop, yearly)).map(({ amount }) => amount)).toEqual([-1000, 19_151]);
  });

  it('when the anchor is set to now', async () => {
    const { time, subscription } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const reset = await shop.stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: 'now' },
    });
    expect(reset.billing_cycle_anchor).toBe(HALF);
    expect(linesOf(await latest(shop, reset)).map(({ amount }) => amount)).toEqual([-1000, 2000]);
    await time.advance(utc(2026, 4, 16, 13));
    const renewed = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(renewed.items.data[0]?.current_period_start).toBe(utc(2026, 4, 16, 12));
  });

  it('when something is charged for the first time', async () => {
    const free = await shop.stripe.prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 0,
      recurring: { interval: 'month' },
    });
    const { time, subscription, item } = await stage(shop, { price: free.id });
    await time.advance(HALF);
    const paid = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.monthly }],
    });
    expect(paid.billing_cycle_anchor).toBe(HALF);
    expect(linesOf(await latest(shop, paid)).map(({ amount }) => amount)).toEqual([2000]);
  });
});

describe('a trial', () => {
  it('that is ended is followed by a paid period at once', async () => {
    const { time, subscription } = await stage(shop, { price: shop.pro.monthly }, { trial_end: END });
    await time.advance(HALF);
    const active = await shop.stripe.subscriptions.update(subscription.id, { trial_end: 'now' });
    expect(active).toMatchObject({ status: 'active', trial_end: HALF, billing_cycle_anchor: HALF });
    expect(await latest(shop, active)).toMatchObject({ amount_paid: 2000, status: 'paid' });
  });

  it('that is put on a running subscription credits what is left and charges nothing (inferred)', async () => {
    const { time, subscription, customer } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const end = utc(2026, 5, 1);
    const trialing = await shop.stripe.subscriptions.update(subscription.id, { trial_end: end });
    expect(trialing).toMatchObject({ status: 'trialing', trial_start: HALF, trial_end: end });
    expect(trialing.billing_cycle_anchor).toBe(end);
    expect(linesOf(await latest(shop, trialing)).map(({ amount }) => amount)).toEqual([-1000, 0]);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 });
  });

  it('whose price changes is billed at the new one from its end on', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly }, { trial_end: HALF });
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.yearly }],
    });
    await time.advance(HALF + 7200);
    const active = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(active.items.data[0]?.current_period_end).toBe(utc(2027, 3, 16, 12));
    expect(await latest(shop, active)).toMatchObject({ total: 20_000, status: 'paid' });
  });
});

describe('an end within the period', () => {
  it('is credited, and billed again when it is taken back (the latter inferred)', async () => {
    const { subscription, customer } = await stage(shop, { price: shop.pro.monthly });
    const ending = await shop.stripe.subscriptions.update(subscription.id, { cancel_at: HALF });
    expect(ending).toMatchObject({ cancel_at: HALF, cancel_at_period_end: false });
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at: '' });
    expect((await pending(shop, customer)).map(({ amount }) => amount)).toEqual([-1000, 1000]);
  });

  it('is the end of the period where that is asked for, and nothing is credited', async () => {
    const { subscription, customer } = await stage(shop, { price: shop.pro.monthly });
    const ending = await shop.stripe.subscriptions.update(subscription.id, { cancel_at: 'min_period_end' });
    expect(ending.cancel_at).toBe(END);
    expect(await pending(shop, customer)).toEqual([]);
  });
});
