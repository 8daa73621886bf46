import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop, subscribe } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('an invoice item', () => {
  it('of a price for packages is billed for whole packages, as a period is', async () => {
    const { invoiceItems, prices } = shop.stripe;
    const price = await prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 100,
      transform_quantity: { divide_by: 10, round: 'up' },
    });
    const buyer = await customer(shop);
    const item = await invoiceItems.create({ customer: buyer, pricing: { price: price.id }, quantity: 25 });
    expect(item).toMatchObject({ amount: 300, quantity: 25 });
    expect(await invoiceItems.update(item.id, { quantity: 31 })).toMatchObject({ amount: 400, quantity: 31 });
  });

  it('that is a proration keeps its quantity (inferred)', async () => {
    const { invoiceItems, subscriptions } = shop.stripe;
    const buyer = await customer(shop);
    const made = await subscribe(shop, buyer, [{ price: shop.pro.monthly }], { trial_period_days: 7 });
    await subscriptions.update(made.id, { trial_end: 'now', payment_behavior: 'default_incomplete' });
    await subscriptions.update(made.id, { items: [{ id: made.items.data[0]?.id, quantity: 2 }] });
    const [item] = (await invoiceItems.list({ customer: buyer, pending: true })).data;
    const refusal = refusalOf(invoiceItems.update(item?.id ?? '', { quantity: 5 }));
    expect(await refusal).toMatchObject({ statusCode: 400, param: 'quantity' });
  });
});
