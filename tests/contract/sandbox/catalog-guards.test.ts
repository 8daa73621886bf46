import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('prices and products', () => {
  it('a price does not make a product anew whose id is taken', async () => {
    const { stripe } = newAccount(harness);
    await stripe.products.create({ id: 'prod_mine', name: 'One' });
    const price = { currency: 'usd', unit_amount: 500, product_data: { id: 'prod_mine', name: 'Two' } };
    const refused = await refusalOf(stripe.prices.create(price));
    expect(refused).toMatchObject({ code: 'resource_already_exists', param: 'product_data[id]' });
    expect((await stripe.products.retrieve('prod_mine')).name).toBe('One');
  });

  it('an option in the own currency may repeat the price, but not contradict it', async () => {
    const { stripe } = newAccount(harness);
    const price = { currency: 'usd', unit_amount: 500, product_data: { name: 'One' } };
    await stripe.prices.create({ ...price, currency_options: { usd: { unit_amount: 500 } } });
    const other = stripe.prices.create({ ...price, currency_options: { usd: { unit_amount: 700 } } });
    expect((await refusalOf(other)).param).toBe('currency_options[usd]');
    const { id } = await stripe.prices.create(price);
    const change = stripe.prices.update(id, { currency_options: { usd: { unit_amount: 700 } } });
    expect((await refusalOf(change)).param).toBe('currency_options[usd]');
    const coupon = { amount_off: 500, currency: 'usd', currency_options: { usd: { amount_off: 700 } } };
    expect((await refusalOf(stripe.coupons.create(coupon))).param).toBe('currency_options[usd]');
  });

  it('a decimal amount has the same limit as a whole one', async () => {
    const form = 'currency=usd&unit_amount_decimal=99999999999999999999&product_data[name]=One';
    const { error } = await harness.send('POST', '/v1/prices', { form });
    expect(error).toMatchObject({ code: 'amount_too_large', param: 'unit_amount_decimal' });
  });

  it('a product that comes with a price is told of with its price as well', async () => {
    const { stripe, eventsOf } = newAccount(harness);
    const data = { currency: 'usd', unit_amount: 500 };
    const product = await stripe.products.create({ name: 'One', default_price_data: data });
    const [event] = await eventsOf('product.updated');
    expect(event?.data.object).toMatchObject({ id: product.id, default_price: product.default_price });
    expect(event?.data.previous_attributes).toEqual({ default_price: null });
  });

  it('tiers and coupon options are absent where there are none, expanded or not', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 5,
      product_data: { name: 'One' },
    });
    expect(await stripe.prices.retrieve(id, { expand: ['tiers'] })).not.toHaveProperty('tiers');
    const coupon = await stripe.coupons.create({ percent_off: 10 });
    const seen = await stripe.coupons.retrieve(coupon.id, { expand: ['applies_to', 'currency_options'] });
    expect(Object.keys(seen)).toEqual(expect.not.arrayContaining(['applies_to', 'currency_options']));
  });
});

describe('a coupon with the id of a deleted one', () => {
  it('leaves the discounts and the codes of the old one as they were', async () => {
    const { stripe } = newAccount(harness);
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      recurring: { interval: 'month' },
      product_data: { name: 'One' },
    });
    const { id: customer } = await stripe.customers.create();
    const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.coupons.create({ id: 'SAME', percent_off: 10, duration: 'forever' });
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: 'SAME' } });
    const subscription = await stripe.subscriptions.create({
      customer,
      default_payment_method: method,
      items: [{ price: price.id }],
      discounts: [{ coupon: 'SAME' }],
    });
    await stripe.coupons.del('SAME');
    const anew = await stripe.coupons.create({ id: 'SAME', percent_off: 90, duration: 'once' });
    expect(anew).toMatchObject({ percent_off: 90, times_redeemed: 0 });
    expect((await stripe.invoices.createPreview({ subscription: subscription.id })).total).toBe(900);
    expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
  });
});

describe('names that every object in JavaScript has', () => {
  it('are no fields to search', async () => {
    const { stripe } = newAccount(harness);
    await stripe.customers.create({ metadata: { plan: 'pro' } });
    for (const name of ['constructor', '__proto__', 'tostring']) {
      const refused = await refusalOf(stripe.customers.search({ query: `${name}:"x"` }));
      expect(refused).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    }
    const without = await stripe.customers.search({ query: 'metadata["constructor"]:null' });
    expect(without.data).toHaveLength(1);
  });
});

describe('metadata', () => {
  it('may have numbers for keys', async () => {
    const { stripe } = newAccount(harness);
    const { metadata } = await stripe.customers.create({ metadata: { 0: 'a', 1: 'b' } });
    expect(metadata).toEqual({ 0: 'a', 1: 'b' });
  });
});

describe('errors', () => {
  it('have no code that Stripe does not know', async () => {
    const { stripe } = newAccount(harness);
    const form = 'percent_off=lots';
    const { error } = await harness.send('POST', '/v1/coupons', { form });
    expect(error).toMatchObject({ type: 'invalid_request_error', param: 'percent_off' });
    expect(error).not.toHaveProperty('code');
    const long = await refusalOf(stripe.coupons.create({ percent_off: 10, name: 'x'.repeat(41) }));
    expect(long).toMatchObject({ statusCode: 400, param: 'name', code: undefined });
  });
});

describe('a page of a list', () => {
  it('begins after one object or ends before one, not both', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.products.create({ name: 'One' });
    const both = stripe.products.list({ starting_after: id, ending_before: id });
    expect(await refusalOf(both)).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });
});

describe('a deleted customer', () => {
  it('has nothing to expand', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create();
    await stripe.customers.del(id);
    const gone = await stripe.customers.retrieve(id, { expand: ['tax_ids', 'subscriptions'] });
    expect(Object.keys(gone).sort()).toEqual(['deleted', 'id', 'object']);
  });
});
