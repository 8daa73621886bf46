import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop, subscribe } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('what cannot be subscribed to', () => {
  it.each([
    ['no customer', { customer: 'cus_none' }, 'customer', "No such customer: 'cus_none'"],
    ['no such price', { items: [{ price: 'price_none' }] }, 'items[0][price]', "No such price: 'price_none'"],
    ['no items', { items: [] }, 'items', 'Missing required param: items.'],
    [
      'half a seat',
      { items: [{ price: 'price_x', quantity: 1.5 }] },
      'items[0][quantity]',
      'Invalid integer: 1.5',
    ],
    [
      'a billion seats',
      { items: [{ price: 'price_x', quantity: 1e9 }] },
      'items[0][quantity]',
      'This value must be less than or equal to 999999.',
    ],
    [
      'fewer than no seats',
      { items: [{ price: 'price_x', quantity: -1 }] },
      'items[0][quantity]',
      'This value must be greater than or equal to 0.',
    ],
  ])('%s', async (_, over, param, message) => {
    const params = { customer: await customer(shop), items: [{ price: shop.pro.monthly }], ...over };
    expect(await refusalOf(shop.stripe.subscriptions.create(params))).toMatchObject({
      statusCode: 400,
      param,
      message,
    });
  });

  it('an inactive price, a one-off price, the same price twice', async () => {
    const { stripe, pro } = shop;
    const buyer = await customer(shop);
    const inactive = await stripe.prices.create({
      product: pro.product,
      currency: 'usd',
      unit_amount: 1,
      active: false,
      recurring: { interval: 'month' },
    });
    const once = await stripe.prices.create({ product: pro.product, currency: 'usd', unit_amount: 1000 });
    const refused = async (...prices: string[]) =>
      refusalOf(
        subscribe(
          shop,
          buyer,
          prices.map((price) => ({ price })),
        ),
      );
    expect((await refused(inactive.id)).message).toBe(
      'The price specified is inactive. This field only accepts active prices.',
    );
    expect((await refused(once.id)).message).toBe(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
    );
    expect((await refused(pro.monthly, pro.monthly)).message).toMatch(
      /multiple Subscription Items with the same Price/,
    );
    expect((await refused(pro.monthly, pro.yearly)).message).toMatch(/does not implement/);
  });

  it('a currency that the price does not have', async () => {
    const error = await refusalOf(
      subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], { currency: 'chf' }),
    );
    expect(error.message).toMatch(/This doesn't match the expected currency: `chf`\.$/);
  });

  it("another customer's card", async () => {
    const method = await shop.stripe.paymentMethods.attach('pm_card_visa', {
      customer: await customer(shop),
    });
    const error = await refusalOf(
      subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
        default_payment_method: method.id,
      }),
    );
    expect(error.statusCode).toBe(400);
  });

  it('what the sandbox does not do, by name', async () => {
    const buyer = await customer(shop);
    const classic = subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      billing_mode: { type: 'classic' },
    });
    expect(await refusalOf(classic)).toMatchObject({ param: 'billing_mode[type]' });
    const mixed = subscribe(shop, buyer, [{ price: shop.pro.monthly }, { price: shop.pro.yearly }]);
    expect((await refusalOf(mixed)).message).toMatch(/does not implement/);
    const pending = subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      payment_behavior: 'pending_if_incomplete',
    });
    expect((await refusalOf(pending)).message).toMatch(/has no effect when creating a subscription/);
  });
});
