import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  invoiceOf,
  newestEvent,
  openShop,
  type Shop,
  setupOf,
  subscribe,
  subscribeWaiting,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** The shop opens on 31 January; three months on, its discounts end on 30 April. */
const OPENED = Date.UTC(2026, 0, 31, 12) / 1000;

let serial = 0;
async function code(coupon: Stripe.CouponCreateParams, more: Partial<Stripe.PromotionCodeCreateParams> = {}) {
  serial += 1;
  const made = await shop.stripe.coupons.create(coupon);
  return shop.stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: made.id },
    code: `CODE${serial}`,
    ...more,
  });
}

const buy = async (promotion: Stripe.PromotionCode, buyer?: string, extra = {}) =>
  subscribe(shop, buyer ?? (await customer(shop)), [{ price: shop.pro.monthly }], {
    discounts: [{ promotion_code: promotion.id }],
    ...extra,
  });

describe('a promotion code', () => {
  it('takes a percentage off, and is counted', async () => {
    const promotion = await code({ percent_off: 25, duration: 'forever' });
    const made = await buy(promotion);
    const invoice = invoiceOf(made);
    expect(invoice).toMatchObject({ subtotal: 2000, total: 1500, amount_due: 1500 });
    const [discount] = made.discounts;
    expect(invoice.discounts).toEqual([discount]);
    expect(invoice.total_discount_amounts).toEqual([{ amount: 500, discount }]);
    expect(invoice.lines.data[0]).toMatchObject({
      amount: 2000,
      discount_amounts: [{ amount: 500, discount }],
    });
    const full = await shop.stripe.subscriptions.retrieve(made.id, {
      expand: ['discounts.source.coupon', 'discounts.promotion_code'],
    });
    expect(full.discounts).toMatchObject([
      {
        source: { type: 'coupon', coupon: { percent_off: 25, times_redeemed: 1 } },
        promotion_code: { id: promotion.id, times_redeemed: 1 },
        end: null,
      },
    ]);
  });

  it('takes an amount off in the currency of the subscription', async () => {
    const promotion = await code({
      amount_off: 500,
      currency: 'usd',
      currency_options: { eur: { amount_off: 450 } },
    });
    expect(invoiceOf(await buy(promotion))).toMatchObject({ total: 1500 });
    expect(invoiceOf(await buy(promotion, undefined, { currency: 'eur' }))).toMatchObject({
      currency: 'eur',
      total: 1450,
    });
    const yen = await refusalOf(buy(promotion, undefined, { currency: 'jpy' }));
    expect(yen).toMatchObject({ statusCode: 400, param: 'discounts[0][promotion_code]' });
  });

  it('for once is spent by the first invoice; for some months it has an end', async () => {
    const once = await buy(await code({ percent_off: 10, duration: 'once' }));
    expect(once.discounts).toEqual([]);
    expect(invoiceOf(once)).toMatchObject({ total: 1800 });
    expect(invoiceOf(once).discounts).toHaveLength(1);
    const months = await buy(await code({ percent_off: 10, duration: 'repeating', duration_in_months: 3 }));
    const full = await shop.stripe.subscriptions.retrieve(months.id, { expand: ['discounts'] });
    const end = Date.UTC(2026, 3, 30, 12) / 1000 + (shop.now() - OPENED);
    expect(full.discounts).toMatchObject([{ start: shop.now(), end }]);
  });

  it('for once waits for the trial to be over', async () => {
    const trial = await buy(await code({ percent_off: 10, duration: 'once' }), undefined, {
      trial_period_days: 14,
    });
    expect(trial.discounts).toHaveLength(1);
    expect(invoiceOf(trial)).toMatchObject({ total: 0, status: 'paid' });
  });

  it('for everything leaves nothing to pay but a card to be set up', async () => {
    const promotion = await code({ percent_off: 100, duration: 'forever' });
    const made = await buy(promotion);
    expect(made.status).toBe('active');
    expect(invoiceOf(made)).toMatchObject({
      status: 'paid',
      subtotal: 2000,
      total: 0,
      amount_due: 0,
      attempt_count: 0,
      confirmation_secret: null,
      payments: { data: [] },
    });
    const setup = setupOf(made);
    await confirmInBrowser(shop, setup.id, String(setup.client_secret), 'pm_card_visa');
    const after = await shop.stripe.subscriptions.retrieve(made.id);
    expect(after).toMatchObject({
      status: 'active',
      pending_setup_intent: null,
      default_payment_method: expect.stringMatching(/^pm_/),
    });
  });

  it('that leaves less than can be charged puts it on the balance', async () => {
    const buyer = await customer(shop);
    const made = await buy(await code({ percent_off: 99 }), buyer);
    expect(made.status).toBe('active');
    expect(invoiceOf(made)).toMatchObject({ total: 20, amount_due: 0, status: 'paid', ending_balance: 20 });
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ balance: 20 });
  });

  it.each([
    ['switched off', {}, { active: false }, /inactive/, undefined],
    ["somebody else's", {}, { customer: 'other' }, /restricted to another customer/, undefined],
    [
      'for other products',
      { applies_to: { products: ['other'] } },
      {},
      /does not apply to anything in this order/,
      'coupon_applies_to_nothing',
    ],
    [
      'for a larger order',
      {},
      { restrictions: { minimum_amount: 5000, minimum_amount_currency: 'usd' } },
      /does not meet the minimum amount requirement/,
      undefined,
    ],
  ])('that is %s is refused', async (_, coupon, more, message, errorCode) => {
    const parts: Stripe.CouponCreateParams = { percent_off: 10, ...coupon };
    if ('applies_to' in coupon) parts.applies_to = { products: [shop.team.product] };
    const rest = 'customer' in more ? { customer: await customer(shop) } : more;
    const buyer = await customer(shop);
    const marker = await newestEvent(shop);
    const promotion = await code(parts, rest);
    const error = await refusalOf(buy(promotion, buyer));
    expect(error).toMatchObject({ statusCode: 400, param: 'discounts[0][promotion_code]' });
    expect(error.message).toMatch(message);
    expect(error.code).toBe(errorCode);
    expect(marker).not.toBeNull();
    expect((await shop.stripe.subscriptions.list({ customer: buyer, status: 'all' })).data).toEqual([]);
  });

  it('that has expired is refused', async () => {
    const promotion = await code({ percent_off: 10 }, { expires_at: shop.now() + 60 });
    const coupon = await code({ percent_off: 10, redeem_by: shop.now() + 60 });
    shop.wait(60);
    expect((await refusalOf(buy(promotion))).message).toBe('This promotion code has expired.');
    expect(await refusalOf(buy(coupon))).toMatchObject({
      code: 'coupon_expired',
      message: expect.stringMatching(/^Coupon expired: /),
    });
  });

  it('that is used up is refused, and counted even when the payment never comes', async () => {
    const promotion = await code({ percent_off: 10 }, { max_redemptions: 1 });
    await buy(promotion);
    expect(await shop.stripe.promotionCodes.retrieve(promotion.id)).toMatchObject({
      times_redeemed: 1,
      active: false,
    });
    expect((await refusalOf(buy(promotion))).message).toMatch(/maximum number of times/);
    const coupon = await code({ percent_off: 10, max_redemptions: 1 });
    await buy(coupon);
    expect((await refusalOf(buy(coupon))).message).toMatch(/is used up and cannot be applied/);
  });

  it('for new customers is refused to those who have bought', async () => {
    const promotion = await code({ percent_off: 10 }, { restrictions: { first_time_transaction: true } });
    const buyer = await customer(shop);
    const waiting = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }], {
      discounts: [{ promotion_code: promotion.id }],
    });
    await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    const error = await refusalOf(buy(promotion, buyer));
    expect(error).toMatchObject({
      code: 'promotion_code_customer_not_first_time',
      message:
        'This promotion code cannot be redeemed because the associated customer has prior transactions.',
    });
  });

  it('that does not exist is refused', async () => {
    const form = { customer: await customer(shop), items: [{ price: shop.pro.monthly }] };
    const promotion = shop.stripe.subscriptions.create({
      ...form,
      discounts: [{ promotion_code: 'promo_none' }],
    });
    expect(await refusalOf(promotion)).toMatchObject({
      code: 'resource_missing',
      param: 'discounts[0][promotion_code]',
    });
    const coupon = shop.stripe.subscriptions.create({ ...form, discounts: [{ coupon: 'NONE' }] });
    expect(await refusalOf(coupon)).toMatchObject({
      message: "No such coupon: 'NONE'",
      param: 'discounts[0][coupon]',
    });
  });
});

