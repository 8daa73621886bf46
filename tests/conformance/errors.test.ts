import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import {
  anyCustomer,
  clientFor,
  describeResource,
  monthlyPrice,
  refusal,
  stripe,
  uniqueName,
} from './harness';

describeResource('errors', () => {
  it('answers 401 to a key that is none', async () => {
    const error = await refusal(clientFor('sk_test_not-a-key').customers.list({ limit: 1 }));
    expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    expect(error.rawType).toBe('invalid_request_error');
    expect(error.code).toBeUndefined();
    expect(error.message).not.toContain('not-a-key');
    expect(error.headers?.['stripe-version']).toBeUndefined();
  });

  it('answers 404 to an id in the path that does not exist', async () => {
    const error = await refusal(stripe.customers.retrieve('cus_doesnotexist'));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    expect(error.type).toBe('StripeInvalidRequestError');
  });

  it('names the parameter of the path as the resource does', async () => {
    const error = await refusal(stripe.paymentIntents.retrieve('pi_doesnotexist'));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'intent' });
  });

  it('answers 400 to an id in the body that does not exist', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', customer: 'cus_doesnotexist' }),
    );
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  it('names a bad reference inside of an array by its index', async () => {
    const customer = await anyCustomer();
    const items = [{ price: 'price_doesnotexist' }];
    const error = await refusal(stripe.subscriptions.create({ customer: customer.id, items }));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'items[0][price]' });
  });

  it('refuses a parameter that it does not know', async () => {
    const error = await refusal(stripe.rawRequest('POST', '/v1/customers', { favourite_colour: 'green' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'favourite_colour' });
  });

  it('names a parameter that is missing', async () => {
    const error = await refusal(stripe.rawRequest('POST', '/v1/payment_intents', { currency: 'usd' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'amount' });
  });

  it('refuses a word where a number belongs', async () => {
    const params = { amount: 'plenty', currency: 'usd' };
    const error = await refusal(stripe.rawRequest('POST', '/v1/payment_intents', params));
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_invalid_integer', param: 'amount' });
  });

  it('refuses an empty value for what cannot be unset', async () => {
    const params = { amount: 1000, currency: '' };
    const error = await refusal(stripe.rawRequest('POST', '/v1/payment_intents', params));
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_invalid_empty', param: 'currency' });
  });

  it('answers 404 to an address that does not exist', async () => {
    const error = await refusal(stripe.rawRequest('GET', '/v1/no_such_resource'));
    expect(error).toMatchObject({ statusCode: 404, rawType: 'invalid_request_error' });
  });
});

describeResource('idempotent requests', () => {
  it('replays the first answer and says so in its headers', async () => {
    const idempotencyKey = randomUUID();
    const params = { name: uniqueName() };
    const first = await stripe.customers.create(params, { idempotencyKey });
    const again = await stripe.customers.create(params, { idempotencyKey });
    expect(again).toEqual(first);
    expect(first.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect(first.lastResponse.headers['idempotency-key']).toBe(idempotencyKey);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  });

  it('replays the past, whatever has become of the object', async () => {
    const idempotencyKey = randomUUID();
    const params = { name: uniqueName() };
    const { id } = await stripe.customers.create(params, { idempotencyKey });
    await stripe.customers.update(id, { name: 'another' });
    expect((await stripe.customers.create(params, { idempotencyKey })).name).toBe(params.name);
  });

  it('refuses other parameters under the same key', async () => {
    const idempotencyKey = randomUUID();
    await stripe.customers.create({ name: 'one' }, { idempotencyKey });
    const error = await refusal(stripe.customers.create({ name: 'two' }, { idempotencyKey }));
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    expect(error.rawType).toBe('idempotency_error');
  });

  it('does not keep what was refused before its work began', async () => {
    const idempotencyKey = randomUUID();
    const refused = stripe.rawRequest('POST', '/v1/customers', { colour: 'green' }, { idempotencyKey });
    expect((await refusal(refused)).statusCode).toBe(400);
    const made = await stripe.customers.create({ name: 'green' }, { idempotencyKey });
    expect(made.object).toBe('customer');
  });
});

describeResource('expansion', () => {
  it('fills what is asked for, through lists and objects', async () => {
    const customer = await anyCustomer();
    const price = await monthlyPrice();
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'default_incomplete',
    });
    const expand = ['items.data.price.product', 'customer'];
    const subscription = await stripe.subscriptions.retrieve(id, { expand });
    expect(subscription.customer).toMatchObject({ object: 'customer', id: customer.id });
    expect(subscription.items.data[0]?.price.product).toMatchObject({ object: 'product' });
  });

  it('refuses a fifth level and a field that cannot be expanded', async () => {
    const { id } = await anyCustomer();
    const expandOf = (path: string) => refusal(stripe.customers.retrieve(id, { expand: [path] }));
    const deep = await expandOf('invoice_settings.default_payment_method.customer.default_source.customer');
    expect(deep).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect(await expandOf('email')).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });
});

describeResource('lists', () => {
  it('pages from the newest to the oldest and back', async () => {
    const customer = (await anyCustomer()).id;
    const ids: string[] = [];
    for (const amount of [1000, 2000, 3000]) {
      const intent = await stripe.paymentIntents.create({ amount, currency: 'usd', customer });
      ids.unshift(intent.id);
    }
    const page = (params: Stripe.PaymentIntentListParams) =>
      stripe.paymentIntents.list({ customer, limit: 2, ...params });
    const first = await page({});
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
    const second = await page({ starting_after: ids[1] ?? '' });
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.has_more).toBe(false);
    const back = await page({ ending_before: ids[2] ?? '' });
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  it('refuses a cursor that is nowhere and a limit above a hundred', async () => {
    const cursor = await refusal(stripe.customers.list({ starting_after: 'cus_doesnotexist' }));
    expect(cursor).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'starting_after' });
    const limit = await refusal(stripe.customers.list({ limit: 101 }));
    expect(limit).toMatchObject({ statusCode: 400, param: 'limit' });
  });
});
