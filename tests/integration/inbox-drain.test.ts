import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accept } from '@/lib/payments/webhooks/accept';
import { MAX_ATTEMPTS, retryDelaySeconds } from '@/lib/payments/webhooks/backoff';
import { claim } from '@/lib/payments/webhooks/claim';
import { drain } from '@/lib/payments/webhooks/drain';
import { markFailed } from '@/lib/payments/webhooks/mark-failed';
import type { DrainReport } from '@/lib/payments/webhooks/report';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';
import { customerRecord, subscriptionRecord } from '../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(() => {
  test.provider.reads.length = 0;
  test.provider.trouble = async () => null;
  test.provider.put(subscriptionRecord({ id: 'sub_1' }), customerRecord({ id: 'cus_1' }));
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

const soon = () => new Date(Date.now() + 20_000);
const drainAll = (limit = 1_000): Promise<DrainReport> => drain(test.context, { limit, deadline: soon() });
const sql = async (text: string) => (await test.context.database.pool.query(text)).rows;
const states = async () =>
  (await sql('SELECT state FROM webhook_events ORDER BY id')).map((row) => row.state);

async function arrive(count: number, objectId: (index: number) => string = () => 'sub_1'): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await accept(test.context, providerEvent({ objectId: objectId(index) }));
  }
}

it('brings the object into the mirror and marks the event', async () => {
  await arrive(1);
  expect(await drainAll()).toMatchObject({ claimed: 1, reads: 1, processed: 1, retried: 0, dead: 0 });
  expect(await sql('SELECT id, status FROM subscriptions')).toEqual([{ id: 'sub_1', status: 'active' }]);
  expect(
    await sql('SELECT state, attempts, lease_until, processed_at IS NULL AS open FROM webhook_events'),
  ).toEqual([{ state: 'processed', attempts: 1, lease_until: null, open: false }]);
  expect(await drainAll()).toMatchObject({ claimed: 0, reads: 0 });
});

it('reads an object once for fifty events on it', async () => {
  await arrive(50);
  expect(await drainAll()).toMatchObject({ claimed: 50, reads: 1, processed: 50 });
  expect(test.provider.reads).toEqual(['subscription:sub_1']);
});

it('takes the other events on the same object along, beyond its limit', async () => {
  await arrive(50);
  expect(await drainAll(1)).toMatchObject({ reads: 1, processed: 50 });
});

it('tells objects of different kinds with one id apart', async () => {
  await accept(test.context, providerEvent({ target: { kind: 'customer', id: 'cus_1' } }));
  await accept(test.context, providerEvent({ target: { kind: 'subscription', id: 'cus_1' } }));
  await drainAll();
  expect([...test.provider.reads].sort()).toEqual(['customer:cus_1', 'subscription:cus_1']);
});

it('processes each event once when drains run in parallel', async () => {
  test.provider.trouble = () => new Promise((resolve) => setTimeout(() => resolve(null), 2));
  await arrive(300, (index) => `sub_${index}`);
  const reports = await Promise.all(Array.from({ length: 5 }, () => drainAll()));
  expect(reports.reduce((sum, report) => sum + report.processed, 0)).toBe(300);
  expect(test.provider.reads).toHaveLength(300);
  expect(new Set(test.provider.reads).size).toBe(300);
  expect(await sql('SELECT DISTINCT attempts, state FROM webhook_events')).toEqual([
    { attempts: 1, state: 'processed' },
  ]);
});

it('marks the event of an object that is gone as processed, and the row as a tombstone', async () => {
  await arrive(1);
  await drainAll();
  test.provider.remove('subscription', 'sub_1');
  await arrive(1);
  expect(await drainAll()).toMatchObject({ processed: 1, retried: 0 });
  expect(await sql('SELECT deleted_at IS NOT NULL AS gone FROM subscriptions')).toEqual([{ gone: true }]);
});

it('reads again for an event that came while its object was being read', async () => {
  await arrive(1);
  test.provider.trouble = async () => {
    test.provider.trouble = async () => null;
    test.provider.put(subscriptionRecord({ id: 'sub_1', status: 'past_due' }));
    await arrive(1);
    return null;
  };
  await drainAll();
  expect(test.provider.reads).toHaveLength(2);
  expect(await sql('SELECT status FROM subscriptions')).toEqual([{ status: 'past_due' }]);
});

describe('a worker that died', () => {
  it('is taken over when its lease is up, and not before', async () => {
    await arrive(3);
    await claim(test.context.database.pool, 10); // and then the process is killed
    expect(await drainAll()).toMatchObject({ claimed: 0 });
    await sql(
      `UPDATE webhook_events SET lease_until = now() - interval '1 second', due_at = now() - interval '1 second'`,
    );
    expect(await drainAll()).toMatchObject({ claimed: 3, reads: 1, processed: 3 });
    expect(await sql('SELECT DISTINCT attempts FROM webhook_events')).toEqual([{ attempts: 2 }]);
  });

  it('cannot fail an event that another worker has taken over', async () => {
    await arrive(1);
    const { pool } = test.context.database;
    const stale = await claim(pool, 10);
    await sql(`UPDATE webhook_events SET due_at = now() - interval '1 second'`);
    await claim(pool, 10);
    const failures = await markFailed(pool, stale, { detail: 'too late', retryable: false });
    expect(failures).toEqual({ retried: 0, dead: [] });
    expect(await states()).toEqual(['pending']);
  });

  it('makes a dead letter of an event that kills every worker', async () => {
    await arrive(1);
    await sql(`UPDATE webhook_events SET attempts = ${MAX_ATTEMPTS}`);
    expect(await drainAll()).toMatchObject({ claimed: 1, reads: 0, dead: 1 });
    expect(await sql('SELECT state, last_error FROM webhook_events')).toEqual([
      { state: 'dead', last_error: 'no try came to an end' },
    ]);
  });
});

