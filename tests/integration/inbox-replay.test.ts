import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminEvent, adminEvents } from '@/lib/payments/reads/admin-events';
import { accept } from '@/lib/payments/webhooks/accept';
import { INBOX_CHANNEL } from '@/lib/payments/webhooks/channel';
import { claim } from '@/lib/payments/webhooks/claim';
import { drain } from '@/lib/payments/webhooks/drain';
import { ignoreEvent, replayDead, replayEvent } from '@/lib/payments/webhooks/replay';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';
import { subscriptionRecord } from '../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(() => {
  test.provider.reads.length = 0;
  test.provider.put(subscriptionRecord({ id: 'sub_1' }));
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

const sql = async (text: string) => (await test.context.database.pool.query(text)).rows;
const drainAll = () => drain(test.context, { limit: 1_000, deadline: new Date(Date.now() + 20_000) });
const idOf = async (eventId: string): Promise<string> =>
  (await sql(`SELECT id FROM webhook_events WHERE event_id = '${eventId}'`))[0].id;
const makeDead = () =>
  sql(`UPDATE webhook_events SET state = 'dead', attempts = 16, last_error = 'unavailable', due_at = now()`);

async function arrive(fields: Parameters<typeof providerEvent>[0] = {}) {
  const event = providerEvent(fields);
  await accept(test.context, event);
  return event;
}

describe('one event', () => {
  it('that is dead is tried again from the first attempt on', async () => {
    const { id } = await arrive();
    await makeDead();
    expect(await replayEvent(test.context, await idOf(id))).toEqual({ kind: 'replayed', count: 1 });
    expect(await drainAll()).toMatchObject({ processed: 1 });
    expect(await sql('SELECT state, attempts, last_error FROM webhook_events')).toEqual([
      { state: 'processed', attempts: 1, last_error: null },
    ]);
  });

  it('that was processed is read again, and its effect does not run twice', async () => {
    const { id: userId } = await test.context.database.prisma.user.create({
      data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
    });
    const { id } = await arrive({
      type: 'customer.subscription.deleted',
      payload: '{"data":{"object":{"id":"sub_1"}}}',
    });
    await drainAll();
    const before = await sql('SELECT event_id, effect, ran_at FROM webhook_effects ORDER BY effect');
    const rows =
      'SELECT (SELECT count(*) FROM outbox_mails)::int AS mails, (SELECT count(*) FROM access_log_entries)::int AS log';
    const made = await sql(rows);
    expect(before.length, `effects for ${userId}`).toBeGreaterThan(0);
    expect(await replayEvent(test.context, await idOf(id))).toMatchObject({ kind: 'replayed' });
    expect(await drainAll()).toMatchObject({ processed: 1 });
    expect(test.provider.reads).toEqual(['subscription:sub_1', 'subscription:sub_1']);
    expect(await sql('SELECT event_id, effect, ran_at FROM webhook_effects ORDER BY effect')).toEqual(before);
    expect(await sql(rows)).toEqual(made);
  });

  it('that a worker holds is left to it', async () => {
    const { id } = await arrive();
    await claim(test.context.database.pool, 10);
    expect(await replayEvent(test.context, await idOf(id))).toEqual({ kind: 'left_alone' });
    expect(await sql('SELECT attempts, lease_until > now() AS leased FROM webhook_events')).toEqual([
      { attempts: 1, leased: true },
    ]);
  });

  it('that waits for its next try is due at once', async () => {
    const { id } = await arrive();
    await sql(`UPDATE webhook_events SET due_at = now() + interval '1 hour', attempts = 9`);
    await replayEvent(test.context, await idOf(id));
    expect(
      await sql("SELECT attempts, due_at < now() + interval '1 second' AS due FROM webhook_events"),
    ).toEqual([{ attempts: 0, due: true }]);
  });

  it('of a type that nothing hangs on, or that is not there, is left alone', async () => {
    const { id } = await arrive({ target: null });
    expect(await replayEvent(test.context, await idOf(id))).toEqual({ kind: 'left_alone' });
    expect(await replayEvent(test.context, '999999')).toEqual({ kind: 'left_alone' });
    expect(await sql('SELECT state FROM webhook_events')).toEqual([{ state: 'ignored' }]);
  });

  it('wakes the workers', async () => {
    const { id } = await arrive();
    await makeDead();
    const listener = new pg.Client(test.url);
    await listener.connect();
    let calls = 0;
    listener.on('notification', () => {
      calls += 1;
    });
    await listener.query(`LISTEN ${INBOX_CHANNEL}`);
    await replayEvent(test.context, await idOf(id));
    await listener.query('SELECT 1');
    expect(calls).toBe(1);
    await listener.end();
  });
});

