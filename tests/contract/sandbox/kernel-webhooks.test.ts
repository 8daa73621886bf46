import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  eventually,
  type Harness,
  isRecord,
  type Receiver,
  startHarness,
  startReceiver,
} from './kernel-harness';

let harness: Harness;
let receiver: Receiver;
const forwardSecret = 'whsec_forwarded';

beforeEach(async () => {
  receiver = await startReceiver();
  harness = await startHarness({ forward: { url: receiver.url, secret: forwardSecret } });
});
afterEach(async () => {
  await harness.close();
  await receiver.close();
});

async function deliveries(): Promise<Record<string, unknown>[]> {
  const { data } = await harness.control('GET', '/deliveries');
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

const stateIs = (state: string) => async () => {
  const all = await deliveries();
  return all.length > 0 && all.every((delivery) => delivery.state === state);
};

describe('webhooks', () => {
  it('are signed so that the SDK believes them, with a v0 beside the v1', async () => {
    const customer = await harness.stripe.customers.create({ email: 'a@example.com' });
    await eventually(() => receiver.received.length === 1, 'one delivery');
    const [delivery] = receiver.received;
    const event = Stripe.webhooks.constructEvent(
      delivery?.body ?? '',
      delivery?.signature ?? '',
      forwardSecret,
    );
    expect(event).toMatchObject({
      type: 'customer.created',
      pending_webhooks: 1,
      data: { object: { id: customer.id } },
    });
    expect(delivery?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/);
    const forge = () =>
      Stripe.webhooks.constructEvent(`${delivery?.body} `, delivery?.signature ?? '', forwardSecret);
    expect(forge).toThrow(Stripe.errors.StripeSignatureVerificationError);
    await eventually(stateIs('delivered'), 'the delivery is done');
    const stored = await harness.stripe.events.retrieve(event.id);
    expect(stored.pending_webhooks).toBe(0);
  });

  it('go to each endpoint that wants them, signed with its own secret, shown once', async () => {
    const other = await startReceiver();
    const endpoint = await harness.stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ['customer.updated'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await harness.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const { id } = await harness.stripe.customers.create({});
    await harness.stripe.customers.update(id, { name: 'x' });
    await eventually(() => other.received.length === 1 && receiver.received.length === 2, 'all deliveries');
    const [delivery] = other.received;
    expect(delivery?.type).toBe('customer.updated');
    const event = Stripe.webhooks.constructEvent(
      delivery?.body ?? '',
      delivery?.signature ?? '',
      endpoint.secret ?? '',
    );
    expect(event.pending_webhooks).toBeGreaterThan(0);
    await harness.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await harness.stripe.customers.update(id, { name: 'y' });
    await eventually(() => receiver.received.length === 3, 'the forward alone');
    expect(other.received).toHaveLength(1);
    await harness.stripe.webhookEndpoints.del(endpoint.id);
    expect((await harness.stripe.webhookEndpoints.list()).data).toEqual([]);
    await other.close();
  });

  it('are tried again until answered with 2xx, each try with a new signature; a redirect is a failure', async () => {
    receiver.answer((_event, seen) => [500, 302, 200][seen - 1] ?? 200);
    await harness.stripe.customers.create({});
    await eventually(() => receiver.received.length === 3, 'three tries');
    expect(new Set(receiver.received.map((delivery) => delivery.id)).size).toBe(1);
    expect(new Set(receiver.received.map((delivery) => delivery.signature)).size).toBe(3);
    await eventually(stateIs('delivered'), 'the delivery is done');
    expect((await deliveries())[0]).toMatchObject({ attempts: 3, last_status: 200 });
  });

  it('are held until released', async () => {
    await harness.control('POST', '/webhooks', { mode: 'hold' });
    await harness.stripe.customers.create({});
    await harness.stripe.customers.create({});
    await eventually(stateIs('held'), 'both are held');
    expect(receiver.received).toHaveLength(0);
    await harness.control('POST', '/webhooks', { mode: 'deliver' });
    await eventually(() => receiver.received.length === 2, 'both are sent');
  });

  it('are lost for good when told so, until sent once more', async () => {
    await harness.control('POST', '/webhooks', { mode: 'lose' });
    await harness.stripe.customers.create({});
    await harness.control('POST', '/webhooks', { mode: 'deliver' });
    const second = await harness.stripe.customers.create({});
    await eventually(() => receiver.received.length === 1, 'only the second is sent');
    expect(receiver.received[0]?.body).toContain(second.id);
    expect((await deliveries()).map((delivery) => delivery.state).sort()).toEqual(['delivered', 'lost']);
    const lost = (await deliveries()).find((delivery) => delivery.state === 'lost');
    await harness.control('POST', '/webhooks/redeliver', { event_id: lost?.event_id });
    await eventually(() => receiver.received.length === 2, 'the lost one after all');
    expect(receiver.received[1]?.id).toBe(lost?.event_id);
  });

  it('come twice when sent twice, and unknown events are said to be unknown', async () => {
    await harness.stripe.customers.create({});
    await eventually(() => receiver.received.length === 1, 'the first');
    await harness.control('POST', '/webhooks/redeliver', { event_id: receiver.received[0]?.id });
    await eventually(() => receiver.received.length === 2, 'the second');
    expect(receiver.received[0]?.body).not.toBe('');
    expect(await harness.control('POST', '/webhooks/redeliver', { event_id: 'evt_x' })).toHaveProperty(
      'error',
    );
    expect(await harness.control('POST', '/webhooks', { mode: 'perhaps' })).toHaveProperty('error');
  });

  it('survive a restart, as does the mode', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sandbox-webhooks-'));
    const forward = { url: receiver.url, secret: forwardSecret };
    const first = await startHarness({ data, forward });
    await first.control('POST', '/webhooks', { mode: 'hold' });
    await first.stripe.customers.create({});
    await first.close();
    const second = await startHarness({ data, forward });
    expect(receiver.received).toHaveLength(0);
    await second.stripe.customers.create({});
    await second.control('POST', '/webhooks', { mode: 'deliver' });
    await eventually(() => receiver.received.length === 2, 'both after the restart');
    await second.close();
    rmSync(data, { recursive: true });
  });

  it('end with a reset of everything', async () => {
    await harness.stripe.customers.create({});
    await harness.control('POST', '/reset');
    expect((await harness.stripe.customers.list()).data).toEqual([]);
    expect((await harness.stripe.events.list()).data).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });
});
