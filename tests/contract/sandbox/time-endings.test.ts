import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, invoicesOf, openTimedShop, type TimedShop, typesIn, useCard, utc } from './time-harness';

const START = utc(2026, 1, 15, 9);
const RENEWAL = utc(2026, 2, 15, 9);

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

async function subscribed(extra: object = {}) {
  const time = await shop.clock(START);
  const customer = await time.customer();
  const { id } = await shop.stripe.subscriptions.create({
    customer,
    items: [{ price: shop.pro.monthly }],
    ...extra,
  });
  return { time, customer, id };
}

describe('the end of a subscription', () => {
  it('at the end of the period has the events of sequence 7 in events.md', async () => {
    const { time, id } = await subscribed();
    await time.advance(START + DAY);
    const asked = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(asked).toMatchObject({
      status: 'active',
      cancel_at: RENEWAL,
      canceled_at: START + DAY,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    const events = await time.advance(RENEWAL);
    expect(typesIn(events)).toEqual(['customer.subscription.deleted']);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      ended_at: RENEWAL,
      canceled_at: START + DAY,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    await time.advance(RENEWAL + 30 * DAY);
    expect(await invoicesOf(shop, id)).toHaveLength(1);
  });

  it('comes at the moment that was asked for, without a credit', async () => {
    const { time, id } = await subscribed({ cancel_at: START + 10 * DAY });
    await time.advance(START + 10 * DAY - 1);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
    await time.advance(START + 10 * DAY);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      ended_at: START + 10 * DAY,
    });
    expect(await invoicesOf(shop, id)).toHaveLength(1);
  });

  it('bills what still waits for an invoice', async () => {
    const { time, customer, id } = await subscribed({ cancel_at_period_end: true });
    await shop.stripe.invoiceItems.create({ customer, subscription: id, amount: 500, currency: 'usd' });
    await time.advance(RENEWAL + HOUR);
    const [, last] = await invoicesOf(shop, id);
    expect(last).toMatchObject({ status: 'paid', total: 500 });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' });
  });

  it('stops collecting the invoices that are open', async () => {
    const { time, customer, id } = await subscribed();
    await useCard(shop, customer, 'pm_card_chargeCustomerFail');
    await time.advance(RENEWAL + HOUR);
    await shop.stripe.subscriptions.cancel(id);
    const [, open] = await invoicesOf(shop, id);
    expect(open).toMatchObject({ status: 'open', auto_advance: false, next_payment_attempt: null });
    const events = await time.advance(RENEWAL + 20 * DAY);
    expect(typesIn(events)).toEqual([]);
  });

  it('comes after 23 hours when the first payment never does (sequence 4 in events.md)', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id } = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
      payment_behavior: 'default_incomplete',
    });
    await time.advance(START + 23 * HOUR - 1);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'incomplete' });
    const events = await time.advance(START + 23 * HOUR);
    expect(typesIn(events, 'customer.subscription.updated', 'invoice.voided')).toEqual([
      'customer.subscription.updated',
      'invoice.voided',
    ]);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'incomplete_expired',
      ended_at: START + 23 * HOUR,
    });
  });
});
