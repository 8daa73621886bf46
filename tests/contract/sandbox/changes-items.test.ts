import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, typesOf } from './billing-harness';
import { HALF, latest, linesOf, openTimedShop, pending, stage } from './changes-harness';
import { refusalOf } from './kernel-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

describe('a subscription item', () => {
  it('is added, read, changed, listed and deleted, each with its prorations', async () => {
    const { time, subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const added = await shop.stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: shop.pro.monthly,
      quantity: 2,
    });
    expect(added).toMatchObject({ object: 'subscription_item', quantity: 2, subscription: subscription.id });
    expect(await shop.stripe.subscriptionItems.retrieve(added.id)).toMatchObject({ id: added.id });
    const fewer = await shop.stripe.subscriptionItems.update(added.id, { quantity: 1, metadata: { a: 'b' } });
    expect(fewer).toMatchObject({ quantity: 1, metadata: { a: 'b' } });
    const page = await shop.stripe.subscriptionItems.list({ subscription: subscription.id });
    expect(page.data.map(({ id }) => id)).toEqual([item, added.id]);
    expect(await shop.stripe.subscriptionItems.del(added.id)).toEqual({
      id: added.id,
      object: 'subscription_item',
      deleted: true,
    });
    expect((await pending(shop, customer)).map(({ amount }) => amount)).toEqual([2000, 1000, -2000, -1000]);
    expect(await refusalOf(shop.stripe.subscriptionItems.retrieve(added.id))).toMatchObject({
      statusCode: 404,
    });
  });

  it('that is the last one cannot be deleted', async () => {
    const { item } = await stage(shop, { price: shop.team.monthly });
    const refused = await refusalOf(shop.stripe.subscriptionItems.del(item));
    expect(refused.message).toMatch(/must have at least one active item/);
  });

  it('is invoiced at once where that is asked for', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    await shop.stripe.subscriptionItems.update(item, { quantity: 3, proration_behavior: 'always_invoice' });
    const changed = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-750, 2250]);
  });
});

describe('a subscription that is canceled', () => {
  it('gives back the rest of its period to the balance with a final invoice', async () => {
    const { time, subscription, customer } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const canceled = await shop.stripe.subscriptions.cancel(subscription.id, {
      prorate: true,
      invoice_now: true,
    });
    expect(canceled.status).toBe('canceled');
    expect(await latest(shop, canceled)).toMatchObject({ total: -1000, amount_due: 0, status: 'paid' });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 });
  });

  it('drops its pending prorations unless one of both is asked for', async () => {
    const dropped = await stage(shop, { price: shop.team.monthly });
    await dropped.time.advance(HALF);
    await shop.stripe.subscriptionItems.update(dropped.item, { quantity: 2 });
    const events = await eventsOf(shop, () => shop.stripe.subscriptions.cancel(dropped.subscription.id));
    expect(typesOf(events).filter((type) => type === 'invoiceitem.deleted')).toHaveLength(2);
    expect(await pending(shop, dropped.customer)).toEqual([]);
    const billed = await stage(shop, { price: shop.team.monthly });
    await billed.time.advance(HALF);
    await shop.stripe.subscriptionItems.update(billed.item, { quantity: 2 });
    const canceled = await shop.stripe.subscriptions.cancel(billed.subscription.id, { invoice_now: true });
    expect(await latest(shop, canceled)).toMatchObject({ amount_paid: 750, status: 'paid' });
  });

  it('is not charged any more for what is still open', async () => {
    const { time, subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    const method = await shop.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await shop.stripe.subscriptions.update(subscription.id, { default_payment_method: method.id });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 2 }],
      proration_behavior: 'always_invoice',
    });
    expect((await latest(shop, changed)).auto_advance).toBe(true);
    await shop.stripe.subscriptions.cancel(subscription.id);
    expect(await latest(shop, changed)).toMatchObject({ status: 'open', auto_advance: false });
  });
});

describe('a subscription that is paused', () => {
  it('keeps the credit for the rest of its period until it goes on', async () => {
    const { time, subscription, customer } = await stage(shop, { price: shop.pro.monthly });
    await time.advance(HALF);
    const events = await eventsOf(shop, () => shop.stripe.subscriptions.pause(subscription.id));
    expect(typesOf(events)).toContain('customer.subscription.paused');
    const paused = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'pause_requested' }, transitioned_at: HALF } },
    });
    expect((await pending(shop, customer)).map(({ amount }) => amount)).toEqual([-1000]);
    const resumed = await shop.stripe.subscriptions.resume(subscription.id);
    expect(resumed.status).toBe('active');
    expect(linesOf(await latest(shop, resumed)).map(({ amount }) => amount)).toEqual([-1000, 2000]);
  });

  it('can be paid back at once, or not at all', async () => {
    const one = await stage(shop, { price: shop.pro.monthly });
    await one.time.advance(HALF);
    const paused = await shop.stripe.subscriptions.pause(one.subscription.id, {
      invoicing_behavior: 'invoice',
    });
    expect(paused.status).toBe('paused');
    expect(await latest(shop, paused)).toMatchObject({ total: -1000, status: 'paid' });
    const other = await stage(shop, { price: shop.pro.monthly });
    await shop.stripe.subscriptions.pause(other.subscription.id, {
      bill_for: { unused_time_from: { type: 'none' } },
    });
    expect(await pending(shop, other.customer)).toEqual([]);
  });

  it('cannot be one that a schedule steers', async () => {
    const { subscription } = await stage(shop, { price: shop.pro.monthly });
    await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    const refused = await refusalOf(shop.stripe.subscriptions.pause(subscription.id));
    expect(refused.message).toMatch(/subscription schedule/);
  });
});
