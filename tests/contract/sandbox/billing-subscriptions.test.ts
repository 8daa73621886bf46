import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  eventsOf,
  invoiceOf,
  openShop,
  type Shop,
  setupOf,
  subscribe,
  subscribeWaiting,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('what a subscription costs', () => {
  it('counts seats', async () => {
    const { subscription, invoice } = await subscribeWaiting(shop, await customer(shop), [
      { price: shop.team.monthly, quantity: 3 },
    ]);
    expect(subscription.items.data[0]?.quantity).toBe(3);
    expect(invoice).toMatchObject({ amount_due: 4500 });
    expect(invoice.lines.data[0]).toMatchObject({ quantity: 3, description: '3 × Team (at $15.00 / month)' });
  });

  it('is billed for a year', async () => {
    const { subscription, invoice } = await subscribeWaiting(shop, await customer(shop), [
      { price: shop.pro.yearly },
    ]);
    expect(invoice.amount_due).toBe(20_000);
    const end = new Date((subscription.items.data[0]?.current_period_end ?? 0) * 1000);
    const start = new Date(shop.now() * 1000);
    expect([end.getUTCFullYear() - start.getUTCFullYear(), end.getUTCMonth(), end.getUTCDate()]).toEqual([
      1,
      start.getUTCMonth(),
      start.getUTCDate(),
    ]);
  });

  it.each([
    ['eur', 1900, '1 × Pro (at €19.00 / month)'],
    ['jpy', 3000, '1 × Pro (at ¥3,000 / month)'],
  ])('is charged in %s', async (currency, amount, description) => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      currency,
    });
    expect(waiting.subscription.currency).toBe(currency);
    expect(waiting.invoice).toMatchObject({ currency, amount_due: amount });
    expect(waiting.invoice.lines.data[0]).toMatchObject({ currency, amount, description });
    const intent = await shop.stripe.paymentIntents.retrieve(waiting.intentId);
    expect(intent).toMatchObject({ currency, amount });
  });

  it('cannot mix currencies on one customer', async () => {
    const buyer = await customer(shop);
    await subscribe(shop, buyer, [{ price: shop.pro.monthly }], { currency: 'eur' });
    const error = await refusalOf(
      subscribe(shop, buyer, [{ price: shop.team.monthly }], { currency: 'usd' }),
    );
    expect(error.statusCode).toBe(400);
    expect(error.message).toMatch(
      /^You cannot combine currencies on a single customer\..*with currency eur\.$/,
    );
  });

  it("follows the customer's currency when none is asked for", async () => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      currency: 'eur',
    });
    await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    const buyer = String(waiting.subscription.customer);
    expect((await shop.stripe.customers.retrieve(buyer)) satisfies object).toMatchObject({ currency: 'eur' });
    expect((await subscribe(shop, buyer, [{ price: shop.team.monthly }])).currency).toBe('eur');
  });

  it('takes what the customer has on balance', async () => {
    const buyer = await customer(shop);
    await shop.stripe.customers.update(buyer, { balance: -500 });
    const { invoice } = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }]);
    expect(invoice).toMatchObject({
      total: 2000,
      starting_balance: -500,
      ending_balance: 0,
      amount_due: 1500,
    });
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ balance: 0 });
  });
});

describe('a trial', () => {
  it('begins with a paid invoice of nothing and asks for a card', async () => {
    const buyer = await customer(shop);
    const events = await eventsOf(shop, () =>
      subscribe(shop, buyer, [{ price: shop.team.monthly, quantity: 3 }], {
        trial_period_days: 14,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      }),
    );
    expect(typesOf(events)).toEqual([
      'customer.updated',
      'customer.subscription.created',
      'setup_intent.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    const [made] = (
      await shop.stripe.subscriptions.list({
        customer: buyer,
        expand: ['data.latest_invoice.payments', 'data.latest_invoice.confirmation_secret'],
      })
    ).data;
    if (!made) throw new Error('no subscription');
    expect(made).toMatchObject({
      status: 'trialing',
      trial_start: shop.now(),
      trial_end: shop.now() + 14 * 86_400,
      billing_cycle_anchor: shop.now() + 14 * 86_400,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    });
    expect(made.items.data[0]).toMatchObject({ current_period_end: shop.now() + 14 * 86_400 });
    expect(invoiceOf(made)).toMatchObject({
      status: 'paid',
      total: 0,
      amount_due: 0,
      attempt_count: 0,
      confirmation_secret: null,
      payments: { data: [] },
      lines: { data: [{ amount: 0, quantity: 3, description: 'Trial period for Team' }] },
    });
  });

  it('keeps the card that its setup intent sets up', async () => {
    const buyer = await customer(shop);
    const made = await subscribe(shop, buyer, [{ price: shop.team.monthly }], { trial_period_days: 14 });
    const setup = setupOf(made);
    expect(setup).toMatchObject({ status: 'requires_payment_method', usage: 'off_session', customer: buyer });
    const events = await eventsOf(shop, async () => {
      const done = await confirmInBrowser(shop, setup.id, String(setup.client_secret), 'pm_card_visa');
      expect(done).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    });
    const updated = events.find((event) => event.type === 'customer.subscription.updated');
    expect(updated?.data.previous_attributes).toEqual({
      default_payment_method: null,
      pending_setup_intent: setup.id,
    });
    const after = await shop.stripe.subscriptions.retrieve(made.id);
    expect(after).toMatchObject({
      status: 'trialing',
      pending_setup_intent: null,
      default_payment_method: expect.stringMatching(/^pm_/),
    });
  });

  it('asks for no card when there is one', async () => {
    const made = await subscribe(shop, await customerWithCard(shop), [{ price: shop.team.monthly }], {
      trial_period_days: 14,
    });
    expect(made).toMatchObject({ status: 'trialing', pending_setup_intent: null });
  });

  it('ends in the future and is asked for in one way', async () => {
    const buyer = await customer(shop);
    const past = await refusalOf(
      subscribe(shop, buyer, [{ price: shop.pro.monthly }], { trial_end: shop.now() - 1 }),
    );
    expect(past.param).toBe('trial_end');
    const both = subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      trial_end: shop.now() + 9,
      trial_period_days: 1,
    });
    expect((await refusalOf(both)).message).toMatch(/only specify one of these parameters/);
  });
});
