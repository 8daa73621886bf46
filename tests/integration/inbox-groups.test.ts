import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '@/lib/db';
import type { PaymentsContext } from '@/lib/payments/context';
import { accept } from '@/lib/payments/webhooks/accept';
import { INBOX_CHANNEL } from '@/lib/payments/webhooks/channel';
import { claim } from '@/lib/payments/webhooks/claim';
import { markProcessed } from '@/lib/payments/webhooks/mark';
import { createTestContext, providerEvent, type TestContext } from '../support/payments-context';

/** So many are taken by eight statements, the first with one delivery and each next one with one more. */
const AT_ONCE = 36;

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(() => sql('DELETE FROM webhook_effects; DELETE FROM webhook_events'));
afterAll(() => test.close());

const sql = async (text: string) => (await test.context.database.pool.query(text)).rows;
const events = (count: number) => Array.from({ length: count }, () => providerEvent());
const acceptAll = (
  list: readonly ReturnType<typeof providerEvent>[],
  context: PaymentsContext = test.context,
) => Promise.all(list.map((event) => accept(context, event)));

/** Holds the table, so that whatever wants to write waits; the returned function lets go. */
async function hold(): Promise<() => Promise<void>> {
  const client = new pg.Client(test.url);
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE webhook_events');
  return () => client.end();
}

/** Resolves when a statement waits for the table; answers its process. */
async function waitingStatement(): Promise<number> {
  for (;;) {
    const [row] = await sql(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%webhook_events%'`,
    );
    if (row) return row.pid;
    await sleep(5);
  }
}

it('stores what arrives together by few commits, and each event once', async () => {
  expect(await acceptAll(events(60))).toEqual(Array(60).fill('stored'));
  const [counts] = await sql(
    'SELECT count(*)::int AS rows, count(DISTINCT xmin::text)::int AS commits FROM webhook_events',
  );
  expect(counts.rows).toBe(60);
  // Eight begin at once; the others go together.
  expect(counts.commits).toBe(9);
});

it('answers nobody before the commit', async () => {
  const release = await hold();
  let answered = 0;
  const all = events(5).map((event) =>
    accept(test.context, event).then(() => {
      answered += 1;
    }),
  );
  await waitingStatement();
  await sleep(50);
  expect(answered).toBe(0);
  await release();
  await Promise.all(all);
  expect(await sql('SELECT count(*)::int AS n FROM webhook_events')).toEqual([{ n: 5 }]);
});

it('tells each delivery exactly what became of it', async () => {
  const [waiting, done, dead, fresh, unused] = [
    providerEvent(),
    providerEvent(),
    providerEvent(),
    providerEvent(),
    providerEvent({ target: null }),
  ];
  await accept(test.context, done);
  await markProcessed(test.context, await claim(test.context.database.pool, 10));
  await accept(test.context, dead);
  await sql(`UPDATE webhook_events SET state = 'dead', attempts = 16 WHERE event_id = '${dead.id}'`);
  await accept(test.context, waiting);
  const first = acceptAll(events(AT_ONCE)); // the others wait for them, and are one group
  const answers = await acceptAll([fresh, waiting, unused, fresh, done, dead, fresh, unused, waiting]);
  expect(answers).toEqual([
    'stored',
    'due_again',
    'ignored',
    'due_again',
    'seen',
    'due_again',
    'due_again',
    'seen',
    'due_again',
  ]);
  expect(await first).toEqual(Array(AT_ONCE).fill('stored'));
  const deliveries = Object.fromEntries(
    (await sql('SELECT event_id, deliveries, state, attempts FROM webhook_events')).map(
      ({ event_id, ...row }) => [event_id, row],
    ),
  );
  expect(deliveries).toMatchObject({
    [fresh.id]: { deliveries: 3, state: 'pending' },
    [waiting.id]: { deliveries: 3, state: 'pending' },
    [done.id]: { deliveries: 1, state: 'processed' },
    [dead.id]: { deliveries: 2, state: 'pending', attempts: 0 },
    [unused.id]: { deliveries: 1, state: 'ignored' },
  });
});

