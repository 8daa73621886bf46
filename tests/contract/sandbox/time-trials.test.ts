import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, invoicesOf, openTimedShop, type TimedShop, typesIn, useCard, utc } from './time-harness';

const START = utc(2026, 1, 15, 9);
const END = START + 14 * DAY;

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

type Missing = 'cancel' | 'create_invoice' | 'pause';

async function trying(card: string | null, missing?: Missing, days = 14) {
  const time = await shop.clock(START);
  const customer = await time.customer(card);
  const settings: Partial<Stripe.SubscriptionCreateParams> = missing
    ? { trial_settings: { end_behavior: { missing_payment_method: missing } } }
    : {};
  const { id } = await shop.stripe.subscriptions.create({
    customer,
    items: [{ price: shop.pro.monthly }],
    trial_period_days: days,
    ...settings,
  });
  return { time, customer, id };
}

describe('the end of a trial', () => {
  it('is told three days before', async () => {
    const { time, id } = await trying('pm_card_visa');
    expect(typesIn(await time.advance(END - 3 * DAY - 1))).toEqual([]);
    const events = await time.advance(END - 3 * DAY);
    expect(typesIn(events)).toEqual(['customer.subscription.trial_will_end', 'invoice.upcoming']);
    expect(events[0]?.data.object ?? {}).toBeDefined();
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'trialing' });
  });

  it('is told at once where the trial is shorter than three days', async () => {
    const { id } = await trying('pm_card_visa', undefined, 2);
    await expect
      .poll(async () => {
        const { data } = await shop.stripe.events.list({ type: 'customer.subscription.trial_will_end' });
        return data.map((event) => ('id' in event.data.object ? event.data.object.id : null));
      })
      .toContain(id);
  });

  it('makes the subscription active before its first real invoice is collected (sequence 6 in events.md)', async () => {
    const { time, id } = await trying('pm_card_visa');
    const events = await time.advance(END);
    expect(typesIn(events).slice(-2)).toEqual(['customer.subscription.updated', 'invoice.created']);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      billing_cycle_anchor: END,
      items: { data: [{ current_period_start: END, current_period_end: utc(2026, 2, 28, 9) }] },
    });
    const [, draft] = await invoicesOf(shop, id);
    expect(draft).toMatchObject({ status: 'draft', billing_reason: 'subscription_cycle', total: 2000 });
    await time.advance(END + HOUR);
    const [, paid] = await invoicesOf(shop, id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000 });
  });

  it('keeps a coupon for once for the first invoice with anything on it', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 25, duration: 'once' });
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id } = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
      trial_end: END,
      discounts: [{ coupon: coupon.id }],
    });
    await time.advance(utc(2026, 2, 28, 9));
    expect((await invoicesOf(shop, id)).map(({ total }) => total)).toEqual([0, 1500, 2000]);
  });

  it('without a card cancels the subscription where that is asked for', async () => {
    const { time, id } = await trying(null, 'cancel');
    const events = await time.advance(END);
    expect(typesIn(events).at(-1)).toBe('customer.subscription.deleted');
    const ended = await shop.stripe.subscriptions.retrieve(id);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: END, canceled_at: END });
    expect(await invoicesOf(shop, id)).toHaveLength(1);
  });

  it('without a card falls past due by default', async () => {
    const { time, id } = await trying(null, 'create_invoice');
    const events = await time.advance(END + HOUR);
    expect(typesIn(events, 'invoice.payment_failed', 'charge.failed')).toEqual(['invoice.payment_failed']);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
  });
});

describe('a subscription paused at the end of its trial', () => {
  it('says why, makes no invoices, and does not renew', async () => {
    const { time, id } = await trying(null, 'pause');
    const events = await time.advance(END);
    expect(typesIn(events).slice(-2)).toEqual([
      'customer.subscription.paused',
      'customer.subscription.updated',
    ]);
    const paused = await shop.stripe.subscriptions.retrieve(id);
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: {
        paused: {
          subscription: { type: 'trial_end_without_payment_method' },
          transitioned_at: END,
          type: 'subscription',
        },
      },
    });
    await time.advance(END + 40 * DAY);
    expect(await invoicesOf(shop, id)).toHaveLength(1);
  });

  it('is resumed with an invoice for a period that begins now', async () => {
    const { time, customer, id } = await trying(null, 'pause');
    await time.advance(END + DAY);
    await useCard(shop, customer, 'pm_card_visa');
    const resumed = await shop.stripe.subscriptions.resume(id, { expand: ['latest_invoice'] });
    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: END + DAY,
      items: { data: [{ current_period_start: END + DAY, current_period_end: utc(2026, 2, 28, 9) }] },
      latest_invoice: { status: 'paid', amount_paid: 2000 },
    });
    const { data } = await shop.stripe.events.list({ limit: 20 });
    expect(typesIn(data)).toContain('customer.subscription.resumed');
  });

  it('stays paused until the invoice is paid where that is asked for', async () => {
    const { time, customer, id } = await trying(null, 'pause');
    await time.advance(END + DAY);
    await useCard(shop, customer, 'pm_card_chargeCustomerFail');
    const waiting = await shop.stripe.subscriptions.resume(id, {
      payment_behavior: 'resume_on_payment_success',
      expand: ['latest_invoice'],
    });
    expect(waiting).toMatchObject({ status: 'paused', latest_invoice: { status: 'open' } });
    const method = await useCard(shop, customer, 'pm_card_visa');
    const invoice = waiting.latest_invoice;
    if (invoice === null || typeof invoice === 'string') throw new Error('The invoice was not expanded.');
    await shop.stripe.invoices.pay(invoice.id, { payment_method: method });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  });

  it('stays paused, with its invoice voided, when nobody tries to pay within 23 hours', async () => {
    const { time, id } = await trying(null, 'pause');
    await time.advance(END + DAY);
    const waiting = await shop.stripe.subscriptions.resume(id);
    expect(waiting.status).toBe('paused');
    await time.advance(END + DAY + 23 * HOUR);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'paused' });
    expect((await invoicesOf(shop, id)).at(-1)).toMatchObject({ status: 'void' });
  });

  it('goes on when its invoice is marked uncollectible', async () => {
    const { time, id } = await trying(null, 'pause');
    await time.advance(END + DAY);
    const { latest_invoice } = await shop.stripe.subscriptions.resume(id);
    if (typeof latest_invoice !== 'string') throw new Error('There is no invoice.');
    await shop.stripe.invoices.markUncollectible(latest_invoice);
    const resumed = await shop.stripe.subscriptions.retrieve(id);
    expect(resumed.status).toBe('active');
    expect(resumed).not.toHaveProperty('status_details');
  });
});
