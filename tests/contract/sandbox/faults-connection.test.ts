import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, SECRET, startHarness } from './kernel-harness';

let harness: Harness;
let impatient: Stripe;
beforeEach(async () => {
  harness = await startHarness();
  const { hostname, port } = new URL(harness.url);
  const address = { host: hostname, port, protocol: 'http', telemetry: false } as const;
  impatient = new Stripe(SECRET, { ...address, maxNetworkRetries: 0, timeout: 300 });
});
afterEach(() => harness.close());

const fault = (rule: object) => harness.control('POST', '/faults', rule);
const customers = async () => (await harness.stripe.customers.list({ limit: 100 })).data.length;
const form = 'email=a@example.com';
const raw = (key: string) =>
  harness.send('POST', '/v1/customers', { form, headers: { 'idempotency-key': key } });

describe('a request that gets no answer', () => {
  it.each([
    { after_work: false, done: 0 },
    { after_work: true, done: 1 },
  ])('times out, after the work: $after_work', async ({ after_work, done }) => {
    await fault({ kind: 'timeout', after_work, endpoint: 'POST /v1/customers', times: 1 });
    const error = await refusalOf(impatient.customers.create({ email: 'a@example.com' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await customers()).toBe(done);
  });

  it.each([
    { after_work: false, done: 0 },
    { after_work: true, done: 1 },
  ])('has its connection reset, after the work: $after_work', async ({ after_work, done }) => {
    await fault({ kind: 'reset', after_work, endpoint: 'POST /v1/customers', times: 1 });
    await expect(raw('reset')).rejects.toThrow('fetch failed');
    expect(await customers()).toBe(done);
    const again = await raw('reset');
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBe(after_work ? 'true' : null);
    expect(await customers()).toBe(1);
  });

  it('gets half a body, though the work was done', async () => {
    await fault({ kind: 'truncated', endpoint: 'POST /v1/customers', times: 1 });
    const error = await refusalOf(impatient.customers.create({}, { idempotencyKey: 'half' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const whole = await impatient.customers.create({}, { idempotencyKey: 'half' });
    expect(whole.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await customers()).toBe(1);
  });
});

describe('a request that gets its answer late', () => {
  it('is answered slowly, and holds its key meanwhile', async () => {
    await fault({ kind: 'slow', ms: 300, times: 1 });
    const began = Date.now();
    const slow = raw('slow');
    await eventually(async () => (await raw('slow')).status === 409, 'the key is in flight', 250);
    expect((await slow).status).toBe(200);
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('has its body drip in, which an idle timeout does not notice', async () => {
    await fault({ kind: 'slow_body', ms: 900, times: 1 });
    const began = Date.now();
    await impatient.customers.create({});
    expect(Date.now() - began).toBeGreaterThan(600);
  });
});

describe('an outage', () => {
  it('breaks every call of the API before it is read, while the controls answer', async () => {
    await fault({ kind: 'outage' });
    await expect(raw('outage')).rejects.toThrow('fetch failed');
    const error = await refusalOf(impatient.customers.list());
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await harness.control('GET', '/health')).toEqual({ ok: true });
    await harness.control('DELETE', '/faults');
    expect((await raw('outage')).status).toBe(200);
    expect(await customers()).toBe(1);
  });

  it('ends by itself after some seconds', async () => {
    await fault({ kind: 'outage', seconds: 0.3 });
    await expect(raw('short')).rejects.toThrow();
    await eventually(async () => (await raw('short').catch(() => null))?.status === 200, 'it is over');
  });

  it('can close the port itself, which opens again', async () => {
    expect(await harness.control('POST', '/outage', { seconds: 0.5 })).toEqual({ seconds: 0.5 });
    const refused = async () => {
      const error = await raw('closed').then(
        () => null,
        (reason: unknown) => reason,
      );
      return error instanceof Error && String(Reflect.get(Object(error.cause), 'code')) === 'ECONNREFUSED';
    };
    await eventually(refused, 'connections are refused', 450);
    await eventually(async () => (await raw('closed').catch(() => null))?.status === 200, 'it is open again');
  });
});
