import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop, subscribe, subscribeWaiting } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('products', () => {
  it('are created, changed, listed and deleted', async () => {
    const made = await shop.stripe.products.create({
      name: 'Extra',
      metadata: { a: '1' },
      images: ['https://x.test/i.png'],
    });
    expect(made).toMatchObject({ object: 'product', active: true, name: 'Extra', default_price: null });
    const changed = await shop.stripe.products.update(made.id, {
      active: false,
      description: 'More',
      metadata: { b: '2' },
    });
    expect(changed).toMatchObject({ active: false, description: 'More', metadata: { a: '1', b: '2' } });
    const inactive = await shop.stripe.products.list({ active: false });
    expect(inactive.data.map((one) => one.id)).toContain(made.id);
    expect(await shop.stripe.products.del(made.id)).toEqual({
      id: made.id,
      object: 'product',
      deleted: true,
    });
    const gone = await refusalOf(shop.stripe.products.retrieve(made.id));
    expect(gone).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such product: '${made.id}'`,
    });
  });

  it('take an id of their own, once', async () => {
    await shop.stripe.products.create({ id: 'prod_mine', name: 'Mine' });
    const again = await refusalOf(shop.stripe.products.create({ id: 'prod_mine', name: 'Mine' }));
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists' });
  });

  it('with prices cannot be deleted', async () => {
    const error = await refusalOf(shop.stripe.products.del(shop.pro.product));
    expect(error.message).toMatch(/cannot be deleted because it has one or more user-created prices/);
  });
});

describe('prices', () => {
  it('show other currencies only when asked', async () => {
    const plain = await shop.stripe.prices.retrieve(shop.pro.monthly);
    expect(plain.currency_options).toBeUndefined();
    expect(plain).toMatchObject({
      unit_amount: 2000,
      type: 'recurring',
      recurring: { interval: 'month', interval_count: 1 },
    });
    expect(String(plain.unit_amount_decimal)).toBe('2000');
    const full = await shop.stripe.prices.retrieve(shop.pro.monthly, {
      expand: ['currency_options', 'product'],
    });
    expect(Object.keys(full.currency_options ?? {}).sort()).toEqual(['eur', 'jpy', 'usd']);
    expect(full.currency_options?.jpy?.unit_amount).toBe(3000);
    expect(full.product).toMatchObject({ object: 'product', name: 'Pro' });
  });

  it('are found by lookup key, which moves only when told to', async () => {
    const { stripe, pro } = shop;
    const first = await stripe.prices.create({
      product: pro.product,
      currency: 'usd',
      unit_amount: 100,
      lookup_key: 'moving',
    });
    const clash = await refusalOf(
      stripe.prices.create({ product: pro.product, currency: 'usd', unit_amount: 200, lookup_key: 'moving' }),
    );
    expect(clash).toMatchObject({
      statusCode: 400,
      param: 'lookup_key',
      message: `A price (\`${first.id}\`) already uses that lookup key.`,
    });
    const second = await stripe.prices.create({
      product: pro.product,
      currency: 'usd',
      unit_amount: 200,
      lookup_key: 'moving',
      transfer_lookup_key: true,
    });
    const found = await stripe.prices.list({ lookup_keys: ['moving'] });
    expect(found.data.map((one) => one.id)).toEqual([second.id]);
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
  });

  it('refuse what the sandbox does not do, by name', async () => {
    const chosen = await shop.harness.send('POST', '/v1/prices', {
      form: `currency=usd&product=${shop.pro.product}&custom_unit_amount[enabled]=true`,
    });
    expect(chosen).toMatchObject({ status: 400, error: { param: 'custom_unit_amount' } });
    expect(String(chosen.error.message)).toMatch(/does not implement/);
  });

  it('need an amount and a product that exists', async () => {
    const none = await refusalOf(shop.stripe.prices.create({ product: shop.pro.product, currency: 'usd' }));
    expect(none.code).toBe('parameter_missing');
    const unknown = await refusalOf(
      shop.stripe.prices.create({ product: 'prod_none', currency: 'usd', unit_amount: 1 }),
    );
    expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'product' });
  });

  it('make their product along the way', async () => {
    const price = await shop.stripe.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      product_data: { name: 'Credits' },
      expand: ['product'],
    });
    expect(price).toMatchObject({ type: 'one_time', recurring: null, product: { name: 'Credits' } });
  });

  it('show their present state on subscriptions that have them', async () => {
    const { stripe, team } = shop;
    const price = await stripe.prices.create({
      product: team.product,
      currency: 'usd',
      unit_amount: 700,
      recurring: { interval: 'month' },
    });
    const { subscription } = await subscribeWaiting(shop, await customer(shop), [{ price: price.id }]);
    await stripe.prices.update(price.id, { active: false, nickname: 'old' });
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after.items.data[0]?.price).toMatchObject({ active: false, nickname: 'old' });
  });
});

