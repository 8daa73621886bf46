import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, isRecord, refusalOf, SECRET, sdk, startHarness } from './kernel-harness';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const fault = (rule: object) => harness.control('POST', '/faults', rule);
const create = (key: string, form = 'email=a@example.com') =>
  harness.send('POST', '/v1/customers', { form, headers: { 'idempotency-key': key } });
const count = async () => (await harness.stripe.customers.list({ limit: 100 })).data.length;

async function faults(): Promise<Record<string, unknown>[]> {
  const { data } = await harness.control('GET', '/faults');
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

describe('refusals that are not kept for the key', () => {
  it('a rate limit says why it limits, and the same key works afterwards', async () => {
    await fault({ kind: 'rate_limit', reason: 'endpoint-concurrency', times: 1 });
    const refused = await create('limited');
    expect(refused.status).toBe(429);
    expect(refused.error).toMatchObject({ type: 'invalid_request_error', code: 'rate_limit' });
    expect(refused.headers.get('stripe-rate-limited-reason')).toBe('endpoint-concurrency');
    expect(refused.headers.get('stripe-should-retry')).toBeNull();
    const made = await create('limited');
    expect(made.status).toBe(200);
    expect(made.headers.get('idempotent-replayed')).toBeNull();
    expect(await count()).toBe(1);
  });

  it('is for an endpoint however its ids are written, and never for one that cannot be met', async () => {
    await fault({ kind: 'rate_limit', endpoint: 'GET /v1/customers/{customer}', times: 1 });
    expect((await refusalOf(harness.stripe.customers.retrieve('cus_1'))).statusCode).toBe(429);
    const refused = await fault({ kind: 'rate_limit', endpoint: 'GET /v1/customers/*' });
    expect(refused.error).toMatchObject({ message: expect.stringContaining('must look like') });
  });

  it('comes before the idempotency layer: even a replay can be limited', async () => {
    const first = await create('replayed');
    await fault({ kind: 'rate_limit', times: 1 });
    expect((await create('replayed')).status).toBe(429);
    expect((await create('replayed')).body.id).toBe(first.body.id);
  });

  it('a lock timeout has no reason header, and the SDK tries again by itself', async () => {
    await fault({ kind: 'lock_timeout', times: 1 });
    const refused = await create('locked');
    expect([refused.status, refused.error.code]).toEqual([429, 'lock_timeout']);
    expect(refused.headers.get('stripe-rate-limited-reason')).toBeNull();
    expect(refused.headers.get('stripe-should-retry')).toBe('true');
    await fault({ kind: 'lock_timeout', times: 1 });
    const { hostname, port } = new URL(harness.url);
    const patient = new Stripe(SECRET, { host: hostname, port, protocol: 'http', maxNetworkRetries: 1 });
    await patient.customers.create({ email: 'a@example.com' });
    expect((await faults()).map((one) => one.fired)).toEqual([1, 1]);
    expect(await count()).toBe(1);
  });

  it('a conflict is a 409 as for a key in flight', async () => {
    await fault({ kind: 'conflict', times: 1 });
    const error = await refusalOf(harness.stripe.customers.create({}, { idempotencyKey: 'taken' }));
    expect(error).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect((await create('taken', '')).status).toBe(200);
  });

  it('a 500 of something in front of the API is gone with the next try', async () => {
    await fault({ kind: 'server_error', kept: false, times: 1 });
    expect((await create('passing')).status).toBe(500);
    expect((await create('passing')).status).toBe(200);
  });
});

describe('a 500 of the API itself', () => {
  it('before the work: nothing was done, and the key replays the 500', async () => {
    await fault({ kind: 'server_error', times: 1 });
    const failed = await create('before');
    expect(failed.status).toBe(500);
    expect(failed.error.type).toBe('api_error');
    const again = await create('before');
    expect(again.status).toBe(500);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(0);
  });

  it('after the work: all was done, events included, and the key replays the 500 all the same', async () => {
    await fault({ kind: 'server_error_after', times: 1 });
    expect((await create('after')).status).toBe(500);
    expect((await create('after')).status).toBe(500);
    expect(await count()).toBe(1);
    const events = await harness.stripe.events.list({ type: 'customer.created' });
    expect(events.data.map((event) => event.request?.idempotency_key)).toEqual(['after']);
    expect((await create('another')).status).toBe(200);
    expect(await count()).toBe(2);
  });

  it('leaves refusals of wrong parameters as they are', async () => {
    await fault({ kind: 'server_error' });
    expect((await create('wrong', 'nonsense=1')).status).toBe(400);
  });
});

describe('a rule', () => {
  it('is for one endpoint, whatever the segments are called, or for one object', async () => {
    await fault({ kind: 'server_error', endpoint: 'GET /v1/customers/:id' });
    const { id } = await harness.stripe.customers.create({});
    expect((await harness.send('GET', `/v1/customers/${id}`)).status).toBe(500);
    expect((await harness.send('GET', '/v1/customers')).status).toBe(200);
    await harness.control('DELETE', '/faults');
    const { id: other } = await harness.stripe.customers.create({});
    await fault({ kind: 'rate_limit', endpoint: `GET /v1/customers/${id}` });
    expect((await harness.send('GET', `/v1/customers/${id}`)).status).toBe(429);
    expect((await harness.send('GET', `/v1/customers/${other}`)).status).toBe(200);
  });

  it('is for one account, or for the keys of browsers alone', async () => {
    await fault({ kind: 'rate_limit', account: 'elsewhere' });
    await fault({ kind: 'server_error', key_type: 'publishable' });
    expect((await create('mine')).status).toBe(200);
    const error = await refusalOf(sdk(harness.url, 'sk_test_elsewhere').customers.list());
    expect(error.headers?.['stripe-rate-limited-reason']).toBe('global-rate');
  });

  it('lets some pass first, fires so often, and tells how often it did', async () => {
    await fault({ kind: 'rate_limit', skip: 1, times: 2 });
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1)
      statuses.push((await harness.send('GET', '/v1/customers')).status);
    expect(statuses).toEqual([200, 429, 429, 200, 200]);
    expect(await faults()).toMatchObject([{ kind: 'rate_limit', matched: 3, fired: 2, state: 'spent' }]);
  });

  it('fires by chance, the same chance for the same seed', async () => {
    const run = async (seed: number) => {
      await harness.control('DELETE', '/faults');
      await fault({ kind: 'rate_limit', probability: 0.5, seed });
      const statuses = [];
      for (let turn = 0; turn < 20; turn += 1)
        statuses.push((await harness.send('GET', '/v1/customers')).status);
      return statuses.join(' ');
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toContain('200');
    expect(first).toContain('429');
  });

  it('is taken away, one or all, and ends with a reset', async () => {
    const { id } = await fault({ kind: 'rate_limit' });
    expect((await create('one')).status).toBe(429);
    await harness.control('DELETE', `/faults/${String(id)}`);
    expect((await create('one')).status).toBe(200);
    await fault({ kind: 'rate_limit' });
    await harness.control('POST', '/reset');
    expect(await faults()).toEqual([]);
  });

  it('is refused when it makes no sense, in words', async () => {
    expect(await fault({ kind: 'earthquake' })).toHaveProperty('error.message');
    expect(await fault({ kind: 'slow' })).toMatchObject({
      error: { message: expect.stringContaining('ms') },
    });
    expect(await fault({ kind: 'rate_limit', endpoint: 'GET /v1/unheard_of' })).toMatchObject({
      error: { message: expect.stringContaining('/v1/unheard_of') },
    });
    expect(await fault({ kind: 'rate_limit', endpoint: 'customers' })).toHaveProperty('error');
  });
});
