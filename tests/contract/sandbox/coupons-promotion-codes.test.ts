import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, eventsOf, openShop, type Shop, subscribe, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const coupon = (params: Stripe.CouponCreateParams = { percent_off: 10 }) =>
  shop.stripe.coupons.create(params);

const codeFor = (of: Stripe.Coupon, extra: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
  shop.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: of.id }, ...extra });

describe('a coupon', () => {
  it('shows its products and its other currencies only when asked', async () => {
    const made = await coupon({
      amount_off: 500,
      currency: 'usd',
      currency_options: { eur: { amount_off: 450 } },
      applies_to: { products: [shop.pro.product] },
    });
    expect(made.applies_to).toBeUndefined();
    const full = await shop.stripe.coupons.retrieve(made.id, { expand: ['applies_to', 'currency_options'] });
    expect(full.applies_to).toEqual({ products: [shop.pro.product] });
    expect(full.currency_options).toEqual({ eur: { amount_off: 450 }, usd: { amount_off: 500 } });
  });

  it('gets more currencies and another name, and nothing else', async () => {
    const made = await coupon({ amount_off: 500, currency: 'usd' });
    const full = await shop.stripe.coupons.update(made.id, {
      name: 'Spring',
      currency_options: { gbp: { amount_off: 400 } },
      expand: ['currency_options'],
    });
    expect(full).toMatchObject({ name: 'Spring', currency_options: { gbp: { amount_off: 400 } } });
    const more = await shop.harness.send('POST', `/v1/coupons/${made.id}`, { form: 'amount_off=600' });
    expect(more).toMatchObject({ status: 400, error: { code: 'parameter_unknown', param: 'amount_off' } });
  });

  it.each<[string, Stripe.CouponCreateParams, string | undefined]>([
    ['both a share and an amount', { percent_off: 5, amount_off: 5, currency: 'usd' }, undefined],
    ['neither', {}, undefined],
    ['an amount in no currency', { amount_off: 5 }, 'currency'],
    ['more than everything', { percent_off: 101 }, 'percent_off'],
    [
      'currencies for a share',
      { percent_off: 5, currency_options: { eur: { amount_off: 5 } } },
      'currency_options',
    ],
    ['months of nothing', { percent_off: 5, duration: 'repeating' }, 'duration_in_months'],
    ['months of once', { percent_off: 5, duration_in_months: 3 }, 'duration_in_months'],
    ['an end that is over', { percent_off: 5, redeem_by: 1 }, 'redeem_by'],
    [
      'a product that is none',
      { percent_off: 5, applies_to: { products: ['prod_x'] } },
      'applies_to[products][0]',
    ],
  ])('of %s is refused', async (_, params, param) => {
    const error = await refusalOf(coupon(params));
    expect(error.statusCode).toBe(400);
    expect(error.param).toBe(param);
  });

  it('that is deleted ends its codes, and leaves the discounts that were given', async () => {
    const { stripe } = shop;
    const made = await coupon({ percent_off: 50, duration: 'forever' });
    const code = await codeFor(made);
    const subscription = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      discounts: [{ promotion_code: code.id }],
    });
    const events = await eventsOf(shop, () => stripe.coupons.del(made.id));
    expect(typesOf(events)).toEqual(['coupon.deleted']);
    expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
    const late = subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      discounts: [{ promotion_code: code.id }],
    });
    expect((await refusalOf(late)).param).toBe('discounts[0][promotion_code]');
    expect((await refusalOf(stripe.promotionCodes.update(code.id, { active: true }))).param).toBe('active');
    expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual(subscription.discounts);
  });
});

describe('a promotion code', () => {
  it('cannot outlast its coupon', async () => {
    const made = await coupon({ percent_off: 5, redeem_by: shop.now() + 1000, max_redemptions: 5 });
    expect((await refusalOf(codeFor(made, { expires_at: shop.now() + 1001 }))).param).toBe('expires_at');
    expect((await refusalOf(codeFor(made, { max_redemptions: 6 }))).param).toBe('max_redemptions');
    expect((await codeFor(made, { expires_at: shop.now() + 999, max_redemptions: 5 })).active).toBe(true);
  });

  it('is unique among those of a customer, in any case', async () => {
    const made = await coupon();
    const [ada, bob] = [await customer(shop, 'Ada'), await customer(shop, 'Bob')];
    const first = await codeFor(made, { code: 'MINE', customer: ada });
    await codeFor(made, { code: 'Mine', customer: bob });
    expect((await refusalOf(codeFor(made, { code: 'mine', customer: ada }))).statusCode).toBe(400);
    expect((await refusalOf(codeFor(made, { code: 'mine' }))).statusCode).toBe(400);
    const mine = await shop.stripe.promotionCodes.list({ code: 'mine', customer: ada });
    expect(mine.data.map((one) => one.id)).toEqual([first.id]);
  });

  it('needs both halves of its minimum, and other currencies beside it', async () => {
    const made = await coupon();
    const half = codeFor(made, { restrictions: { minimum_amount: 100 } });
    expect((await refusalOf(half)).param).toBe('restrictions[minimum_amount_currency]');
    const twice = codeFor(made, {
      restrictions: {
        minimum_amount: 100,
        minimum_amount_currency: 'usd',
        currency_options: { usd: { minimum_amount: 90 } },
      },
    });
    expect((await refusalOf(twice)).param).toBe('restrictions[currency_options][usd]');
    const code = await codeFor(made, {
      restrictions: {
        minimum_amount: 100,
        minimum_amount_currency: 'usd',
        currency_options: { eur: { minimum_amount: 90 } },
      },
      expand: ['restrictions.currency_options'],
    });
    expect(code.restrictions.currency_options).toEqual({ eur: { minimum_amount: 90 } });
  });

  it('is listed by what it is for and whether it is active', async () => {
    const made = await coupon();
    const on = await codeFor(made);
    const off = await codeFor(made, { active: false });
    const list = async (params: Stripe.PromotionCodeListParams) =>
      (await shop.stripe.promotionCodes.list({ coupon: made.id, ...params })).data.map((one) => one.id);
    expect(await list({})).toEqual([off.id, on.id]);
    expect(await list({ active: true })).toEqual([on.id]);
    expect(await list({ created: { gt: shop.now() } })).toEqual([]);
  });
});

describe('a discount', () => {
  const discounted = async (buyer: string, coupons: Stripe.Coupon[]) =>
    subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      discounts: coupons.map((one) => ({ coupon: one.id })),
    });

  it('is told of when it is given and when it is taken away', async () => {
    const made = await coupon({ percent_off: 10, duration: 'forever' });
    const buyer = await customer(shop);
    let id = '';
    const given = await eventsOf(shop, async () => {
      id = (await discounted(buyer, [made])).id;
    });
    expect(typesOf(given)).toContain('customer.discount.created');
    const taken = await eventsOf(shop, async () => {
      expect(await shop.stripe.subscriptions.deleteDiscount(id)).toMatchObject({
        object: 'discount',
        deleted: true,
        customer: buyer,
        subscription: id,
        source: { type: 'coupon', coupon: made.id },
      });
    });
    expect(typesOf(taken)).toEqual(['customer.discount.deleted', 'customer.subscription.updated']);
    expect((await shop.stripe.subscriptions.retrieve(id)).discounts).toEqual([]);
    expect(await refusalOf(shop.stripe.subscriptions.deleteDiscount(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('is none of a customer, who cannot be given one', async () => {
    const buyer = await customer(shop);
    expect(await refusalOf(shop.stripe.customers.deleteDiscount(buyer))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });
});
