import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { BACKLOG, countDead, inboxBacklog, inboxFailures } from '@/lib/payments/webhooks/backlog';
import { inboxHealth } from '@/lib/payments/webhooks/inbox-health';
import { createTestContext, type TestContext } from '../support/payments-context';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(() => test.context.database.pool.query('DELETE FROM webhook_events'));
afterAll(() => test.close());

type Fields = { type?: string; state?: string; due?: string; received?: string; error?: string | null };
let made = 0;

async function put(
  count: number,
  { type = 'invoice.paid', state = 'pending', due = '0', received = '0', error = null }: Fields = {},
) {
  made += 1;
  await test.context.database.pool.query(
    `INSERT INTO webhook_events (source, event_id, type, livemode, created, state, due_at, received_at, last_error, processed_at)
     SELECT 'stripe', 'evt_' || $1::text || '_' || n, $2, false, now(), $3, now() + $4::interval, now() + $5::interval, $6,
            CASE WHEN $3 IN ('processed', 'ignored') THEN now() END
     FROM generate_series(1, $7::int) n`,
    [made, type, state, due, received, error, count],
  );
}

it('is nothing for an empty inbox', async () => {
  expect(await inboxBacklog(test.context)).toEqual({
    oldestSeconds: null,
    waiting: 0,
    dead: 0,
    receivedPerMinute: 0,
  });
  expect(await inboxFailures(test.context)).toEqual([]);
  expect(await inboxHealth(test.context, 10)).toEqual({
    late: false,
    oldest_seconds: null,
    waiting: 0,
    dead: 0,
  });
});

it('tells how long the longest has been overdue, not how old what waits for its next try is', async () => {
  await put(1, { due: '1 hour', received: '-2 days', error: 'unavailable' });
  expect((await inboxBacklog(test.context)).oldestSeconds).toBeNull();
  await put(1, { due: '-40 seconds' });
  await put(1, { due: '-90 seconds' });
  await put(1, { state: 'processed', due: '-3 days' });
  const { oldestSeconds } = await inboxBacklog(test.context);
  expect(oldestSeconds).toBeGreaterThanOrEqual(90);
  expect(oldestSeconds).toBeLessThan(100);
  expect(await inboxHealth(test.context, 80)).toMatchObject({ late: true, waiting: 3 });
  expect(await inboxHealth(test.context, 120)).toMatchObject({ late: false, waiting: 3 });
});

it('counts what waits, what is dead, and what comes in', async () => {
  await put(20);
  await put(3, { state: 'dead', received: '-1 hour' });
  await put(10, { state: 'processed', received: '-4 minutes' });
  await put(7, { state: 'processed', received: '-6 minutes' });
  expect(await inboxBacklog(test.context)).toMatchObject({ waiting: 20, dead: 3, receivedPerMinute: 6 });
});

it('counts failures by type, those that are done left out', async () => {
  await put(2, { error: 'unavailable' });
  await put(4, { state: 'dead', error: 'refused' });
  await put(1, { state: 'dead', type: 'charge.refunded', error: 'refused' });
  await put(5, { type: 'customer.updated' });
  await put(5, { type: 'customer.updated', state: 'processed' });
  expect(await inboxFailures(test.context)).toEqual([
    { type: 'invoice.paid', waiting: 2, dead: 4 },
    { type: 'charge.refunded', waiting: 0, dead: 1 },
  ]);
  expect(await countDead(test.context, null)).toBe(5);
  expect(await countDead(test.context, 'invoice')).toBe(4);
});

it('reads none of what is done, however much that is', async () => {
  await put(20_000, { state: 'processed', received: '-1 hour' });
  await put(5, { due: '-1 minute' });
  const { pool } = test.context.database;
  await pool.query('VACUUM ANALYZE webhook_events');
  const { rows } = await pool.query(`EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) ${BACKLOG}`, [100_000, 5]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toContain('Seq Scan');
  expect(plan.match(/Index Only Scan using webhook_events_\w+_idx/g)).toHaveLength(4);
  expect(plan).not.toMatch(/rows=\d{3,} loops/);
});
