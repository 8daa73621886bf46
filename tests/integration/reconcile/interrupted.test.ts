import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PaymentsContext } from '@/lib/payments/context';
import { startRun, workOnRun } from '@/lib/payments/reconcile';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { breaksIn, catchUp, forgetRuns, reconcile, watched } from '../../support/reconciling';

const MANY = 250;
let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
  // More than two pages of one second or two.
  await Promise.all(
    Array.from({ length: 5 }, async (_, lane) => {
      for (let n = 0; n < MANY / 5; n += 1)
        await world.stripe.customers.create({ name: `Customer ${lane} ${n}` });
    }),
  );
  await catchUp(world);
  await reconcile(world.context, 'full');
  await forgetRuns(world.context);
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  await fetch(`${world.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  await forgetRuns(world.context);
});

const query = (sql: string, values: unknown[] = []) => world.context.database.pool.query(sql, values);
const run = async () =>
  (await query('SELECT state, scope, cursor, read, last_error FROM reconciliation_runs')).rows[0];

/** Plants one break in every customer, far more than one page of them. */
const plant = () => query(`UPDATE customers SET name = 'Eve'`);
const left = async () => (await query(`SELECT FROM customers WHERE name = 'Eve'`)).rowCount;

/** Every customer was found and mended once, wherever the walk was cut. */
async function expectAllFound(): Promise<void> {
  const { rowCount } = await query('SELECT FROM customers');
  const breaks = await breaksIn(world.context);
  expect(breaks.filter(({ object_type }) => object_type === 'customer')).toHaveLength(rowCount ?? 0);
  expect(breaks.every(({ mended_by }) => mended_by === 'sync')).toBe(true);
  expect(await left()).toBe(0);
}

describe('a run that is interrupted', () => {
  test('goes on where it was after the provider turned page 2 away (failure 29)', async () => {
    await plant();
    await world.sandbox.control('faults', { kind: 'rate_limit', endpoint: 'GET /v1/customers', skip: 1 });
    const deadline = new Date(Date.now() + 4_000);
    const first = await reconcile(world.context, 'full', { deadline });
    expect(first).toMatchObject({ kind: 'paused', reason: expect.stringMatching(/^rate_limited: 429/) });
    expect(await run()).toMatchObject({
      state: 'running',
      cursor: { step: { name: 'list', kind: 'customer' } },
      last_error: expect.stringMatching(/^rate_limited/),
    });
    expect(await left()).toBe(MANY - 100);
    await fetch(`${world.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    await world.requests();
    expect(await workOnRun(world.context, { grace: 0 })).toMatchObject({
      kind: 'done',
    });
    const paths = (await world.requests()).map(({ path }) => path);
    expect(paths.filter((path) => path === '/v1/events')).toEqual([]);
    await expectAllFound();
  }, 30_000);

  test('waits for a provider that is in trouble for a moment', async () => {
    await plant();
    await world.sandbox.control('faults', {
      kind: 'server_error',
      endpoint: 'GET /v1/customers',
      times: 5,
      skip: 1,
    });
    const waiting: string[] = [];
    const onProgress = ({ waiting: why }: { waiting: string | null }) => void (why && waiting.push(why));
    expect(await reconcile(world.context, 'full', { onProgress })).toMatchObject({ kind: 'done' });
    expect(waiting.length).toBeGreaterThan(0);
    await expectAllFound();
  }, 30_000);

  test('goes on where it was when it was stopped, wherever that is', async () => {
    await plant();
    let slices = 0;
    let kind = 'paused';
    for (; kind === 'paused' && slices < 400; slices += 1) {
      const stopping = new AbortController();
      let calls = 0;
      const context = watched(world.context, async () => {
        calls += 1;
        if (calls === 2) stopping.abort();
      });
      ({ kind } = await reconcile(context, 'full', { signal: stopping.signal }));
    }
    expect(kind).toBe('done');
    expect(slices).toBeGreaterThan(4);
    await expectAllFound();
  }, 60_000);

  test('is taken over when the process that was at it has died', async () => {
    await plant();
    const stopped = new Promise<never>(() => {});
    let pages = 0;
    let reached = () => {};
    const atPage = new Promise<void>((resolve) => {
      reached = resolve;
    });
    // Never heard of again in the middle of its second page of customers.
    const dying = watched(world.context, async (name) => {
      if (name === 'readPage') pages += 1;
      if (pages === 2) {
        reached();
        await stopped;
      }
    });
    void reconcile(dying, 'full');
    await atPage;
    expect(await workOnRun(world.context, { grace: 0 })).toEqual({ kind: 'nothing' });
    await query(`UPDATE reconciliation_runs SET lease_until = now() - interval '1 second'`);
    expect(await workOnRun(world.context, { grace: 0 })).toMatchObject({
      kind: 'done',
    });
    await expectAllFound();
  }, 30_000);

  test('leaves what it found written down when it dies before mending it, and after', async () => {
    await plant();
    const { pool } = world.context.database;
    for (const statement of ['UPDATE reconciliation_breaks', 'UPDATE reconciliation_runs SET cursor']) {
      let armed = true;
      const database = {
        ...world.context.database,
        pool: failingOnce(
          pool,
          statement,
          () => armed,
          () => (armed = false),
        ),
      };
      const context: PaymentsContext = { ...world.context, database };
      await expect(reconcile(context, 'full')).rejects.toThrow('the line is dead');
      await query(`UPDATE reconciliation_runs SET lease_until = now() - interval '1 second'`);
    }
    expect(await workOnRun(world.context, { grace: 0 })).toMatchObject({ kind: 'done' });
    await expectAllFound();
  }, 30_000);

  test('does not count as done: the next one begins as far back as it did', async () => {
    await reconcile(world.context, 'recent');
    const since = async () =>
      (await query('SELECT since FROM reconciliation_runs ORDER BY started_at DESC LIMIT 1')).rows[0]?.since;
    await query(`UPDATE reconciliation_runs SET started_at = now() - interval '3 hours'`);
    await startRun(world.context, 'recent');
    const fromDone = await since();
    expect(Date.now() - fromDone.getTime()).toBeGreaterThan(3.9 * 3_600_000);
    await query(
      `UPDATE reconciliation_runs SET state = 'failed', finished_at = now() WHERE state = 'running'`,
    );
    await startRun(world.context, 'recent');
    expect(Math.abs((await since()).getTime() - fromDone.getTime())).toBeLessThan(60_000);
  });
});

