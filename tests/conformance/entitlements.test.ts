import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { cardCustomer, describeResource, monthlyPrice, refusal, stripe } from './harness';

const featureOf = (lookup_key: string = randomUUID()) =>
  stripe.entitlements.features.create({ name: 'Conformance', lookup_key });

describeResource('Entitlements', () => {
  it('are features with a key of their own, which can be archived', async () => {
    const feature = await featureOf();
    expect(feature).toMatchObject({ object: 'entitlements.feature', active: true, name: 'Conformance' });
    expect((await refusal(featureOf(feature.lookup_key))).statusCode).toBe(400);
    expect((await stripe.entitlements.features.update(feature.id, { active: false })).active).toBe(false);
    const { data } = await stripe.entitlements.features.list({ lookup_key: feature.lookup_key });
    expect(data).toEqual([]);
  });

  it('are attached to products', async () => {
    const feature = await featureOf();
    const product = String((await monthlyPrice()).product);
    const attached = await stripe.products.createFeature(product, { entitlement_feature: feature.id });
    expect(attached).toMatchObject({ object: 'product_feature', entitlement_feature: { id: feature.id } });
    expect((await stripe.products.listFeatures(product)).data).toEqual([attached]);
    expect(await stripe.products.deleteFeature(product, attached.id)).toMatchObject({ deleted: true });
  });

  it('are active with a subscription and end with it', async () => {
    const feature = await featureOf();
    const price = await monthlyPrice();
    await stripe.products.createFeature(String(price.product), { entitlement_feature: feature.id });
    const customer = (await cardCustomer()).id;
    const list = () => stripe.entitlements.activeEntitlements.list({ customer });
    expect((await list()).data).toEqual([]);
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    const { data } = await eventually(list, (entitlements) => entitlements.data.length > 0);
    expect(data).toMatchObject([
      { object: 'entitlements.active_entitlement', feature: feature.id, lookup_key: feature.lookup_key },
    ]);
    await stripe.subscriptions.cancel(subscription.id);
    expect((await eventually(list, (entitlements) => entitlements.data.length === 0)).data).toEqual([]);
  });
});
