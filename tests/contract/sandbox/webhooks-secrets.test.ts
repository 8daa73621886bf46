import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type Harness, type Receiver, startHarness, startReceiver } from './kernel-harness';

let harness: Harness;
let receiver: Receiver;
let milliseconds: number;
const forwardSecret = 'whsec_forward_first';
beforeEach(async () => {
  milliseconds = Date.now();
  receiver = await startReceiver();
  harness = await startHarness({
    forward: { url: receiver.url, secret: forwardSecret },
    clock: { milliseconds: () => milliseconds },
  });
});
afterEach(async () => {
  await harness.close();
  await receiver.close();
});

const roll = (endpoint: string, expires_in?: number) =>
  harness.control('POST', '/webhooks/roll_secret', {
    endpoint,
    ...(expires_in === undefined ? {} : { expires_in }),
  });

async function next(of: Receiver) {
  const before = of.received.length;
  await harness.stripe.customers.create({});
  await eventually(() => of.received.length > before, 'a delivery');
  const last = of.received.at(-1);
  if (!last) throw new Error('There is one.');
  return last;
}

function opens({ body, signature }: { body: string; signature: string }, secret: string): boolean {
  try {
    Stripe.webhooks.constructEvent(body, signature, secret);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

describe('the roll of a signing secret', () => {
  it('signs with both for a while, then with the new one alone', async () => {
    const other = await startReceiver();
    const endpoint = await harness.stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['*'] });
    const old = endpoint.secret ?? '';
    const { secret, previous_expires_at } = await roll(endpoint.id, 3600);
    expect(secret).toMatch(/^whsec_\w{32}$/);
    expect(previous_expires_at).toBe(Math.floor(milliseconds / 1000) + 3600);
    const both = await next(other);
    expect(both.signature.match(/v1=/g)).toHaveLength(2);
    expect([opens(both, old), opens(both, String(secret))]).toEqual([true, true]);
    milliseconds += 3600_000;
    const one = await next(other);
    expect(one.signature.match(/v1=/g)).toHaveLength(1);
    expect([opens(one, old), opens(one, String(secret))]).toEqual([false, true]);
    await other.close();
  });

  it('ends the old one at once when told, and lasts a day at most', async () => {
    const { secret } = await roll('forward', 0);
    const delivery = await next(receiver);
    expect([opens(delivery, forwardSecret), opens(delivery, String(secret))]).toEqual([false, true]);
    expect(await roll('forward', 24 * 3600 + 1)).toHaveProperty('error');
    expect(await roll('we_unknown')).toHaveProperty('error');
  });
});

describe('the version of an event', () => {
  it('is that of the endpoint, else the account’s, unless told otherwise', async () => {
    const other = await startReceiver();
    await harness.stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ['customer.created'],
      api_version: '2025-03-31.basil',
    });
    const version = (text: string) => /"api_version": "([^"]+)"/.exec(text)?.[1];
    expect(version((await next(other)).body)).toBe('2025-03-31.basil');
    await eventually(() => receiver.received.length === 1, 'the forward has it too');
    expect(version(receiver.received[0]?.body ?? '')).toBe('2026-10-28.endive');
    await harness.control('POST', '/webhooks', { api_version: '2024-06-20' });
    expect(version((await next(receiver)).body)).toBe('2024-06-20');
    const stored = await harness.stripe.events.list({ limit: 1 });
    expect(stored.data[0]?.api_version).toBe('2026-10-28.endive');
    expect(await harness.control('POST', '/webhooks', { api_version: 'tomorrow' })).toHaveProperty('error');
    await other.close();
  });
});
