import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop, subscribe } from './billing-harness';
import { refusalOf } from './kernel-harness';

// Facts recorded from Stripe's real answers (clover and dahlia), each as a test named after it.

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const send: Shop['harness']['send'] = (...request) => shop.harness.send(...request);
const fault = (rule: object) => shop.harness.control('POST', '/faults', rule);
const DECLINED =
  'amount=500&currency=usd&confirm=true&off_session=true&payment_method=pm_card_chargeDeclined';

describe('errors', () => {
  it('every answer that is not 2xx has an error in its body', async () => {
    const replies = [
      await send('GET', '/v1/customers/cus_none'),
      await send('POST', '/v1/customers', { form: 'balance=x' }),
      await send('GET', '/v1/customers', { key: '' }),
      await send('GET', '/v1/nothing'),
      await send('POST', '/v1/payment_intents', { form: DECLINED }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([404, 400, 401, 404, 402]);
    for (const { body, error } of replies) {
      expect(Object.keys(body)).toEqual(['error']);
      expect(error).toMatchObject({ type: expect.any(String), message: expect.any(String) });
    }
  });

  it('a bad reference in the body is 400 resource_missing with its param', async () => {
    const refused = subscribe(shop, await customer(shop), [{ price: 'price_none' }]);
    expect(await refusalOf(refused)).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'items[0][price]',
    });
  });

  it('a bad reference in the path is 404 resource_missing with its param', async () => {
    expect(await refusalOf(shop.stripe.customers.retrieve('cus_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    });
  });

  it('402 card_error names code, decline_code, advice_code, doc_url, message, request_log_url and an empty param', async () => {
    const { error } = await send('POST', '/v1/payment_intents', { form: DECLINED });
    expect(error).toMatchObject({
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      advice_code: 'try_again_later',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: 'Your card was declined.',
      param: '',
      request_log_url: expect.stringContaining('req_'),
    });
    expect(error).toHaveProperty('network_decline_code');
  });

  it('402 on confirming an intent has charge, payment_intent and payment_method too', async () => {
    const { id } = await shop.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const form = 'payment_method=pm_card_chargeDeclined&return_url=http://localhost/';
    const { error } = await send('POST', `/v1/payment_intents/${id}/confirm`, { form });
    expect(error).toMatchObject({
      charge: expect.stringMatching(/^ch_/),
      payment_intent: { object: 'payment_intent', id, status: 'requires_payment_method' },
      payment_method: { object: 'payment_method' },
    });
  });

  it('401 is an invalid_request_error without a code, and without a Stripe-Version header', async () => {
    const reply = await send('GET', '/v1/customers', { key: 'sk_test_' });
    expect(reply.status).toBe(401);
    expect(reply.error.type).toBe('invalid_request_error');
    expect(reply.error.message).toMatch(/^Invalid API Key provided: sk_test_/);
    expect(reply.error).not.toHaveProperty('code');
    expect(reply.headers.get('stripe-version')).toBeNull();
  });

  it('other parameters under a used key are 400 idempotency_error, in these words', async () => {
    const post = (form: string) =>
      send('POST', '/v1/customers', { form, headers: { 'idempotency-key': 'k1' } });
    await post('name=a');
    const { status, error } = await post('name=b');
    expect([status, error.type]).toEqual([400, 'idempotency_error']);
    expect(error.message).toBe(
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
        "Try using a key other than 'k1' if you meant to execute a different request.",
    );
  });

  it('409 while a key is in flight comes out of the SDK as a StripeAPIError', async () => {
    await fault({ kind: 'conflict', times: 1 });
    const error = await refusalOf(shop.stripe.customers.create({}, { idempotencyKey: 'in-flight' }));
    expect(error).toMatchObject({ statusCode: 409, type: 'StripeAPIError', rawType: 'idempotency_error' });
  });

  it('429 has the code rate_limit and the reason in a header, lock_timeout has none', async () => {
    const reasons = [
      'global-rate',
      'endpoint-rate',
      'global-concurrency',
      'endpoint-concurrency',
      'resource-specific',
    ];
    for (const reason of reasons) {
      await fault({ kind: 'rate_limit', reason, times: 1 });
      const reply = await send('GET', '/v1/customers');
      expect([reply.status, reply.error.code]).toEqual([429, 'rate_limit']);
      expect(reply.headers.get('stripe-rate-limited-reason')).toBe(reason);
      expect(reply.headers.get('retry-after')).toBeNull();
    }
    await fault({ kind: 'lock_timeout', times: 1 });
    const locked = await send('GET', '/v1/customers');
    expect([locked.status, locked.error.code]).toEqual([429, 'lock_timeout']);
    expect(locked.headers.get('stripe-rate-limited-reason')).toBeNull();
  });

  it('the SDK tells errors apart by their status', async () => {
    const kind = async (call: Promise<unknown>) => (await refusalOf(call)).type;
    const { stripe } = shop;
    expect(await kind(stripe.customers.retrieve('cus_none'))).toBe('StripeInvalidRequestError');
    expect(await kind(stripe.customers.list({}, { apiKey: 'sk_test_' }))).toBe('StripeAuthenticationError');
    const decline = { amount: 500, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true };
    const offSession = { ...decline, off_session: true };
    expect(await kind(stripe.paymentIntents.create(offSession))).toBe('StripeCardError');
    await fault({ kind: 'rate_limit', times: 1 });
    expect(await kind(stripe.customers.list())).toBe('StripeRateLimitError');
    expect(await kind(stripe.customers.list({}, { apiKey: 'pk_test_contract' }))).toBe(
      'StripePermissionError',
    );
    await fault({ kind: 'server_error', kept: false, times: 1 });
    expect(await kind(stripe.customers.list())).toBe('StripeAPIError');
  });
});

describe('headers', () => {
  it('Request-Id and Stripe-Version are on every answer', async () => {
    for (const reply of [await send('GET', '/v1/customers'), await send('GET', '/v1/customers/cus_none')]) {
      expect(reply.headers.get('request-id')).toMatch(/^req_/);
      expect(reply.headers.get('stripe-version')).toBe('2026-10-28.endive');
    }
  });

  it('a POST with a key has Idempotency-Key and Original-Request, a replay Idempotent-Replayed', async () => {
    const post = () =>
      send('POST', '/v1/customers', { form: 'name=a', headers: { 'idempotency-key': 'k2' } });
    const first = await post();
    expect(first.headers.get('idempotency-key')).toBe('k2');
    expect(first.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const replay = await post();
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect(replay.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(replay.body).toEqual(first.body);
  });

  it('Stripe-Should-Retry is false once the work has begun, and absent on refused parameters', async () => {
    expect((await send('POST', '/v1/customers', { form: 'name=a' })).headers.get('stripe-should-retry')).toBe(
      'false',
    );
    const refused = await send('POST', '/v1/customers', { form: 'balance=x' });
    expect(refused.headers.get('stripe-should-retry')).toBeNull();
    const missing = await send('POST', '/v1/customers/cus_none', { form: 'name=a' });
    expect(missing.headers.get('stripe-should-retry')).toBeNull();
  });

  it('Access-Control-Expose-Headers and Cache-Control: no-cache, no-store are on every answer', async () => {
    const reply = await send('GET', '/v1/customers');
    expect(reply.headers.get('cache-control')).toBe('no-cache, no-store');
    expect(reply.headers.get('access-control-expose-headers')).toContain('Request-Id');
  });
});