describe('failures', () => {
  const unavailable = { kind: 'unavailable', detail: 'connection refused' } as const;

  it('are tried again later, with the reason kept', async () => {
    test.provider.trouble = async () => unavailable;
    await arrive(1);
    await sql('UPDATE webhook_events SET attempts = 9'); // so that the delay is not by chance a millisecond
    expect(await drain(test.context, { limit: 1, deadline: soon() })).toMatchObject({
      processed: 0,
      retried: 1,
    });
    const [row] = await sql(
      'SELECT state, attempts, lease_until, last_error, processed_at FROM webhook_events',
    );
    expect(row).toEqual({
      state: 'pending',
      attempts: 10,
      lease_until: null,
      last_error: 'unavailable: connection refused',
      processed_at: null,
    });
  });

  it('end in success without a trace when the provider is back', async () => {
    test.provider.trouble = async () => unavailable;
    await arrive(1);
    await drain(test.context, { limit: 1, deadline: soon() });
    test.provider.trouble = async () => null;
    await sql('UPDATE webhook_events SET due_at = now()');
    expect(await drainAll()).toMatchObject({ processed: 1 });
    expect(await sql('SELECT state, last_error FROM webhook_events')).toEqual([
      { state: 'processed', last_error: null },
    ]);
  });

  it('make a dead letter of the last try, and say so', async () => {
    test.provider.trouble = async () => unavailable;
    await arrive(1);
    await sql(`UPDATE webhook_events SET attempts = ${MAX_ATTEMPTS - 1}`);
    expect(await drainAll()).toMatchObject({ dead: 1, retried: 0 });
    expect(await states()).toEqual(['dead']);
    expect(test.lines.some((line) => line.alert === 'dead_letter')).toBe(true);
    expect(await drainAll()).toMatchObject({ claimed: 0 });
  });

  it('that would be refused again make a dead letter at once', async () => {
    test.provider.trouble = async () => ({
      kind: 'refused',
      code: 'invalid_request',
      detail: 'no such parameter',
    });
    await arrive(1);
    expect(await drainAll()).toMatchObject({ dead: 1 });
  });

  it('to find a customer that may only be too new are tried again', async () => {
    test.provider.trouble = async () => ({ kind: 'refused', code: 'not_found', detail: 'no such customer' });
    await arrive(1);
    expect(await drainAll()).toMatchObject({ retried: 1, dead: 0 });
  });

  it('of one object do not hold up the others', async () => {
    test.provider.trouble = async (_kind, id) => (id === 'sub_bad' ? unavailable : null);
    await arrive(4, (index) => (index === 0 ? 'sub_bad' : `sub_${index}`));
    await sql(`UPDATE webhook_events SET attempts = 9`);
    expect(await drainAll()).toMatchObject({ processed: 3, retried: 1 });
  });

  it('thrown by a bug are failures like any other (failure 7)', async () => {
    test.provider.trouble = async () => {
      throw new TypeError('not a function');
    };
    await arrive(1);
    await sql('UPDATE webhook_events SET attempts = 9');
    expect(await drainAll()).toMatchObject({ retried: 1 });
    expect(await sql('SELECT last_error FROM webhook_events')).toEqual([
      { last_error: 'TypeError: not a function' },
    ]);
  });

  it('leave an event stored by a newer version for that version', async () => {
    await arrive(1);
    await sql(`UPDATE webhook_events SET object_type = 'entitlement', attempts = 9`);
    expect(await drainAll()).toMatchObject({ reads: 0, retried: 1 });
    expect(await states()).toEqual(['pending']);
  });

  it('wait between nothing and a growing, limited time', () => {
    expect(retryDelaySeconds(1, () => 0)).toBe(0);
    expect(retryDelaySeconds(1, () => 1)).toBe(4);
    expect(retryDelaySeconds(2, () => 1)).toBe(8);
    expect(retryDelaySeconds(MAX_ATTEMPTS, () => 1)).toBe(4 * 3600);
  });
});

describe('a drain that is out of time', () => {
  it('claims nothing after its deadline', async () => {
    await arrive(1);
    expect(await drain(test.context, { limit: 10, deadline: new Date() })).toMatchObject({ claimed: 0 });
    expect(await states()).toEqual(['pending']);
  });

  it('finishes what it began and gives the rest back untried', async () => {
    await arrive(100, (index) => `sub_${index}`);
    const stopping = new AbortController();
    test.provider.trouble = async () => {
      stopping.abort();
      return null;
    };
    const report = await drain(test.context, { limit: 100, deadline: soon(), signal: stopping.signal });
    expect(report.processed).toBe(test.provider.reads.length);
    expect(report.gaveBack).toBe(100 - report.processed);
    expect(report.gaveBack).toBeGreaterThan(50);
    test.provider.trouble = async () => null;
    expect(await drainAll()).toMatchObject({ processed: report.gaveBack });
    expect(await sql('SELECT DISTINCT attempts FROM webhook_events')).toEqual([{ attempts: 1 }]);
  });
});
