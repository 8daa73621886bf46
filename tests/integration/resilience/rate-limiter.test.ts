import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase, type Database, openDatabase } from '@/lib/db';
import type { Attempt, CallClass } from '@/lib/payments/resilience/passage';
import { RateLimiter } from '@/lib/payments/resilience/rate-limiter/rate-limiter';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const GET = { method: 'GET', path: '/v1/customers' };
const SLOW = 200;

let made: TestDatabase;
let database: Database;
let accounts = 0;
beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url);
});
afterAll(async () => {
  await closeDatabase(database);
  await made.drop();
});

/** An account of its own, as several processes see it; `lines` is what they log. */
function account() {
  accounts += 1;
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const secretKey = `sk_live_${accounts}`;
  const aProcess = (pool = database.pool) =>
    new RateLimiter({ pool, secretKey, mode: 'live', perSecond: null, log });
  return { lines, aProcess };
}

async function turn(
  limiter: RateLimiter,
  { request = GET, callClass = 'background', within = SLOW }: TurnOptions = {},
) {
  const entered = await limiter.enter(request, callClass, within);
  if (entered.kind === 'admitted') entered.leave();
  return entered;
}
type TurnOptions = {
  readonly request?: typeof GET;
  readonly callClass?: CallClass;
  readonly within?: number;
};

/** How many of so many that ask at once get a turn. */
async function turns(limiter: RateLimiter, count: number, options: TurnOptions = {}): Promise<number> {
  const all = await Promise.all(Array.from({ length: count }, () => turn(limiter, options)));
  return all.filter(({ kind }) => kind === 'admitted').length;
}

const limited = (reason: string): Attempt => ({
  status: 429,
  headers: { 'stripe-rate-limited-reason': reason },
  body: '{}',
});

/** A request that the provider turned away. */
async function turnedAway(limiter: RateLimiter, reason: string): Promise<void> {
  const entered = await limiter.enter(GET, 'interactive', 1_000);
  if (entered.kind !== 'admitted') throw new Error('no turn');
  entered.heard(limited(reason));
  entered.leave();
  await sleep(50);
}

const shares = async () =>
  (
    await database.pool.query<{ bucket: string; share: number }>(
      'SELECT bucket, share FROM provider_rate_limits WHERE bucket LIKE (SELECT split_part(bucket, $1, 1) FROM provider_rate_limits ORDER BY at DESC LIMIT 1) || $2 ORDER BY bucket',
      [' ', '%'],
    )
  ).rows.map(({ share }) => share);

describe('the rate limit of an endpoint, 25 a second', () => {
  test('is one for all processes', async () => {
    const { aProcess } = account();
    const got = await Promise.all([1, 2, 3, 4].map(() => turns(aProcess(), 50)));
    const all = got.reduce((sum, count) => sum + count, 0);
    // What a burst may take, and what comes back within the time each of them waits.
    expect(all).toBeGreaterThanOrEqual(5);
    expect(all).toBeLessThanOrEqual(5 + Math.ceil(25 * (SLOW / 1000)) + 5);
  });

  test('is kept over seconds, and used', async () => {
    const { aProcess } = account();
    const processes = [aProcess(), aProcess()];
    await Promise.all(processes.map((limiter) => turns(limiter, 20)));
    const began = performance.now();
    const got = await Promise.all(processes.map((limiter) => turns(limiter, 100, { within: 2_000 })));
    const seconds = (performance.now() - began) / 1000;
    const rate = got.reduce((sum, count) => sum + count, 0) / seconds;
    expect(rate).toBeGreaterThan(22);
    expect(rate).toBeLessThan(28);
  });

  test('is counted for each endpoint alone, whatever its ids', async () => {
    const { aProcess } = account();
    const limiter = aProcess();
    await turns(limiter, 50);
    expect(await turns(limiter, 1, { request: { method: 'GET', path: '/v1/invoices' }, within: 20 })).toBe(1);
    const customers = ['cus_1', 'cus_2'].map((id) => ({ method: 'GET', path: `/v1/customers/${id}` }));
    const got = await Promise.all(customers.map((request) => turns(limiter, 20, { request, within: 5 })));
    // One bucket of five; two of them would have let at least ten through.
    expect(got.reduce((sum, count) => sum + count, 0)).toBeLessThan(10);
  });

  test('keeps a reserve for people, who do not wait for what background work waits for', async () => {
    const { aProcess } = account();
    const backfill = aProcess();
    const stopping = new AbortController();
    const saturated = (async () => {
      while (!stopping.signal.aborted) await turns(backfill, 40, { within: 300 });
    })();
    await sleep(1_000);
    const waits: number[] = [];
    const web = aProcess();
    for (let n = 0; n < 20; n += 1) {
      const began = performance.now();
      expect((await turn(web, { callClass: 'interactive', within: 2_000 })).kind).toBe('admitted');
      waits.push(performance.now() - began);
      await sleep(60);
    }
    stopping.abort();
    await saturated;
    expect(waits.sort((a, b) => a - b)[18]).toBeLessThan(150);
  });

  test('turns away in time whoever cannot be served', async () => {
    const { aProcess } = account();
    const limiter = aProcess();
    await turns(limiter, 50);
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => turn(limiter, { within: 10 })));
    expect(performance.now() - began).toBeLessThan(500);
    // However slowly this ran: a full bucket holds five turns.
    expect(all.filter(({ kind }) => kind === 'turned_away').length).toBeGreaterThan(10);
    expect(all.filter((entered) => entered.kind === 'turned_away' && entered.reason === '')).toEqual([]);
  });
});

describe('a 429', () => {
  test('slows everybody down by its reason, once for one burst, and the rate finds its way back', async () => {
    const { aProcess, lines } = account();
    const limiter = aProcess();
    await turnedAway(limiter, 'endpoint-rate');
    await turnedAway(aProcess(), 'endpoint-rate');
    expect(await shares()).toEqual([1, expect.closeTo(0.7, 2)]);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('sk_live');
    await turnedAway(limiter, 'global-rate');
    expect(await shares()).toEqual([expect.closeTo(0.7, 2), expect.closeTo(0.7, 2)]);
    await database.pool.query(
      `UPDATE provider_rate_limits SET lowered_at = lowered_at - interval '5 seconds'`,
    );
    await turnedAway(limiter, 'endpoint-rate');
    // What had come back by then was taken into account.
    expect((await shares())[1]).toBeCloseTo(0.7 * 0.8, 1);
  });

  test.each(['', 'resource-specific'])(
    'of the reason «%s» is no reason for others to wait',
    async (reason) => {
      const { aProcess, lines } = account();
      await turnedAway(aProcess(), reason);
      expect(await shares()).toEqual([1, 1]);
      expect(lines).toEqual([]);
    },
  );
});

test('with the database away a process keeps to its own share, and says so once', async () => {
  const { aProcess, lines } = account();
  const away = openDatabase('postgresql://nobody@127.0.0.1:9/none');
  const limiter = aProcess(away.pool);
  const got = await turns(limiter, 50, { within: 1_000 });
  expect(got).toBeGreaterThan(3);
  expect(got).toBeLessThan(13);
  expect(lines).toHaveLength(1);
  await closeDatabase(away);
});
