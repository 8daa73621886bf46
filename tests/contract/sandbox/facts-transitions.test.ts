import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  endChallenge,
  openShop,
  type Shop,
  subscribeWaiting,
} from './billing-harness';
import { refusalOf } from './kernel-harness';
import { DAY, HOUR, openTimedShop, type TimedShop, utc } from './time-harness';

// The documented edges between statuses, each as a test named after it.

let shop: Shop;
let timed: TimedShop;
beforeAll(async () => {
  shop = await openShop();
  timed = await openTimedShop();
});
afterAll(() => Promise.all([shop.close(), timed.close()]));

const RETURN = { return_url: 'http://localhost/' };

describe('a payment intent', () => {
  it('goes from requires_payment_method by requires_confirmation and requires_action to succeeded', async () => {
    const { stripe } = shop;
    const made = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const { id } = made;
    const pm = await stripe.paymentIntents.update(id, { payment_method: 'pm_card_authenticationRequired' });
    const asked = await stripe.paymentIntents.confirm(id, RETURN);
    await endChallenge(shop, id, String(asked.client_secret), 'succeed');
    const done = await stripe.paymentIntents.retrieve(id);
    expect([made, pm, asked, done].map(({ status }) => status)).toEqual([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'succeeded',
    ]);
    expect(await refusalOf(stripe.paymentIntents.cancel(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('declined is back at requires_payment_method with last_payment_error, and can be canceled', async () => {
    const { stripe } = shop;
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await refusalOf(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined', ...RETURN }),
    );
    const declined = await stripe.paymentIntents.retrieve(id);
    expect(declined).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    });
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' });
  });
});

describe('a setup intent', () => {
  it('goes the same way', async () => {
    const { stripe } = shop;
    const made = await stripe.setupIntents.create({});
    const { id } = made;
    const pm = await stripe.setupIntents.update(id, { payment_method: 'pm_card_authenticationRequired' });
    const asked = await stripe.setupIntents.confirm(id, RETURN);
    await endChallenge(shop, id, String(asked.client_secret), 'fail');
    const failed = await stripe.setupIntents.retrieve(id);
    const done = await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa', ...RETURN });
    expect([made, pm, asked, failed, done].map(({ status }) => status)).toEqual([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'requires_payment_method',
      'succeeded',
    ]);
    expect(await stripe.setupIntents.cancel((await stripe.setupIntents.create({})).id)).toMatchObject({
      status: 'canceled',
    });
  });
});

describe('an invoice', () => {
  const open = async () => {
    const buyer = await customerWithCard(shop);
    const { id, status } = await shop.stripe.invoices.create({ customer: buyer });
    expect(status).toBe('draft');
    await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 1000 });
    expect(await shop.stripe.invoices.finalizeInvoice(id)).toMatchObject({ status: 'open' });
    return id;
  };

  it('goes from draft to open, and from there to paid, void or uncollectible', async () => {
    const { invoices } = shop.stripe;
    const paid = await invoices.pay(await open());
    const voided = await invoices.voidInvoice(await open());
    const lost = await invoices.markUncollectible(await open());
    expect([paid, voided, lost].map(({ status }) => status)).toEqual(['paid', 'void', 'uncollectible']);
    expect(await refusalOf(invoices.voidInvoice(paid.id))).toMatchObject({ statusCode: 400 });
    expect(await refusalOf(invoices.pay(voided.id))).toMatchObject({ statusCode: 400 });
    expect(await invoices.pay(lost.id)).toMatchObject({ status: 'paid' });
  });

  it('has payments that go from open to paid or canceled', async () => {
    const { invoicePayments, invoices } = shop.stripe;
    const statusOf = async (invoice: string) =>
      (await invoicePayments.list({ invoice })).data.map((payment) => payment.status);
    const [one, other] = [await open(), await open()];
    expect(await statusOf(one)).toEqual(['open']);
    await invoices.pay(one);
    await invoices.voidInvoice(other);
    expect([await statusOf(one), await statusOf(other)]).toEqual([['paid'], ['canceled']]);
  });
});

describe('a subscription', () => {
  const BEGIN = utc(2026, 1, 10);
  const start = async (card: string | null, extra: Partial<Stripe.SubscriptionCreateParams> = {}) => {
    const clock = await timed.clock(BEGIN);
    const buyer = await clock.customer(card);
    const items = [{ price: timed.pro.monthly }];
    const { id } = await timed.stripe.subscriptions.create({ customer: buyer, items, ...extra });
    const status = async () => (await timed.stripe.subscriptions.retrieve(id)).status;
    return { clock, id, status };
  };

  it('goes from incomplete to active', async () => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    expect(waiting.subscription.status).toBe('incomplete');
    await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    expect(await shop.stripe.subscriptions.retrieve(waiting.subscription.id)).toMatchObject({
      status: 'active',
    });
  });

  it('goes from incomplete to incomplete_expired after 23 hours', async () => {
    const { clock, status } = await start(null, { payment_behavior: 'default_incomplete' });
    await clock.advance(BEGIN + 23 * HOUR - 1);
    expect(await status()).toBe('incomplete');
    await clock.advance(BEGIN + 23 * HOUR);
    expect(await status()).toBe('incomplete_expired');
  });

  it('goes from trialing to active, or to paused without a card where that is asked for', async () => {
    const active = await start('pm_card_visa', { trial_period_days: 7 });
    const pauses = { trial_settings: { end_behavior: { missing_payment_method: 'pause' as const } } };
    const paused = await start(null, { trial_period_days: 7, ...pauses });
    expect([await active.status(), await paused.status()]).toEqual(['trialing', 'trialing']);
    await active.clock.advance(BEGIN + 7 * DAY);
    await paused.clock.advance(BEGIN + 7 * DAY);
    expect([await active.status(), await paused.status()]).toEqual(['active', 'paused']);
  });

  it('goes from active to past_due and back, and from past_due to canceled in the end', async () => {
    const { clock, id, status } = await start('pm_card_visa');
    const { customer: buyer } = await timed.stripe.subscriptions.retrieve(id);
    const use = async (card: string) => {
      const method = await timed.stripe.paymentMethods.attach(card, { customer: String(buyer) });
      await timed.stripe.customers.update(String(buyer), {
        invoice_settings: { default_payment_method: method.id },
      });
    };
    await use('pm_card_chargeCustomerFail');
    await clock.advance(utc(2026, 2, 10) + HOUR);
    expect(await status()).toBe('past_due');
    await use('pm_card_visa');
    await clock.advance(utc(2026, 2, 20));
    expect(await status()).toBe('active');
    await use('pm_card_chargeCustomerFail');
    await clock.advance(utc(2026, 3, 30));
    expect(await status()).toBe('canceled');
  });
});
