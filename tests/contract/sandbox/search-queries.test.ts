import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, customerWithCard, invoiceOf, openShop, type Shop, subscribe } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const idsOf = (result: { data: { id: string }[] }) => result.data.map((one) => one.id);

describe('customers', () => {
  it('are found by e-mail address, name, phone, metadata and the time they were made', async () => {
    const { stripe } = shop;
    const { id } = await stripe.customers.create({
      email: 'amy@rocketrides.io',
      name: 'Amy Pond',
      phone: '+15550100',
      metadata: { plan: 'pro' },
    });
    for (const query of [
      'email:"amy@rocketrides.io"',
      'email~"rocket"',
      'name:"amy" AND phone:"+15550100"',
      'metadata["plan"]:"pro" -metadata["plan"]:null',
      `created>=${shop.now()} name~"pond"`,
    ]) {
      expect(idsOf(await stripe.customers.search({ query })), query).toEqual([id]);
    }
    expect(idsOf(await stripe.customers.search({ query: 'email:"nobody@rocketrides.io"' }))).toEqual([]);
  });

  it('that were changed or deleted are found as they are now', async () => {
    const { stripe } = shop;
    const { id } = await stripe.customers.create({ name: 'Rory Williams' });
    await stripe.customers.update(id, { name: 'Rory Pond-Williams' });
    expect(idsOf(await stripe.customers.search({ query: 'name:"rory pond"' }))).toEqual([id]);
    await stripe.customers.del(id);
    expect(idsOf(await stripe.customers.search({ query: 'name:"rory pond"' }))).toEqual([]);
  });
});

describe('the pages of a result', () => {
  it('follow each other, newest first, counted on request', async () => {
    const { stripe } = shop;
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      made.unshift((await stripe.customers.create({ metadata: { batch: 'five' } })).id);
    }
    const query = 'metadata["batch"]:"five"';
    const first = await stripe.customers.search({ query, limit: 2, expand: ['total_count'] });
    expect(first).toMatchObject({
      object: 'search_result',
      url: '/v1/customers/search',
      has_more: true,
      next_page: expect.any(String),
      total_count: 5,
    });
    const second = await stripe.customers.search({ query, limit: 2, page: String(first.next_page) });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(made.slice(0, 4));
    expect(second.total_count).toBeUndefined();
    const all = await stripe.customers.search({ query, limit: 2 }).autoPagingToArray({ limit: 10 });
    expect(all.map((one) => one.id)).toEqual(made);
    const last = await stripe.customers.search({ query, limit: 5 });
    expect(last).toMatchObject({ has_more: false, next_page: null });
  });

  it('can be expanded like those of a list', async () => {
    const product = await shop.stripe.products.create({ name: 'Searched' });
    await shop.stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 5 });
    const found = await shop.stripe.prices.search({
      query: `product:"${product.id}"`,
      expand: ['data.product'],
    });
    expect(found.data).toMatchObject([{ product: { id: product.id, name: 'Searched' } }]);
  });

  it('begin nowhere but where one ended', async () => {
    const call = shop.stripe.customers.search({ query: 'name:"x"', page: 'nonsense' });
    expect(await refusalOf(call)).toMatchObject({ statusCode: 400, param: 'page' });
  });
});

describe('products and prices', () => {
  it('are found by their fields', async () => {
    const { stripe } = shop;
    const { id } = await stripe.products.create({
      name: 'Rare Plan',
      description: 'the story called "The Sky and the Sea."',
      url: 'https://rare.example',
      shippable: false,
    });
    const described = 'description:"the story called \\"The Sky and the Sea.\\""';
    for (const query of [
      'name:"rare plan" active:"true"',
      described,
      'url~"rare.ex"',
      '-url:null shippable:"false"',
    ]) {
      expect(idsOf(await stripe.products.search({ query })), query).toEqual([id]);
    }
    const price = await stripe.prices.create({
      product: id,
      currency: 'eur',
      unit_amount: 100,
      lookup_key: 'rare_eur',
      metadata: { a: 'b' },
    });
    for (const query of ['lookup_key:"rare_eur"', `product:"${id}"`, 'currency:"eur" type:"one_time"']) {
      expect(idsOf(await stripe.prices.search({ query })), query).toEqual([price.id]);
    }
    await stripe.prices.update(price.id, { active: false });
    expect(idsOf(await stripe.prices.search({ query: 'active:"false"' }))).toEqual([price.id]);
  });
});

describe('what is paid', () => {
  const paid = async () => {
    const buyer = await customerWithCard(shop);
    const made = await subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      payment_behavior: 'allow_incomplete',
      metadata: { team: buyer },
    });
    return { buyer, subscription: made.id, invoice: invoiceOf(made) };
  };

  it('is found among subscriptions, invoices, payment intents and charges', async () => {
    const { stripe } = shop;
    const { buyer, subscription, invoice } = await paid();
    const mine = `metadata["team"]:"${buyer}"`;
    expect(idsOf(await stripe.subscriptions.search({ query: `status:"active" ${mine}` }))).toEqual([
      subscription,
    ]);
    expect(idsOf(await stripe.subscriptions.search({ query: `canceled_at>0 ${mine}` }))).toEqual([]);
    for (const query of [
      `subscription:"${subscription}"`,
      `customer:"${buyer}" total>1999 status:"paid" currency:"usd"`,
      `number:"${invoice.number}"`,
    ]) {
      expect(idsOf(await stripe.invoices.search({ query })), query).toEqual([invoice.id]);
    }
    const intents = await stripe.paymentIntents.search({
      query: `customer:"${buyer}" amount:2000 status:"succeeded"`,
    });
    expect(intents.data).toHaveLength(1);
    const query = `customer:"${buyer}" payment_method_details.card.last4:4242 payment_method_details.card.brand:"visa"`;
    const [charge] = (await stripe.charges.search({ query })).data;
    expect(charge).toMatchObject({ amount: 2000, customer: buyer });
    const refunded = (value: string) =>
      stripe.charges.search({ query: `refunded:${value} customer:"${buyer}"` });
    expect((await refunded('null')).data).toHaveLength(1);
    await stripe.refunds.create({ charge: String(charge?.id), amount: 500 });
    expect((await refunded('null')).data).toHaveLength(0);
    expect((await refunded('"false"')).data).toHaveLength(1);
  });
});

describe('a query is refused', () => {
  it.each([
    ['asdf', /^We were unable to parse your search query\./],
    ['foo:"bar"', /^Field `foo` is an unsupported search field for resource `customers`\./],
    ['email>"a"', /operator/],
    ['name:"a" AND name:"b" OR name:"c"', /AND and OR/],
  ])('that reads %s', async (query, message) => {
    const error = await refusalOf(shop.stripe.customers.search({ query }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect(error.message).toMatch(message);
  });

  it('that is not there', async () => {
    const missing = await shop.harness.send('GET', '/v1/customers/search');
    expect(missing).toMatchObject({
      status: 400,
      error: { code: 'parameter_missing', param: 'query', message: 'Missing required param: query.' },
    });
  });

  it('by the account of somebody else, by finding nothing', async () => {
    await customer(shop, 'Secret');
    const { body } = await shop.harness.send('GET', '/v1/customers/search?query=name%3A%22secret%22', {
      key: 'sk_test_stranger',
    });
    expect(body.data).toEqual([]);
  });
});
