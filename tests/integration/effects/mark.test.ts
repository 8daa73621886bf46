import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MirrorRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { accept } from '@/lib/payments/webhooks/accept';
import { MAX_ATTEMPTS } from '@/lib/payments/webhooks/backoff';
import { type ClaimedEvent, claim } from '@/lib/payments/webhooks/claim';
import { markProcessed } from '@/lib/payments/webhooks/mark';
import {
  createTestContext,
  emptyTables,
  providerEvent,
  type TestContext,
} from '../../support/payments-context';
import { invoiceRecord, subscriptionRecord } from '../../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(async () => {
  await test.context.database.prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
  });
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function sql(text: string): Promise<Record<string, unknown>[]> {
  return (await test.context.database.pool.query(text)).rows;
}
const count = async (table: string) => (await sql(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;

async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}

async function arrive(type: string, kind: 'subscription' | 'invoice', id: string): Promise<void> {
  await accept(test.context, providerEvent({ type, objectType: kind, objectId: id, target: { kind, id } }));
}

/** Events of every sort on one subscription, and its invoice's, claimed. */
async function claimed(each: number): Promise<readonly ClaimedEvent[]> {
  await mirror(subscriptionRecord({ id: 'sub_1' }), invoiceRecord({ id: 'in_1' }));
  for (let index = 0; index < each; index += 1) {
    await arrive('customer.subscription.updated', 'subscription', 'sub_1');
    await arrive('invoice.paid', 'invoice', 'in_1');
    await arrive('invoice.updated', 'invoice', 'in_1');
    await arrive('customer.subscription.pending_update_applied', 'subscription', 'sub_1');
  }
  return claim(test.context.database.pool, 1_000);
}

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

it('runs each effect once when eight workers mark the same events, and none waits for another for ever', async () => {
  const events = await claimed(20);
  const logged = test.lines.length;
  expect(events).toHaveLength(80);
  const reports = await Promise.all(
    Array.from({ length: 8 }, () => markProcessed(test.context, shuffled(events))),
  );
  expect(reports.reduce((sum, report) => sum + report.processed, 0)).toBe(80);
  expect(reports.every(({ retried, dead }) => retried + dead === 0)).toBe(true);
  expect(await sql('SELECT DISTINCT state FROM webhook_events')).toEqual([{ state: 'processed' }]);
  expect(await count('outbox_mails')).toBe(20);
  expect(await count('access_log_entries')).toBe(20);
  expect(await count('webhook_effects')).toBe(40);
  expect(test.lines.slice(logged).filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

describe('an effect that throws', () => {
  /** An access log that already holds the event: the effect's own insert is refused. */
  async function spoil(): Promise<ClaimedEvent[]> {
    await mirror(subscriptionRecord({ id: 'sub_1' }));
    for (let index = 0; index < 3; index += 1) {
      await arrive('customer.subscription.deleted', 'subscription', 'sub_1');
    }
    const events = [...(await claim(test.context.database.pool, 10))].sort(
      (a, b) => Number(a.id) - Number(b.id),
    );
    await sql(`INSERT INTO access_log_entries (event_id, user_id, subscription_id, status, granted)
               SELECT ${events[1]?.id}, id, 'sub_1', 'active', true FROM users`);
    return events;
  }

  it('fails its event alone, and leaves nothing of it behind', async () => {
    const events = await spoil();
    expect(await markProcessed(test.context, events)).toEqual({ processed: 2, retried: 1, dead: 0 });
    expect(await sql('SELECT state, attempts, last_error FROM webhook_events ORDER BY id')).toEqual([
      { state: 'processed', attempts: 1, last_error: null },
      { state: 'pending', attempts: 1, last_error: expect.stringMatching(/^effect: .*access_log_entries/) },
      { state: 'processed', attempts: 1, last_error: null },
    ]);
    const effects = await sql(
      `SELECT count(*)::int AS n FROM webhook_effects WHERE event_id = ${events[1]?.id}`,
    );
    expect(effects).toEqual([{ n: 0 }]);
    expect(await count('outbox_mails')).toBe(2);
  });

  it('is run again, once, when what was wrong is mended', async () => {
    const events = await spoil();
    await markProcessed(test.context, events);
    await sql(`DELETE FROM access_log_entries WHERE event_id = ${events[1]?.id}`);
    await sql('UPDATE webhook_events SET due_at = now()');
    const again = await claim(test.context.database.pool, 10);
    expect(await markProcessed(test.context, again)).toEqual({ processed: 1, retried: 0, dead: 0 });
    expect(await count('access_log_entries')).toBe(3);
    expect(await count('outbox_mails')).toBe(3);
  });

  it('makes a dead letter in the end, and says so', async () => {
    const events = await spoil();
    await sql(`UPDATE webhook_events SET attempts = ${MAX_ATTEMPTS}`);
    const last = events.map((event) => ({ ...event, attempts: MAX_ATTEMPTS }));
    expect(await markProcessed(test.context, last)).toEqual({ processed: 2, retried: 0, dead: 1 });
    expect(
      test.lines.some(({ alert, event }) => alert === 'dead_letter' && event === events[1]?.eventId),
    ).toBe(true);
  });
});

it('does not touch what another worker has made a dead letter of', async () => {
  const events = await claimed(1);
  await sql(`UPDATE webhook_events SET state = 'dead'`);
  expect(await markProcessed(test.context, events)).toEqual({ processed: 0, retried: 0, dead: 0 });
  expect(await count('outbox_mails')).toBe(0);
});

it('leaves a receipt for an invoice that is not yet seen as paid to the moment of sending, and none for nothing', async () => {
  await mirror(
    invoiceRecord({ id: 'in_stale', status: 'open', amountPaid: 0 }),
    invoiceRecord({ id: 'in_free', status: 'paid', amountPaid: 0 }),
  );
  await arrive('invoice.paid', 'invoice', 'in_stale');
  await arrive('invoice.paid', 'invoice', 'in_free');
  await markProcessed(test.context, await claim(test.context.database.pool, 10));
  expect(await sql('SELECT object_id FROM outbox_mails')).toEqual([{ object_id: 'in_stale' }]);
});
