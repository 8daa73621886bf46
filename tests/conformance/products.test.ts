import { expect, it } from 'vitest';
import { describeResource, refusal, stripe, uniqueName } from './harness';

const nameless = () => stripe.products.create({ name: uniqueName() });

describeResource('Products', () => {
  it('are active services with nothing but a name at first', async () => {
    const name = uniqueName();
    expect(await stripe.products.create({ name })).toMatchObject({
      object: 'product',
      active: true,
      default_price: null,
      description: null,
      images: [],
      marketing_features: [],
      metadata: {},
      name,
      type: 'service',
    });
  });

  it('take an id of their own, once', async () => {
    const id = `prod_${uniqueName().replaceAll(/\W/g, '')}`;
    const made = await stripe.products.create({ id, name: uniqueName() });
    expect(made.id).toBe(id);
    const again = await refusal(stripe.products.create({ id, name: uniqueName() }));
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists' });
  });

  it('can be made with their default price, which is not archived then', async () => {
    const product = await stripe.products.create({
      name: uniqueName(),
      default_price_data: { currency: 'usd', unit_amount: 900, recurring: { interval: 'year' } },
    });
    const id = String(product.default_price);
    expect(await stripe.prices.retrieve(id)).toMatchObject({ product: product.id, unit_amount: 900 });
    expect(await refusal(stripe.prices.update(id, { active: false }))).toMatchObject({ statusCode: 400 });
  });

  it('lose what is set to nothing', async () => {
    const { id } = await stripe.products.create({
      name: uniqueName(),
      description: 'x',
      metadata: { a: '1', b: '2' },
    });
    const changed = await stripe.products.update(id, { description: '', metadata: { a: '' } });
    expect(changed).toMatchObject({ description: null, metadata: { b: '2' } });
  });

  it('are listed by id and by whether they are active', async () => {
    const [one, other] = [await nameless(), await nameless()];
    await stripe.products.update(one.id, { active: false });
    const { data } = await stripe.products.list({ ids: [one.id, other.id], active: false });
    expect(data.map((product) => product.id)).toEqual([one.id]);
  });

  it('are deleted only as long as they have no prices', async () => {
    const product = await nameless();
    expect(await stripe.products.del(product.id)).toEqual({
      id: product.id,
      object: 'product',
      deleted: true,
    });
    expect(await refusal(stripe.products.retrieve(product.id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const sold = await nameless();
    await stripe.prices.create({ product: sold.id, currency: 'usd', unit_amount: 100 });
    expect(await refusal(stripe.products.del(sold.id))).toMatchObject({ statusCode: 400 });
  });
});
