import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type Harness, isRecord, PUBLISHABLE, startHarness } from './kernel-harness';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const form = 'name=Jenny&metadata[card]=4242424242424242';
const create = (headers: Record<string, string> = {}) =>
  harness.send('POST', '/v1/customers', { form, headers });

describe('the request log', () => {
  it('keeps no secret and no card number that stood where an id belongs', async () => {
    const secret = 'pi_3Abc_secret_k7TfRaNdOm99';
    const number = '4242424242424242';
    await harness.send('GET', `/v1/payment_intents/${secret}`);
    await harness.send('GET', `/v1/payment_methods/${number}`);
    const form = `amount=500&currency=usd&confirm=true&payment_method=${number}&return_url=https://a.example/?s=${secret}`;
    await harness.send('POST', '/v1/payment_intents', { form });
    const logged = await harness.control('GET', '/requests?since=0');
    const ids = [logged.data].flat().flatMap((entry) => (isRecord(entry) ? [String(entry.id)] : []));
    expect(ids).toHaveLength(3);
    const details = await Promise.all(ids.map((id) => harness.control('GET', `/requests/${id}`)));
    const pages = await Promise.all(
      ids.map(async (id) => (await fetch(`${harness.url}/dashboard/requests/${id}`)).text()),
    );
    const all = JSON.stringify([logged, details, pages]);
    expect(all).not.toContain('k7TfRaNdOm99');
    expect(all).not.toContain(number);
    expect(all).toContain('/v1/payment_intents/pi_3Abc_secret_[redacted]');
  });

  it('shows one request with its parameters and its answer, without secrets', async () => {
    const made = await create({ 'idempotency-key': 'once' });
    const shown = await harness.control('GET', `/requests/${made.headers.get('request-id')}`);
    expect(shown).toMatchObject({
      method: 'POST',
      path: '/v1/customers',
      status: 200,
      idempotency_key: 'once',
      replayed: false,
      account: 'contract',
      key_type: 'secret',
      params: { name: 'Jenny', metadata: { card: '[redacted]' } },
      answer: expect.stringContaining(String(made.body.id)),
    });
    expect(shown.ms).toBeGreaterThanOrEqual(0);
    const replay = await create({ 'idempotency-key': 'once' });
    const again = await harness.control('GET', `/requests/${replay.headers.get('request-id')}`);
    expect(again.replayed).toBe(true);
  });

  it('keeps no client secret, neither as a parameter nor in an answer', async () => {
    const intent = await harness.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    const path = `/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`;
    const read = await harness.send('GET', path, { key: PUBLISHABLE });
    for (const id of [intent.lastResponse.requestId, read.headers.get('request-id')]) {
      const shown = JSON.stringify(await harness.control('GET', `/requests/${id}`));
      expect(shown).toContain(intent.id);
      expect(shown).not.toContain('_secret_');
    }
  });

  it('is where `request_log_url` leads, by the id at its end', async () => {
    const refused = await harness.send('GET', '/v1/customers/cus_x');
    const id = String(refused.error.request_log_url).split('/').at(-1);
    const shown = await harness.control('GET', `/requests/${id}`);
    expect(shown).toMatchObject({ status: 404, path: '/v1/customers/cus_x' });
    expect(shown.answer).toContain('resource_missing');
    expect(await harness.control('GET', '/requests/req_x')).toHaveProperty('error.message');
  });
});

describe('the stream', () => {
  it('tells of requests, events, faults and deliveries as they happen, and what was missed', async () => {
    const first = await listen();
    await create();
    await harness.control('POST', '/faults', { kind: 'rate_limit', times: 1 });
    await create();
    await eventually(() => first.text().split('event: request').length === 3, 'two requests');
    expect(first.text()).toMatch(/event: event\ndata: .*"type":"customer.created"/);
    expect(first.text()).toMatch(/event: request\ndata: .*"path":"\/v1\/customers".*"status":429/);
    expect(first.text()).toMatch(/event: fault\ndata: .*"change":"fired".*"state":"spent"/);
    first.stop();
    const seen = [...first.text().matchAll(/^id: (\d+)$/gm)].length;
    await create();
    const second = await listen({ 'last-event-id': String(seen) });
    await eventually(() => second.text().includes('event: request'), 'what was missed');
    expect(second.text()).not.toContain('"status":429');
    second.stop();
  });
});

/** Reads the stream until it is told to stop. */
async function listen(headers: Record<string, string> = {}) {
  const controller = new AbortController();
  const response = await fetch(`${harness.url}/_sandbox/stream`, { headers, signal: controller.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  const decoder = new TextDecoder();
  void (async () => {
    for await (const part of response.body ?? []) text += decoder.decode(part);
  })().catch(() => undefined);
  return { text: () => text, stop: () => controller.abort() };
}

describe('the controls', () => {
  it('say which there are not, and what is wrong with what they are told', async () => {
    expect(await harness.control('GET', '/nonsense')).toMatchObject({
      error: { message: expect.stringContaining('GET /nonsense') },
    });
    expect(await harness.control('POST', '/latency', { ms: 'long' })).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.stringContaining('ms') },
    });
    const broken = await fetch(`${harness.url}/_sandbox/latency`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });
});
