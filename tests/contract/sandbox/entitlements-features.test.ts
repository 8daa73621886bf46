import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customer,
  customerWithCard,
  eventsOf,
  openShop,
  type Shop,
  subscribe,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const CHANGED = 'entitlements.active_entitlement_summary.updated';
let keys = 0;

const featureOf = (name = 'Reports') => {
  keys += 1;
  return shop.stripe.entitlements.features.create({ name, lookup_key: `feature_${keys}` });
};

/** A product with features, and a monthly price for it. */
async function featured(count: number) {
  const { stripe } = shop;
  const product = await stripe.products.create({ name: 'Featured' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 500,
    recurring: { interval: 'month' },
  });
  const features: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { id } = await featureOf();
    await stripe.products.createFeature(product.id, { entitlement_feature: id });
    features.push(id);
  }
  return { product: product.id, price: price.id, features };
}

async function entitled(buyer: string): Promise<unknown[]> {
  const { data } = await shop.stripe.entitlements.activeEntitlements.list({ customer: buyer });
  return data.map((one) => one.feature).sort();
}

const buy = async (price: string) => {
  const buyer = await customerWithCard(shop);
  const { id } = await subscribe(shop, buyer, [{ price }], { payment_behavior: 'error_if_incomplete' });
  return { buyer, subscription: id };
};

describe('a feature', () => {
  it('is made, renamed, listed and archived for good', async () => {
    const { features } = shop.stripe.entitlements;
    const made = await featureOf('Exports');
    expect(made).toMatchObject({
      id: expect.stringMatching(/^feat_test_/),
      object: 'entitlements.feature',
      active: true,
      metadata: {},
    });
    const changed = await features.update(made.id, { name: 'All exports', metadata: { a: '1' } });
    expect(changed).toMatchObject({ name: 'All exports', metadata: { a: '1' } });
    expect((await features.list({ lookup_key: made.lookup_key })).data).toHaveLength(1);
    await features.update(made.id, { active: false });
    expect((await features.list({ lookup_key: made.lookup_key })).data).toEqual([]);
    expect((await features.list({ archived: true })).data.map((one) => one.id)).toContain(made.id);
    expect((await features.retrieve(made.id)).active).toBe(false);
    expect((await refusalOf(features.update(made.id, { active: true }))).param).toBe('active');
  });

  it('has its lookup key to itself', async () => {
    const { lookup_key } = await featureOf();
    const again = await refusalOf(shop.stripe.entitlements.features.create({ name: 'X', lookup_key }));
    expect(again).toMatchObject({ statusCode: 400, param: 'lookup_key' });
  });

  it('is attached to a product once, and taken off again', async () => {
    const { products } = shop.stripe;
    const { product, features } = await featured(1);
    const [attached] = (await products.listFeatures(product)).data;
    expect(attached).toMatchObject({ object: 'product_feature', entitlement_feature: { id: features[0] } });
    const id = String(attached?.id);
    expect(await products.retrieveFeature(product, id)).toEqual(attached);
    const twice = products.createFeature(product, { entitlement_feature: String(features[0]) });
    expect(await refusalOf(twice)).toMatchObject({ statusCode: 400, param: 'entitlement_feature' });
    expect((await refusalOf(products.retrieveFeature(shop.pro.product, id))).statusCode).toBe(404);
    expect(await products.deleteFeature(product, id)).toEqual({
      id,
      object: 'product_feature',
      deleted: true,
    });
    expect((await products.listFeatures(product)).data).toEqual([]);
  });

  it('that is archived is attached to nothing more', async () => {
    const { id } = await featureOf();
    await shop.stripe.entitlements.features.update(id, { active: false });
    const late = shop.stripe.products.createFeature(shop.pro.product, { entitlement_feature: id });
    expect(await refusalOf(late)).toMatchObject({ statusCode: 400, param: 'entitlement_feature' });
  });
});

describe('an entitlement', () => {
  it('comes with a subscription and goes with it', async () => {
    const { price, features } = await featured(2);
    const buyer = await customerWithCard(shop);
    let subscription = '';
    const gained = await eventsOf(shop, async () => {
      subscription = (await subscribe(shop, buyer, [{ price }], { payment_behavior: 'error_if_incomplete' }))
        .id;
    });
    expect(await entitled(buyer)).toEqual([...features].sort());
    const summaries = gained.filter((event) => event.type === CHANGED);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]?.data).toMatchObject({
      object: {
        object: 'entitlements.active_entitlement_summary',
        customer: buyer,
        entitlements: { object: 'list', has_more: false, data: [{}, {}] },
      },
      previous_attributes: { entitlements: { data: [] } },
    });
    const lost = await eventsOf(shop, () => shop.stripe.subscriptions.cancel(subscription));
    expect(typesOf(lost)).toContain(CHANGED);
    expect(await entitled(buyer)).toEqual([]);
  });

  it('waits for the first payment', async () => {
    const { price } = await featured(1);
    const buyer = await customer(shop);
    const events = await eventsOf(shop, () => subscribe(shop, buyer, [{ price }]));
    expect(typesOf(events)).not.toContain(CHANGED);
    expect(await entitled(buyer)).toEqual([]);
  });

  it('comes with a trial', async () => {
    const { price, features } = await featured(1);
    const buyer = await customer(shop);
    await subscribe(shop, buyer, [{ price }], { trial_period_days: 7 });
    expect(await entitled(buyer)).toEqual(features);
  });

  it('is had once, however many subscriptions give it', async () => {
    const { price, product, features } = await featured(1);
    const { buyer, subscription } = await buy(price);
    const yearly = await shop.stripe.prices.create({
      product,
      currency: 'usd',
      unit_amount: 5000,
      recurring: { interval: 'year' },
    });
    const second = await eventsOf(shop, () =>
      subscribe(shop, buyer, [{ price: yearly.id }], { payment_behavior: 'error_if_incomplete' }),
    );
    expect(typesOf(second)).not.toContain(CHANGED);
    await shop.stripe.subscriptions.cancel(subscription);
    expect(await entitled(buyer)).toEqual(features);
  });

  it('follows what the product comes with', async () => {
    const { price, product, features } = await featured(1);
    const { buyer } = await buy(price);
    const { id } = await featureOf();
    const more = await eventsOf(shop, () =>
      shop.stripe.products.createFeature(product, { entitlement_feature: id }),
    );
    expect(typesOf(more)).toEqual([CHANGED]);
    expect(await entitled(buyer)).toEqual([...features, id].sort());
    const [newest] = (await shop.stripe.products.listFeatures(product)).data;
    await shop.stripe.products.deleteFeature(product, String(newest?.id));
    expect(await entitled(buyer)).toEqual(features);
  });

  it('is retrieved by its id, with its feature', async () => {
    const { price, features } = await featured(1);
    const { buyer } = await buy(price);
    const [first] = (await shop.stripe.entitlements.activeEntitlements.list({ customer: buyer })).data;
    const full = await shop.stripe.entitlements.activeEntitlements.retrieve(String(first?.id), {
      expand: ['feature'],
    });
    expect(full).toMatchObject({ object: 'entitlements.active_entitlement', feature: { id: features[0] } });
    const nobody = shop.stripe.entitlements.activeEntitlements.list({ customer: 'cus_none' });
    expect(await refusalOf(nobody)).toMatchObject({ statusCode: 400, code: 'resource_missing' });
  });
});