describe('coupons and promotion codes', () => {
  it('are checked when they are made', async () => {
    const { stripe } = shop;
    expect((await refusalOf(stripe.coupons.create({}))).message).toMatch(/percent_off or amount_off/);
    expect((await refusalOf(stripe.coupons.create({ percent_off: 101 }))).param).toBe('percent_off');
    expect((await refusalOf(stripe.coupons.create({ amount_off: 100 }))).param).toBe('currency');
    const repeating = stripe.coupons.create({ percent_off: 10, duration: 'repeating' });
    expect((await refusalOf(repeating)).param).toBe('duration_in_months');
    const code = stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: 'none' } });
    expect(await refusalOf(code)).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'promotion[coupon]',
    });
  });

  it('are found by code in any case, and one active code is enough', async () => {
    const { stripe } = shop;
    const coupon = await stripe.coupons.create({ percent_off: 25, name: 'Launch' });
    const promotion = { type: 'coupon', coupon: coupon.id } as const;
    const made = await stripe.promotionCodes.create({ promotion, code: 'Launch25' });
    expect(made).toMatchObject({
      active: true,
      times_redeemed: 0,
      promotion: { type: 'coupon', coupon: coupon.id },
    });
    const found = await stripe.promotionCodes.list({
      code: 'LAUNCH25',
      active: true,
      expand: ['data.promotion.coupon'],
    });
    expect(found.data[0]).toMatchObject({
      id: made.id,
      promotion: { coupon: { name: 'Launch', valid: true } },
    });
    const twin = await refusalOf(stripe.promotionCodes.create({ promotion, code: 'launch25' }));
    expect(twin.message).toBe('An active promotion code with `code: launch25` already exists.');
    await stripe.promotionCodes.update(made.id, { active: false });
    expect((await stripe.promotionCodes.list({ code: 'LAUNCH25', active: true })).data).toEqual([]);
    await stripe.promotionCodes.create({ promotion, code: 'LAUNCH25' });
  });

  it('show what they apply to only when asked', async () => {
    const coupon = await shop.stripe.coupons.create({
      percent_off: 5,
      applies_to: { products: [shop.pro.product] },
    });
    expect(coupon.applies_to).toBeUndefined();
    const full = await shop.stripe.coupons.retrieve(coupon.id, { expand: ['applies_to'] });
    expect(full.applies_to).toEqual({ products: [shop.pro.product] });
  });

  it('lapse with time', async () => {
    const { stripe } = shop;
    const coupon = await stripe.coupons.create({ percent_off: 5, redeem_by: shop.now() + 60 });
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
    expect(code.active).toBe(true);
    shop.wait(60);
    expect((await stripe.coupons.retrieve(coupon.id)).valid).toBe(false);
    expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
  });

  it('stay with who has them when the coupon is deleted', async () => {
    const { stripe } = shop;
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    const { subscription } = await subscribeWaiting(
      shop,
      await customer(shop),
      [{ price: shop.pro.monthly }],
      {
        discounts: [{ coupon: coupon.id }],
      },
    );
    await stripe.coupons.del(coupon.id);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['discounts'] });
    expect(after.discounts).toMatchObject([
      { object: 'discount', source: { coupon: coupon.id, type: 'coupon' } },
    ]);
    const again = subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      discounts: [{ coupon: coupon.id }],
    });
    expect((await refusalOf(again)).message).toBe(`No such coupon: '${coupon.id}'`);
  });
});
