import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { retain } from '@/lib/payments/retention';
import { accept } from '@/lib/payments/webhooks/accept';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterAll(() => test.close());
beforeEach(async () => {
  await emptyTables(test.context);
  await query('TRUNCATE retention_marks, rate_limits, reconciliation_runs CASCADE');
});

const query = (sql: string, values: unknown[] = []) => test.context.database.pool.query(sql, values);
const retainAll = (payloadDays = 30) =>
  retain(test.context, { payloadDays, deadline: new Date(Date.now() + 60_000) });

type Age = {
  readonly days: number;
  readonly state: 'pending' | 'processed' | 'ignored' | 'dead';
  readonly many?: number;
};

/** Events of an age, in the order of their arrival. */
async function events(...ages: readonly Age[]): Promise<void> {
  for (const { days, state, many = 1 } of ages) {
    await query(
      `INSERT INTO webhook_events (source, event_id, type, livemode, created, payload, state, received_at, processed_at)
       SELECT 'stripe', 'evt_' || gen_random_uuid(), 'invoice.paid', false, now(), '{"object": "event"}', $2,
              now() - make_interval(days => $1), CASE WHEN $2 IN ('processed', 'ignored') THEN now() END
       FROM generate_series(1, $3::int)`,
      [days, state, many],
    );
  }
}

const full = async () =>
  (
    await query(`SELECT state, extract(day FROM now() - received_at)::int AS days FROM webhook_events
                WHERE payload IS NOT NULL ORDER BY id`)
  ).rows;

it('drops the payloads of what is done and old enough, and keeps the envelopes', async () => {
  await events(
    { days: 40, state: 'processed' },
    { days: 31, state: 'ignored' },
    { days: 29, state: 'processed' },
  );
  expect(await retainAll()).toMatchObject({ payloads: 2 });
  expect(await full()).toEqual([{ state: 'processed', days: 29 }]);
  expect((await query('SELECT FROM webhook_events')).rowCount).toBe(3);
});

it('keeps it as many days as it is told to', async () => {
  await events({ days: 40, state: 'processed' }, { days: 3, state: 'processed' });
  expect(await retainAll(90)).toMatchObject({ payloads: 0 });
  expect(await retainAll(2)).toMatchObject({ payloads: 2 });
});

it('goes over many in several batches, and over none of them twice', async () => {
  await events({ days: 40, state: 'processed', many: 4_500 }, { days: 1, state: 'processed', many: 10 });
  expect(await retainAll()).toMatchObject({ payloads: 4_500 });
  const mark = (await query(`SELECT up_to FROM retention_marks`)).rows;
  expect(mark).toEqual([
    { up_to: (await query('SELECT id FROM webhook_events ORDER BY id OFFSET 4499 LIMIT 1')).rows[0].id },
  ]);
  // Were they looked at again, this one would be emptied again.
  await query(`UPDATE webhook_events SET payload = '{}' WHERE id = (SELECT min(id) FROM webhook_events)`);
  expect(await retainAll()).toMatchObject({ payloads: 0 });
});

it('is not held up by a gap in the numbers', async () => {
  await events({ days: 40, state: 'processed' });
  await query(
    `SELECT setval(pg_get_serial_sequence('webhook_events', 'id'), (SELECT max(id) FROM webhook_events) + 1000000)`,
  );
  await events({ days: 39, state: 'processed' });
  expect(await retainAll()).toMatchObject({ payloads: 2 });
});

it('leaves the payload of what is not done, and drops it when it is', async () => {
  await events(
    { days: 50, state: 'dead' },
    { days: 45, state: 'processed' },
    { days: 40, state: 'pending' },
    { days: 35, state: 'dead' },
  );
  expect(await retainAll()).toMatchObject({ payloads: 1 });
  expect(await full()).toEqual([
    { state: 'dead', days: 50 },
    { state: 'pending', days: 40 },
    { state: 'dead', days: 35 },
  ]);
  await query(`UPDATE webhook_events SET state = 'processed', processed_at = now() WHERE state = 'pending'`);
  expect(await retainAll()).toMatchObject({ payloads: 1 });
  await query(`UPDATE webhook_events SET state = 'ignored', processed_at = now()
               WHERE id = (SELECT min(id) FROM webhook_events)`);
  expect(await retainAll()).toMatchObject({ payloads: 1 });
  expect(await full()).toEqual([{ state: 'dead', days: 35 }]);
  expect((await query(`SELECT FROM retention_marks WHERE name LIKE 'webhook_payload:%'`)).rowCount).toBe(1);
});