it('stores twenty deliveries of one event once, and one of them as the first', async () => {
  const event = providerEvent();
  const answers = await acceptAll(Array(20).fill(event));
  expect(answers.sort()).toEqual([...Array(19).fill('due_again'), 'stored']);
  expect(await sql('SELECT event_id, deliveries FROM webhook_events')).toEqual([
    { event_id: event.id, deliveries: 20 },
  ]);
});

it('drops the payload that PostgreSQL refuses, and nobody else’s', async () => {
  const bad = providerEvent({ payload: '{"text":"a\\u0000b"}' });
  const deep = providerEvent({ payload: `${'['.repeat(60_000)}${']'.repeat(60_000)}` });
  const all = [...events(5), bad, ...events(5), deep, ...events(5)];
  expect(await acceptAll(all)).toEqual(Array(17).fill('stored'));
  const rows = await sql('SELECT event_id, payload FROM webhook_events');
  expect(rows).toHaveLength(17);
  const without = rows.filter(({ payload }) => payload === null).map(({ event_id }) => event_id);
  expect(without.sort()).toEqual([bad.id, deep.id].sort());
});

it('fails an event that can be stored in no form, and nobody else’s', async () => {
  const bad = providerEvent({ created: new Date(Number.NaN) });
  const all = [...events(5), bad, ...events(5)];
  const settled = await Promise.allSettled(all.map((event) => accept(test.context, event)));
  expect(settled.map(({ status }) => status)).toEqual(
    all.map((event) => (event === bad ? 'rejected' : 'fulfilled')),
  );
  expect(await sql('SELECT count(*)::int AS n FROM webhook_events')).toEqual([{ n: 10 }]);
});

it('does not wait in a ring with another process that stores the same events the other way round', async () => {
  const other = openDatabase(test.url);
  const another: PaymentsContext = { ...test.context, database: other };
  for (let round = 0; round < 8; round += 1) {
    const list = events(60);
    const [ours, theirs] = await Promise.all([acceptAll(list), acceptAll([...list].reverse(), another)]);
    const pairs = list.map((_, index) => [ours[index], theirs[list.length - 1 - index]].sort());
    expect(pairs).toEqual(Array(60).fill(['due_again', 'stored']));
  }
  await closeDatabase(other);
});

it('fails every delivery of a statement that failed, and none after it (failure 7)', async () => {
  const release = await hold();
  const group = Promise.allSettled(events(10).map((event) => accept(test.context, event)));
  // With one delivery, two, three and four.
  for (let statement = 0; statement < 4; statement += 1) {
    await sql(`SELECT pg_terminate_backend(${await waitingStatement()})`);
    await sleep(100);
  }
  expect((await group).map(({ status }) => status)).toEqual(Array(10).fill('rejected'));
  await release();
  expect(await acceptAll(events(3))).toEqual(Array(3).fill('stored'));
  expect(await sql('SELECT count(*)::int AS n FROM webhook_events')).toEqual([{ n: 3 }]);
});

it('gives up on what has waited too long for a database that hangs', async () => {
  const release = await hold();
  const underWay = acceptAll(events(AT_ONCE));
  const late = Promise.allSettled(events(3).map((event) => accept(test.context, event)));
  await waitingStatement();
  await sleep(5_200);
  const young = acceptAll(events(3));
  await release();
  expect(await underWay).toEqual(Array(AT_ONCE).fill('stored'));
  expect((await late).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
  expect(await young).toEqual(Array(3).fill('stored'));
});

it('wakes the listeners for what has been stored, and not once for each', async () => {
  const listener = new pg.Client(test.url);
  await listener.connect();
  let calls = 0;
  listener.on('notification', () => {
    calls += 1;
  });
  await listener.query(`LISTEN ${INBOX_CHANNEL}`);
  await acceptAll(events(300));
  await expect.poll(() => calls).toBeGreaterThan(0);
  await sleep(100);
  expect(calls).toBeLessThan(30);
  await listener.end();
});