describe('every dead letter', () => {
  it('is due again, in statements of a bounded size; nothing else is touched', async () => {
    await sql(`INSERT INTO webhook_events (source, event_id, type, object_type, object_id, livemode, created, state, attempts)
      SELECT 'stripe', 'evt_dead_' || n, 'invoice.paid', 'invoice', 'in_1', false, now(), 'dead', 16 FROM generate_series(1, 2500) n`);
    const done = await arrive();
    await sql(
      `UPDATE webhook_events SET state = 'processed', processed_at = now() WHERE event_id = '${done.id}'`,
    );
    expect(await replayDead(test.context, null)).toEqual({ kind: 'replayed', count: 2_500 });
    expect(
      await sql('SELECT state, attempts, count(*)::int AS n FROM webhook_events GROUP BY 1, 2 ORDER BY 1'),
    ).toEqual([
      { state: 'pending', attempts: 0, n: 2_500 },
      { state: 'processed', attempts: 0, n: 1 },
    ]);
    const commits = await sql(
      `SELECT count(DISTINCT xmin::text)::int AS n FROM webhook_events WHERE state = 'pending'`,
    );
    expect(commits).toEqual([{ n: 3 }]);
    expect(await replayDead(test.context, null)).toEqual({ kind: 'left_alone' });
  });

  it('of one type, or of the types below it', async () => {
    for (const type of [
      'invoice.paid',
      'invoice.payment_failed',
      'invoiceitem.created',
      'customer.updated',
    ]) {
      await arrive({ type });
    }
    await makeDead();
    expect(await replayDead(test.context, 'invoice')).toEqual({ kind: 'replayed', count: 2 });
    expect(await replayDead(test.context, 'customer.updated')).toEqual({ kind: 'replayed', count: 1 });
    expect(await sql(`SELECT type FROM webhook_events WHERE state = 'dead'`)).toEqual([
      { type: 'invoiceitem.created' },
    ]);
  });
});

describe('an event put aside', () => {
  it('is not tried when it is delivered again, and can be replayed', async () => {
    const event = await arrive();
    await makeDead();
    const id = await idOf(event.id);
    expect(await ignoreEvent(test.context, id)).toBe(true);
    expect(await ignoreEvent(test.context, id)).toBe(false);
    expect(await accept(test.context, event)).toBe('seen');
    expect(await drainAll()).toMatchObject({ claimed: 0 });
    expect(await replayEvent(test.context, id)).toMatchObject({ kind: 'replayed' });
    expect(await drainAll()).toMatchObject({ processed: 1 });
  });

  it('must have been given up on', async () => {
    const event = await arrive();
    expect(await ignoreEvent(test.context, await idOf(event.id))).toBe(false);
  });
});

describe('the admin’s list', () => {
  it('is filtered by state and type, page by page', async () => {
    for (let index = 0; index < 30; index += 1)
      await arrive({ type: index % 2 ? 'invoice.paid' : 'price.created' });
    await arrive({ type: 'invoice.voided', target: null });
    const filter = { state: 'pending', type: 'invoice' } as const;
    const page = await adminEvents(test.context, null, filter);
    expect(page.rows.map(({ type }) => type)).toEqual(Array(15).fill('invoice.paid'));
    expect(page.next).toBeNull();
    const all = await adminEvents(test.context, null, { state: 'pending', type: null });
    expect(all.rows).toHaveLength(25);
    expect((await adminEvents(test.context, all.next, { state: 'pending', type: null })).rows).toHaveLength(
      5,
    );
    expect((await adminEvents(test.context, null, { state: 'ignored', type: null })).rows).toHaveLength(1);
  });

  it('opens one event with its payload', async () => {
    const event = await arrive({ payload: '{"id":"evt_x","object":"event"}' });
    const found = await adminEvent(test.context, await idOf(event.id));
    expect(found).toMatchObject({
      eventId: event.id,
      payload: '{\n  "id": "evt_x",\n  "object": "event"\n}',
      effects: [],
    });
    for (const nonsense of ['0', 'x', '1;', '99999999']) {
      expect(await adminEvent(test.context, nonsense)).toBeNull();
    }
  });
});