describe('a preview', () => {
  const figures = (invoice: Stripe.Invoice) => ({
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    total: invoice.total,
    amount_due: invoice.amount_due,
    off: invoice.total_discount_amounts?.map((one) => one.amount),
    lines: invoice.lines.data.map((line) => ({
      amount: line.amount,
      description: line.description,
      quantity: line.quantity,
      period: line.period,
      off: line.discount_amounts?.map((one) => one.amount),
    })),
  });

  it.each([
    ['plain', {}, {}],
    ['in euros', { currency: 'eur' }, {}],
    ['discounted', {}, { percent_off: 33.33 }],
    ['discounted to nothing', {}, { percent_off: 100 }],
    ['with an amount off, in yen', { currency: 'jpy' }, { amount_off: 777, currency: 'jpy' }],
    ['on trial', { trial: true }, { percent_off: 10 }],
  ])(
    'equals the invoice that follows: %s',
    async (_, {
      currency,
      trial,
    }: { currency?: string; trial?: boolean }, coupon: Stripe.CouponCreateParams) => {
      const buyer = await customer(shop);
      const items = [{ price: shop.team.monthly, quantity: 7 }];
      const discounts =
        Object.keys(coupon).length === 0 ? [] : [{ coupon: (await shop.stripe.coupons.create(coupon)).id }];
      const trial_end = trial ? shop.now() + 14 * 86_400 : undefined;
      const asked = { ...(currency ? { currency } : {}), ...(discounts.length > 0 ? { discounts } : {}) };
      const preview = await shop.stripe.invoices.createPreview({
        customer: buyer,
        ...asked,
        subscription_details: { items, ...(trial_end ? { trial_end } : {}) },
      });
      expect(preview).toMatchObject({
        object: 'invoice',
        status: 'draft',
        number: null,
        hosted_invoice_url: null,
      });
      const made = await subscribe(shop, buyer, items, { ...asked, ...(trial_end ? { trial_end } : {}) });
      expect(figures(preview)).toEqual(figures(invoiceOf(made)));
    },
  );

  it('needs no customer and leaves nothing behind', async () => {
    const marker = await newestEvent(shop);
    const coupon = await shop.stripe.coupons.create({ percent_off: 50 });
    const before = await newestEvent(shop);
    const preview = await shop.stripe.invoices.createPreview({
      subscription_details: { items: [{ price: shop.pro.yearly }] },
      discounts: [{ coupon: coupon.id }],
    });
    expect(preview).toMatchObject({ customer: null, total: 10_000 });
    expect(await newestEvent(shop)).toBe(before);
    expect(marker).not.toBe(before);
    expect(await shop.stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 0 });
    expect((await refusalOf(shop.stripe.invoices.retrieve(preview.id))).statusCode).toBe(404);
  });

  it('refuses what the subscription would refuse', async () => {
    const missing = shop.stripe.invoices.createPreview({
      subscription_details: { items: [{ price: 'price_none' }] },
    });
    expect(await refusalOf(missing)).toMatchObject({ param: 'subscription_details[items][0][price]' });
    const promotion = await code({ percent_off: 10 }, { restrictions: { first_time_transaction: true } });
    const nobody = shop.stripe.invoices.createPreview({
      subscription_details: { items: [{ price: shop.pro.monthly }] },
      discounts: [{ promotion_code: promotion.id }],
    });
    expect((await refusalOf(nobody)).code).toBe('promotion_code_customer_missing_first_time');
  });
});
