import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, invoicesOf, openTimedShop, type TimedShop, typesIn, utc } from './time-harness';

const START = utc(2026, 1, 15, 9);
const RENEWAL = utc(2026, 2, 15, 9);

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

async function subscribed(extra: object = {}, price = shop.pro.monthly) {
  const time = await shop.clock(START);
  const customer = await time.customer();
  const { id } = await shop.stripe.subscriptions.create({ customer, items: [{ price }], ...extra });
  return { time, customer, id };
}

describe('a renewal', () => {
  it('has the events of sequence 5 in events.md until the draft is there', async () => {
    const { time, id } = await subscribed();
    const events = await time.advance(RENEWAL);
    expect(typesIn(events)).toEqual(['invoice.upcoming', 'customer.subscription.updated', 'invoice.created']);
    const [, updated, created] = events.filter((event) => !event.type.startsWith('test_helpers.'));
    expect(updated?.data.previous_attributes).toMatchObject({ latest_invoice: expect.any(String) });
    expect(updated?.data.object).toMatchObject({ id, status: 'active' });
    expect(created?.data.object).toMatchObject({
      status: 'draft',
      auto_advance: true,
      billing_reason: 'subscription_cycle',
      created: RENEWAL,
      next_payment_attempt: RENEWAL + HOUR,
      automatically_finalizes_at: RENEWAL + HOUR,
      attempt_count: 0,
      number: null,
    });
  });

  it('has the events of sequence 5 in events.md once the draft is an hour old (order inferred)', async () => {
    const { time, id } = await subscribed();
    await time.advance(RENEWAL);
    const events = await time.advance(RENEWAL + HOUR);
    expect(typesIn(events)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      expect.stringMatching(/charge.updated|invoice_payment.paid/),
      expect.stringMatching(/charge.updated|invoice_payment.paid/),
    ]);
    const [, invoice] = await invoicesOf(shop, id);
    expect(invoice).toMatchObject({
      status: 'paid',
      attempted: true,
      attempt_count: 1,
      auto_advance: false,
      amount_paid: 2000,
      amount_remaining: 0,
      status_transitions: { finalized_at: RENEWAL + HOUR, paid_at: RENEWAL + HOUR },
    });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      latest_invoice: invoice?.id,
    });
  });

  it('is announced three days before, by an invoice without an id', async () => {
    const { time, id } = await subscribed();
    const before = await time.advance(RENEWAL - 3 * DAY - 1);
    expect(typesIn(before)).toEqual([]);
    const events = await time.advance(RENEWAL - 3 * DAY);
    expect(typesIn(events)).toEqual(['invoice.upcoming']);
    const upcoming = events.find((event) => event.type === 'invoice.upcoming')?.data.object;
    expect(upcoming).not.toHaveProperty('id');
    expect(upcoming).toMatchObject({
      object: 'invoice',
      amount_due: 2000,
      status: 'draft',
      number: null,
      hosted_invoice_url: null,
      parent: { subscription_details: { subscription: id } },
      lines: { data: [{ period: { start: RENEWAL, end: utc(2026, 3, 15, 9) } }] },
    });
    expect(await invoicesOf(shop, id)).toHaveLength(1);
  });

  it('takes off a coupon for once the first time only, one for two months twice', async () => {
    const once = await shop.stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const twice = await shop.stripe.coupons.create({
      percent_off: 10,
      duration: 'repeating',
      duration_in_months: 2,
    });
    const { time, id } = await subscribed({ discounts: [{ coupon: once.id }, { coupon: twice.id }] });
    await time.advance(utc(2026, 3, 15, 9));
    const totals = (await invoicesOf(shop, id)).map(({ total }) => total);
    expect(totals).toEqual([900, 1800, 2000]);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ discounts: [] });
  });

  it('is paid without a payment when a coupon takes all of it', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 100, duration: 'forever' });
    const { time, id } = await subscribed({ discounts: [{ coupon: coupon.id }] });
    const events = await time.advance(RENEWAL + HOUR);
    expect(typesIn(events, 'charge.succeeded', 'payment_intent.created')).toEqual([]);
    const [, invoice] = await invoicesOf(shop, id);
    expect(invoice).toMatchObject({ status: 'paid', total: 0, amount_due: 0, attempt_count: 0 });
  });

  it('uses the balance of the customer', async () => {
    const { time, customer, id } = await subscribed();
    await shop.stripe.customers.update(customer, { balance: -500 });
    await time.advance(RENEWAL + HOUR);
    const [, invoice] = await invoicesOf(shop, id);
    expect(invoice).toMatchObject({
      total: 2000,
      starting_balance: -500,
      ending_balance: 0,
      amount_paid: 1500,
    });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 });
  });

  it('sweeps up the invoice items that wait for it', async () => {
    const { time, customer, id } = await subscribed();
    const item = await shop.stripe.invoiceItems.create({
      customer,
      amount: 700,
      currency: 'usd',
      description: 'Setup',
    });
    await time.advance(RENEWAL + HOUR);
    const [, invoice] = await invoicesOf(shop, id);
    expect(invoice).toMatchObject({ total: 2700, amount_paid: 2700 });
    expect(await shop.stripe.invoiceItems.retrieve(item.id)).toMatchObject({ invoice: invoice?.id });
  });

  it("charges the subscription's own method before the customer's default", async () => {
    const { time, customer, id } = await subscribed();
    const own = await shop.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    await shop.stripe.subscriptions.update(id, { default_payment_method: own.id });
    await time.advance(RENEWAL + HOUR);
    const { data } = await shop.stripe.charges.list({ customer });
    expect(data[0]).toMatchObject({ payment_method: own.id, amount: 2000 });
  });
});

describe('paused collection at a renewal', () => {
  for (const [behavior, status] of [
    ['keep_as_draft', 'draft'],
    ['mark_uncollectible', 'uncollectible'],
    ['void', 'void'],
  ] as const) {
    it(`with ${behavior} makes an invoice that stays ${status}, and the subscription stays active`, async () => {
      const { time, id } = await subscribed();
      await shop.stripe.subscriptions.update(id, {
        pause_collection: { behavior, resumes_at: utc(2026, 3, 1) },
      });
      await time.advance(utc(2026, 3, 1));
      const [, invoice] = await invoicesOf(shop, id);
      expect(invoice).toMatchObject({ status, auto_advance: false });
      expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
        status: 'active',
        pause_collection: null,
      });
      await time.advance(utc(2026, 3, 15, 9) + HOUR);
      expect((await invoicesOf(shop, id)).at(-1)).toMatchObject({ status: 'paid' });
    });
  }
});