/** A pool whose connection breaks at the first statement that begins so. */
function failingOnce<T extends PaymentsContext['database']['pool']>(
  pool: T,
  beginning: string,
  isArmed: () => boolean,
  disarm: () => void,
): T {
  return new Proxy(pool, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (property !== 'query') return value.bind(target);
      return (...input: unknown[]) => {
        if (isArmed() && typeof input[0] === 'string' && input[0].trim().startsWith(beginning)) {
          disarm();
          return Promise.reject(new Error('the line is dead'));
        }
        return Reflect.apply(value, target, input);
      };
    },
  });
}

describe('two who begin at once', () => {
  test('share one run, and only one works on it', async () => {
    await plant();
    const [one, other] = await Promise.all([
      reconcile(world.anotherContext(), 'full'),
      reconcile(world.anotherContext(), 'recent'),
    ]);
    const kinds = [one.kind, other.kind].sort();
    expect(kinds).toEqual(['done', 'nothing']);
    expect((await query('SELECT state, scope FROM reconciliation_runs')).rows).toEqual([
      { state: 'done', scope: 'full' },
    ]);
    await expectAllFound();
  }, 30_000);

  test('a run of what is recent is widened under way, and then walks through everything', async () => {
    await plant();
    let widened = false;
    const context = watched(world.context, async () => {
      if (!widened) await startRun(world.context, 'full');
      widened = true;
    });
    expect(await reconcile(context, 'recent')).toMatchObject({ kind: 'done', run: { scope: 'full' } });
    await expectAllFound();
  }, 30_000);

  test('one that was widened while it waited goes on with everything', async () => {
    await plant();
    await query(
      'DELETE FROM webhook_events WHERE id = (SELECT max(id) FROM webhook_events WHERE state = $1)',
      ['processed'],
    );
    const paused = await reconcile(world.context, 'recent', {
      deadline: new Date(Date.now() + 3_000),
      grace: 60,
    });
    expect(paused).toMatchObject({ kind: 'paused' });
    await sleep(10);
    expect(await reconcile(world.context, 'full')).toMatchObject({ kind: 'done', run: { scope: 'full' } });
    expect(await left()).toBe(0);
  }, 30_000);
});