it('still knows an event whose payload was dropped', async () => {
  const event = providerEvent({ id: 'evt_known' });
  await accept(test.context, event);
  await query(
    `UPDATE webhook_events SET state = 'processed', processed_at = now(), received_at = now() - interval '60 days'`,
  );
  expect(await retainAll()).toMatchObject({ payloads: 1 });
  expect(await accept(test.context, event)).toBe('seen');
});

it('ends at the deadline, and goes on the next time', async () => {
  await events({ days: 40, state: 'processed', many: 10 });
  const late = await retain(test.context, { payloadDays: 30, deadline: new Date(Date.now() - 1) });
  expect(late).toMatchObject({ payloads: 0 });
  expect(await retainAll()).toMatchObject({ payloads: 10 });
});

it('does each thing once when two go over it at once', async () => {
  await events({ days: 40, state: 'processed', many: 6_000 });
  const [one, two] = await Promise.all([retainAll(), retainAll()]);
  expect(one.payloads + two.payloads).toBe(6_000);
});

it('deletes what is over: finished mails, limits that have run out, old runs with their breaks', async () => {
  await events({ days: 1, state: 'processed' });
  const user = await test.context.database.prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada' },
  });
  for (const [state, days] of [
    ['sent', 100],
    ['dropped', 91],
    ['dead', 200],
    ['sent', 80],
    ['pending', null],
  ] as const) {
    await query(
      `INSERT INTO outbox_mails (id, event_id, effect, recipient_id, object_id, state, finished_at)
       SELECT gen_random_uuid(), id, gen_random_uuid()::text, $1, 'in_1', $2, now() - $3::int * interval '1 day' FROM webhook_events`,
      [user.id, state, days],
    );
  }
  for (const days of [100, 1]) {
    await query(
      `INSERT INTO local_mails (message_id, recipient_id, address, subject, text, html, created_at)
       VALUES (gen_random_uuid()::text, $1, 'ada@example.com', '', '', '', now() - make_interval(days => $2))`,
      [user.id, days],
    );
  }
  await query(`INSERT INTO rate_limits (key, points, expire) VALUES
    ('over', 1, extract(epoch FROM now() - interval '1 minute') * 1000),
    ('in force', 1, extract(epoch FROM now() + interval '1 minute') * 1000), ('for ever', 1, NULL)`);
  for (const [days, state] of [
    [400, 'done'],
    [300, 'failed'],
    [200, 'done'],
  ] as const) {
    await query(
      `INSERT INTO reconciliation_runs (id, provider, scope, state, started_at, finished_at, updated_at)
       VALUES (gen_random_uuid(), 'stripe', 'recent', $2, now() - make_interval(days => $1), now() - make_interval(days => $1), now())`,
      [days, state],
    );
  }
  await query(`INSERT INTO reconciliation_breaks (run_id, kind, object_type, object_id)
               SELECT id, 'gone', 'customer', 'cus_1' FROM reconciliation_runs`);
  expect(await retainAll()).toMatchObject({
    outbox_mails: 3,
    local_mails: 1,
    rate_limits: 1,
    reconciliation_runs: 2,
  });
  expect((await query('SELECT state FROM outbox_mails ORDER BY state')).rows).toEqual([
    { state: 'pending' },
    { state: 'sent' },
  ]);
  expect((await query('SELECT key FROM rate_limits ORDER BY key')).rows).toEqual([
    { key: 'for ever' },
    { key: 'in force' },
  ]);
  // The last complete run says from when on the next one looks, however long ago it was.
  expect((await query('SELECT FROM reconciliation_runs')).rowCount).toBe(1);
  expect((await query('SELECT FROM reconciliation_breaks')).rowCount).toBe(1);
});
