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
let ahead = 0;
beforeEach(async () => {
  ahead = 0;
  receiver = await startReceiver();
  harness = await startHarness({
    forward: { url: receiver.url, secret: 'whsec_trouble' },
    clock: { milliseconds: () => Date.now() + ahead },
  });
});
afterEach(async () => {
  await harness.close();
  await receiver.close();
});

const trouble = (settings: object) => harness.control('POST', '/webhooks', settings);
const customer = (name: string) => harness.stripe.customers.create({ name });
const arrived = (count: number) =>
  eventually(
    () => receiver.received.length === count,
    `${count} deliveries, not ${receiver.received.length}`,
  );

async function deliveries(): Promise<Record<string, unknown>[]> {
  const { data } = await harness.control('GET', '/deliveries');
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

/** The names of the customers in the order in which their events came. */
function names(): string[] {
  return receiver.received.map(({ body }) => {
    const event: unknown = JSON.parse(body);
    const data = isRecord(event) && isRecord(event.data) ? event.data : {};
    return isRecord(data.object) ? String(data.object.name) : '';
  });
}

describe('webhook trouble', () => {
  it('doubles deliveries: the same event, as often as told', async () => {
    await trouble({ duplicate: { times: 2 } });
    await customer('thrice');
    await arrived(3);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    await trouble({ duplicate: null });
    await customer('once');
    await arrived(4);
    const event = await harness.stripe.events.retrieve(receiver.received[0]?.id ?? '');
    expect(event.pending_webhooks).toBe(0);
  });

  it('delays deliveries within bounds', async () => {
    await trouble({ delay: { min_ms: 200, max_ms: 300 } });
    const began = Date.now();
    await customer('late');
    await arrived(1);
    expect(Date.now() - began).toBeGreaterThanOrEqual(190);
    expect(await trouble({ delay: { min_ms: 5, max_ms: 1 } })).toHaveProperty('error');
  });

  it('sends what came within a while in another order, the same one for the same seed', async () => {
    const given = Array.from({ length: 8 }, (_, index) => `c${index}`);
    const run = async (seed: number) => {
      receiver.received.length = 0;
      await trouble({ reorder: { window_ms: 300, seed } });
      for (const name of given) await customer(name);
      await arrived(given.length);
      return names();
    };
    const first = await run(3);
    expect(first).not.toEqual(given);
    expect([...first].sort()).toEqual(given);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it('loses so many deliveries, or those of a type alone', async () => {
    await trouble({ lose: { times: 1, types: ['customer.updated'] } });
    const { id } = await customer('kept');
    await harness.stripe.customers.update(id, { name: 'lost' });
    await harness.stripe.customers.update(id, { name: 'kept after all' });
    await arrived(2);
    expect(names().sort()).toEqual(['kept', 'kept after all']);
    expect((await deliveries()).filter(({ state }) => state === 'lost')).toHaveLength(1);
    expect(await harness.control('GET', '/webhooks')).toMatchObject({ mode: 'deliver', lose: null });
    expect(await trouble({ lose: { types: ['customer.exploded'] } })).toHaveProperty('error');
  });

  it('loses by a chance that a seed fixes', async () => {
    const run = async () => {
      await harness.control('POST', '/reset');
      await trouble({ lose: { probability: 0.5, seed: 11 } });
      for (let turn = 0; turn < 12; turn += 1) await customer(`c${turn}`);
      return (await deliveries()).map(({ state }) => (state === 'lost' ? 'x' : '.')).join('');
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
  });

  it('keeps each try with what was answered, a broken connection included', async () => {
    receiver.answer((_event, seen) => (seen === 1 ? 500 : 200));
    await customer('tried');
    await eventually(async () => (await deliveries())[0]?.state === 'delivered', 'it is delivered');
    const [line] = await deliveries();
    const shown = await harness.control('GET', `/deliveries/${String(line?.id)}`);
    expect(shown).toMatchObject({ attempts: 2, state: 'delivered', last_status: 200 });
    expect(shown.history).toMatchObject([
      { status: 500, answer: 'ok', error: null },
      { status: 200, answer: 'ok', error: null },
    ]);
    await receiver.close();
    await customer('nobody there');
    await eventually(async () => (await deliveries()).some(({ attempts }) => attempts === 1), 'a try');
    const failed = (await deliveries()).find(({ state }) => state === 'pending');
    const { history } = await harness.control('GET', `/deliveries/${String(failed?.id)}`);
    expect(history).toMatchObject([{ status: null, error: expect.stringContaining('ECONNREFUSED') }]);
    expect(await harness.control('GET', '/deliveries/whdl_x')).toHaveProperty('error');
  });

  it.each([
    { schedule: 'test', tries: 3, hours: [1, 2] },
    { schedule: 'live', tries: 10, hours: [5 / 60, 0.5, 2, 5, 10, 10, 12, 12, 12] },
  ])('tries again on the schedule "$schedule", by the clock', async ({ schedule, tries, hours }) => {
    receiver.answer(() => 503);
    await trouble({ schedule });
    await customer('hopeless');
    for (const [index, pause] of hours.entries()) {
      const attempts = index + 1;
      await eventually(async () => (await deliveries())[0]?.attempts === attempts, `try ${attempts}`);
      const at = Number((await deliveries())[0]?.next_attempt_at) - Date.now() - ahead;
      expect(at / 3_600_000).toBeCloseTo(pause, 2);
      ahead += pause * 3_600_000;
      await harness.control('POST', '/deliveries/retry');
    }
    await eventually(async () => (await deliveries())[0]?.state === 'failed', 'it is given up');
    expect((await deliveries())[0]).toMatchObject({ attempts: tries, next_attempt_at: null });
    receiver.answer(() => 200);
    await harness.control('POST', `/deliveries/${String((await deliveries())[0]?.id)}/retry`);
    await eventually(async () => (await deliveries())[0]?.state === 'delivered', 'by hand after all');
  });
});
