import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, sdk, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('who is asking', () => {
  it('answers 401 without a key, and leaves its version out', async () => {
    const reply = await harness.send('GET', '/v1/customers', { key: '' });
    expect(reply.status).toBe(401);
    expect(reply.error).toMatchObject({ type: 'invalid_request_error' });
    expect(String(reply.error.message)).toContain('You did not provide an API key');
    expect(reply.headers.get('stripe-version')).toBeNull();
    expect(reply.headers.get('request-id')).toMatch(/^req_/);
  });

  it('answers 401 for a live key without repeating it', async () => {
    const error = await refusalOf(sdk(harness.url, 'sk_live_abcdef').customers.list());
    expect(error).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError', code: undefined });
    expect(error.message).toBe('Invalid API Key provided: sk_live_***');
  });

  it('takes Basic as it takes Bearer', async () => {
    const basic = Buffer.from('sk_test_contract:').toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    expect((await harness.send('GET', '/v1/customers', { key: '', headers })).status).toBe(200);
  });

  it('keeps the accounts of different suffixes apart and gives restricted keys theirs', async () => {
    const customer = await harness.stripe.customers.create({});
    const other = await refusalOf(sdk(harness.url, 'sk_test_somebody').customers.retrieve(customer.id));
    expect(other.statusCode).toBe(404);
    const same = await sdk(harness.url, 'rk_test_contract').customers.retrieve(customer.id);
    expect(same.id).toBe(customer.id);
  });

  it('refuses to act for a connected account rather than answer with its own data', async () => {
    const error = await refusalOf(harness.stripe.customers.list({}, { stripeAccount: 'acct_123' }));
    expect(error.statusCode).toBe(400);
    expect(error.message).toContain('does not implement Connect');
  });

  it('refuses to a publishable key what only a secret one may do', async () => {
    const reply = await harness.send('POST', '/v1/customers', {
      key: PUBLISHABLE,
      form: 'email=a@example.com',
    });
    expect(reply.status).toBe(403);
    expect(reply.error).toMatchObject({ code: 'secret_key_required' });
  });

  it('speaks one version only', async () => {
    const headers = { 'stripe-version': '2020-08-27' };
    const reply = await harness.send('GET', '/v1/customers', { headers });
    expect(reply.status).toBe(400);
    expect(String(reply.error.message)).toContain('2026-10-28.endive');
  });

  it('answers strangers that come by another name with 403', async () => {
    const { request } = await import('node:http');
    const { hostname, port } = new URL(harness.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example', authorization: 'Bearer sk_test_contract' };
      request({ hostname, port, path: '/v1/customers', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('what is asked', () => {
  it('names an address that does not exist', async () => {
    const reply = await harness.send('GET', '/v1/nothing_here');
    expect(reply.status).toBe(404);
    expect(String(reply.error.message)).toMatch(/^Unrecognized request URL \(GET: \/v1\/nothing_here\)\./);
  });

  it.each([
    ['foo=1', 'parameter_unknown', 'foo', 'Received unknown parameter: foo'],
    ['address[foo]=1', 'parameter_unknown', 'address[foo]', 'Received unknown parameter: address[foo]'],
    ['foo=1&bar=2', 'parameter_unknown', 'foo', 'Received unknown parameters: foo, bar'],
    ['balance=abc', 'parameter_invalid_integer', 'balance', 'Invalid integer: abc'],
    [
      'tax_exempt=perhaps',
      undefined,
      'tax_exempt',
      'Invalid tax_exempt: must be one of none, exempt, reverse',
    ],
    ['metadata=x', undefined, 'metadata', 'Invalid object'],
    ['preferred_locales=en', undefined, 'preferred_locales', 'Invalid array'],
    ['address[city][x]=1', undefined, 'address[city]', 'Invalid string'],
  ])('refuses %s', async (form, code, param, message) => {
    const reply = await harness.send('POST', '/v1/customers', { form });
    expect(reply.status).toBe(400);
    expect(reply.error).toMatchObject({ type: 'invalid_request_error', param, message });
    expect(reply.error.code).toBe(code);
  });

  it('names a missing parameter and an empty one', async () => {
    const missing = await harness.send('POST', '/v1/payment_intents', { form: 'currency=usd' });
    expect(missing.error).toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
      message: 'Missing required param: amount.',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-missing',
    });
    const empty = await harness.send('POST', '/v1/payment_intents', { form: 'amount=500&currency=' });
    expect(empty.error).toMatchObject({ code: 'parameter_invalid_empty', param: 'currency' });
    expect(String(empty.error.message)).toContain("You passed an empty string for 'currency'.");
  });

  it('says of what it does not implement that it does not', async () => {
    const transfers = await refusalOf(harness.stripe.transfers.list());
    expect(transfers.message).toContain('the sandbox does not implement it');
  });

  it('takes forms only', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${harness.url}/v1/customers`, {
      method: 'POST',
      headers: { ...headers, authorization: 'Bearer sk_test_contract' },
      body: '{}',
    });
    expect(response.status).toBe(400);
  });

  it('answers 404 for a bad reference in the path and 400 in the body', async () => {
    const path = await refusalOf(harness.stripe.customers.retrieve('cus_nobody'));
    expect(path).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    expect(path.message).toBe("No such customer: 'cus_nobody'");
    const body = await refusalOf(
      harness.stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer: 'cus_nobody' }),
    );
    expect(body).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  it('keeps a parameter called __proto__ from being more than a name', async () => {
    const reply = await harness.send('POST', '/v1/customers', {
      form: '__proto__[admin]=1&metadata[__proto__]=x',
    });
    expect(reply.status).toBe(400);
    expect(reply.error.code).toBe('parameter_unknown');
  });

  it('lets pages of this machine call it, and only them', async () => {
    const preflight = (origin: string) =>
      fetch(`${harness.url}/v1/payment_intents/pi_1/confirm`, { method: 'OPTIONS', headers: { origin } });
    const own = await preflight('http://localhost:3000');
    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    const stranger = await preflight('https://evil.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    const blind = await fetch(`${harness.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
    });
    expect(blind.status).toBe(403);
  });
});
