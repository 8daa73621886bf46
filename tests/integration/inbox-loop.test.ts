import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createLocalMailer } from '@/lib/mail/local-mailer';
import { startBackground } from '@/lib/payments/background';
import { accept } from '@/lib/payments/webhooks/accept';
import { startDrainLoop } from '@/lib/payments/webhooks/drain-loop';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';
import { subscriptionRecord } from '../support/records';

let test: TestContext;
let running: { stop(): Promise<void> } | null = null;
beforeAll(async () => {
  test = await createTestContext();
  test.provider.put(subscriptionRecord({ id: 'sub_1' }));
});
afterEach(async () => {
  await running?.stop();
  running = null;
  test.provider.trouble = async () => null;
  await emptyTables(test.context);
});
afterAll(() => test.close());

async function count(where: string): Promise<number> {
  const { rows } = await test.context.database.pool.query(`SELECT count(*)::int AS n FROM ${where}`);
  return rows[0].n;
}

const LISTENERS = `pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN billfold_inbox%'`;
const PROCESSED = `webhook_events WHERE state = 'processed'`;

async function until(condition: () => Promise<boolean>, milliseconds: number): Promise<number> {
  const begin = performance.now();
  while (!(await condition())) {
    if (performance.now() - begin > milliseconds) throw new Error(`not within ${milliseconds} ms`);
    await sleep(5);
  }
  return performance.now() - begin;
}

const listening = () => until(async () => (await count(LISTENERS)) > 0, 5_000);
const processed = (wanted: number, milliseconds: number) =>
  until(async () => (await count(PROCESSED)) === wanted, milliseconds);

it('drains at once when an event comes in', async () => {
  running = startDrainLoop(test.context);
  await listening();
  await sleep(100); // past the first round, so that only the wake-up call can be in time
  await accept(test.context, providerEvent());
  expect(await processed(1, 2_000)).toBeLessThan(1_000);
});

it('drains what was waiting when it starts', async () => {
  await accept(test.context, providerEvent());
  running = startDrainLoop(test.context);
  await processed(1, 2_000);
});

it('finds by time what nobody rang for', async () => {
  running = startDrainLoop(test.context);
  await listening();
  await sleep(100);
  // As a retry falls due, or the lease of a dead worker runs out: without a wake-up call.
  await test.context.database.pool.query(
    `INSERT INTO webhook_events (source, event_id, type, object_type, object_id, livemode, created)
     VALUES ('stripe', 'evt_quiet', 'customer.subscription.updated', 'subscription', 'sub_1', false, now())`,
  );
  await processed(1, 8_000);
});

it('listens again after its connection was cut', async () => {
  running = startDrainLoop(test.context);
  await listening();
  await test.context.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE 'LISTEN billfold_inbox%'`,
  );
  await until(async () => (await count(LISTENERS)) === 0, 2_000).catch(() => {});
  await listening();
  await accept(test.context, providerEvent());
  await processed(1, 2_000);
});

it('stops after the read in flight, and processes nothing afterwards', async () => {
  let begun = false;
  test.provider.trouble = async () => {
    begun = true;
    await sleep(300);
    return null;
  };
  const loop = startDrainLoop(test.context);
  await listening();
  await accept(test.context, providerEvent());
  await until(async () => begun, 2_000);
  await loop.stop();
  expect(await count(PROCESSED)).toBe(1);
  await accept(test.context, providerEvent());
  await sleep(200);
  expect(await count(PROCESSED)).toBe(1);
  expect(await count(LISTENERS)).toBe(0);
});

it('runs with the schedules beside it, in two processes at once, and both stop cleanly', async () => {
  const mailer = createLocalMailer(test.context.database, 'http://localhost:3000');
  const [one, two] = await Promise.all([
    startBackground(test.context, mailer, { payloadDays: 30 }),
    startBackground({ ...test.context }, mailer, { payloadDays: 30 }),
  ]);
  running = { stop: async () => void (await Promise.all([one.stop(), two.stop()])) };
  await accept(test.context, providerEvent());
  await processed(1, 5_000);
  const crontabs = `pg_tables WHERE schemaname = 'graphile_worker' AND tablename = '_private_known_crontabs'`;
  await until(async () => (await count(crontabs)) === 1, 10_000);
  await until(async () => (await count('graphile_worker._private_known_crontabs')) === 4, 10_000);
  await running.stop();
  running = null;
  expect(await count(LISTENERS)).toBe(0);
});

it('sends the mails of what it has processed, without waiting for the next sweep', async () => {
  await test.context.database.prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
  });
  test.provider.put(subscriptionRecord({ id: 'sub_ended', status: 'canceled' }));
  const type = 'customer.subscription.deleted';
  running = await startBackground(
    test.context,
    createLocalMailer(test.context.database, 'http://localhost:3000'),
    { payloadDays: 30 },
  );
  await listening();
  await sleep(100); // past the first round of both
  await accept(test.context, providerEvent({ type, objectId: 'sub_ended' }));
  await until(async () => (await count('local_mails')) === 1, 5_000);
});
