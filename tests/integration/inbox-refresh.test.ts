import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { syncObject } from '@/lib/payments/sync';
import { accept } from '@/lib/payments/webhooks/accept';
import { claim } from '@/lib/payments/webhooks/claim';
import { drain } from '@/lib/payments/webhooks/drain';
import type { DrainReport } from '@/lib/payments/webhooks/report';
import { MemoryProvider } from '../support/memory-provider';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';
import { invoiceRecord, subscriptionRecord } from '../support/records';

const START = Date.UTC(2026, 10, 1) / 1000;

let test: TestContext;
let provider: MemoryProvider;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(() => {
  provider = new MemoryProvider();
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

const context = () => ({ ...test.context, provider, background: provider });
const soon = () => new Date(Date.now() + 60_000);
const drainAll = (limit = 5_000): Promise<DrainReport> => drain(context(), { limit, deadline: soon() });
const sql = async (text: string, ...values: unknown[]) =>
  (await test.context.database.pool.query(text, values)).rows;
const pages = () => provider.reads.filter((read) => read.endsWith(':page'));
const singles = () => provider.reads.filter((read) => !read.endsWith(':page'));

/** An invoice at the provider, so many seconds after the start. */
function put(id: string, seconds: number, status = 'paid'): void {
  provider.put(invoiceRecord({ id, status, created: new Date((START + seconds) * 1000) }));
}

/** Events on invoices, with a payload that says when those were created. */
async function ring(objects: readonly { readonly id: string; readonly seconds: number }[]): Promise<void> {
  const events = objects.map(({ id, seconds }) => {
    const object = { id, object: 'invoice', created: START + seconds, status: 'paid' };
    const payload = JSON.stringify({ object: 'event', data: { object } });
    return providerEvent({ type: 'invoice.sent', objectId: id, target: { kind: 'invoice', id }, payload });
  });
  await Promise.all(events.map((event) => accept(context(), event)));
}

const invoices = (many: number, every = 1) =>
  Array.from({ length: many }, (_, index) => ({ id: `in_${index}`, seconds: index * every }));
function putAll(objects: readonly { readonly id: string; readonly seconds: number }[]): void {
  for (const { id, seconds } of objects) put(id, seconds);
}

describe('a deep backlog', () => {
  it('is refreshed by list pages, each taking along what waits on its objects', async () => {
    const many = invoices(600);
    putAll(many);
    await ring(many);
    await ring(many);
    const report = await drainAll();
    expect(report).toMatchObject({ processed: 1_200, retried: 0, dead: 0, gaveBack: 0 });
    expect(pages().length).toBeLessThanOrEqual(12);
    expect(singles().length).toBeLessThan(LEAST_SINGLES);
    expect(report.reads).toBe(provider.reads.length);
    expect(await sql(`SELECT count(*)::int AS n FROM invoices WHERE status = 'paid'`)).toEqual([{ n: 600 }]);
    expect(await sql('SELECT DISTINCT state, attempts FROM webhook_events')).toEqual([
      { state: 'processed', attempts: 1 },
    ]);
  });

  it('may have more objects in one second than a page holds', async () => {
    const many = invoices(350, 0);
    putAll(many);
    await ring(many);
    expect(await drainAll()).toMatchObject({ processed: 350 });
    expect(provider.reads.length).toBeLessThan(20);
  });

  it('writes of a page what somebody waits for, and not the rest', async () => {
    const all = invoices(80);
    putAll(all);
    await ring(all.filter((_, index) => index % 2 === 0));
    expect(await drainAll()).toMatchObject({ processed: 40, reads: 1 });
    expect(await sql('SELECT count(*)::int AS n FROM invoices')).toEqual([{ n: 40 }]);
  });

  it('that is spread thinly over many other objects is read singly', async () => {
    const all = invoices(6_000);
    putAll(all);
    await ring(all.filter((_, index) => index % 60 === 0).concat(all.slice(0, 120)));
    const waiting = new Set(all.filter((_, index) => index % 60 === 0 || index < 120)).size;
    expect(await drainAll()).toMatchObject({ processed: 220 });
    expect(provider.reads.length).toBeLessThanOrEqual(waiting);
  });

  it('never costs more calls than single reads, however the objects lie', async () => {
    const gaps = fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.nat({ max: 30 }), async (steps, others) => {
        await emptyTables(test.context);
        provider = new MemoryProvider();
        let seconds = 0;
        const waiting = steps.map((step, index) => {
          seconds += step;
          for (let n = 0; n < others; n += 1) put(`in_other_${index}_${n}`, seconds);
          put(`in_${index}`, seconds);
          return { id: `in_${index}`, seconds };
        });
        await ring(waiting);
        expect(await drainAll()).toMatchObject({ processed: waiting.length });
        expect(provider.reads.length).toBeLessThanOrEqual(waiting.length);
      }),
      { numRuns: 10 },
    );
  });

  it('of a few objects is read singly', async () => {
    const many = invoices(19);
    putAll(many);
    await ring(many);
    await drainAll();
    expect(pages()).toEqual([]);
  });

  it('finds out from the mirror when an object was created, if the payload does not say', async () => {
    const many = invoices(250);
    putAll(many);
    await ring(many);
    await drainAll();
    provider.reads.length = 0;
    for (const { id } of many) {
      await accept(context(), providerEvent({ objectId: id, target: { kind: 'invoice', id } }));
    }
    expect(await drainAll()).toMatchObject({ processed: 250 });
    expect(provider.reads.length).toBeLessThan(20);
  });

  it('reads singly what is gone, and what cannot be listed', async () => {
    const many = invoices(250);
    putAll(many);
    await ring(many);
    provider.remove('invoice', 'in_100');
    for (let index = 0; index < 12; index += 1) {
      const id = `pm_${index}`;
      await accept(context(), providerEvent({ objectId: id, target: { kind: 'payment_method', id } }));
    }
    expect(await drainAll()).toMatchObject({ processed: 262, retried: 0, dead: 0 });
    expect(singles()).toContain('invoice:in_100');
    expect(await sql('SELECT id FROM invoices WHERE deleted_at IS NOT NULL')).toEqual([{ id: 'in_100' }]);
    expect(pages()).not.toContain('payment_method:page');
  });

  it('leaves what another worker holds to it', async () => {
    const many = invoices(300);
    putAll(many);
    await ring(many);
    const held = await claim(test.context.database.pool, 40);
    expect(await drainAll()).toMatchObject({ processed: 260 });
    const left = await sql(`SELECT id::text, attempts FROM webhook_events WHERE state = 'pending'`);
    expect(left.map(({ id }) => id).sort()).toEqual(held.map(({ id }) => id).sort());
  });

  it('is shared by workers, each event processed once', async () => {
    const many = invoices(900);
    putAll(many);
    await ring(many);
    provider.trouble = () => new Promise((resolve) => setTimeout(() => resolve(null), 5));
    const reports = await Promise.all(Array.from({ length: 4 }, () => drainAll()));
    expect(reports.reduce((sum, { processed }) => sum + processed, 0)).toBe(900);
    expect(await sql('SELECT DISTINCT state, attempts FROM webhook_events')).toEqual([
      { state: 'processed', attempts: 1 },
    ]);
  });
});

// What is left over at the ends of batches.
const LEAST_SINGLES = 30;

describe('a page', () => {
  it('does not answer an event that came in after it was asked for', async () => {
    const many = invoices(250);
    for (const { id, seconds } of many) put(id, seconds, 'open');
    await ring(many);
    let late = false;
    provider.trouble = async () => {
      if (late) return null;
      late = true;
      put('in_200', 200, 'paid');
      await ring([{ id: 'in_200', seconds: 200 }]);
      return null;
    };
    expect(await drainAll()).toMatchObject({ processed: 251 });
    expect(await sql(`SELECT status FROM invoices WHERE id = 'in_200'`)).toEqual([{ status: 'paid' }]);
  });

  it('does not overwrite what was read after it was asked for', async () => {
    const many = invoices(250);
    for (const { id, seconds } of many) put(id, seconds, 'open');
    await ring(many);
    let late = false;
    provider.trouble = async () => {
      if (late) return null;
      late = true;
      put('in_240', 240, 'void');
      await syncObject(context(), 'invoice', 'in_240');
      return null;
    };
    await drainAll();
    expect(await sql(`SELECT status FROM invoices WHERE id = 'in_240'`)).toEqual([{ status: 'void' }]);
  });

  it.each(['refused', 'thrown'])('that is %s leaves everything to single reads', async (how) => {
    const many = invoices(220);
    putAll(many);
    await ring(many);
    provider.trouble = async (_kind, id) => {
      if (id !== 'page') return null;
      if (how === 'thrown') throw new TypeError('not a list');
      return { kind: 'rate_limited', detail: '429' };
    };
    expect(await drainAll()).toMatchObject({ processed: 220, retried: 0 });
    expect(singles()).toHaveLength(220);
  });

  it('with one object that the database does not take still brings the others', async () => {
    const many = invoices(220);
    putAll(many);
    provider.put(invoiceRecord({ id: 'in_7', number: 'BILL-\u0000', created: new Date((START + 7) * 1000) }));
    await ring(many);
    expect(await drainAll()).toMatchObject({ processed: 219 });
    const [odd] = await sql(`SELECT state, last_error FROM webhook_events WHERE object_id = 'in_7'`);
    expect(odd).toMatchObject({ state: 'pending', last_error: expect.stringContaining('Unicode') });
  });

  it('is not begun when time is up, and what was claimed is given back untried', async () => {
    const many = invoices(600);
    putAll(many);
    await ring(many);
    const stopping = new AbortController();
    provider.trouble = async () => {
      stopping.abort();
      return null;
    };
    const report = await drain(context(), { limit: 1_000, deadline: soon(), signal: stopping.signal });
    expect(pages()).toHaveLength(1);
    expect(singles()).toHaveLength(0);
    expect(report.processed + report.gaveBack).toBe(report.claimed);
    provider.trouble = async () => null;
    expect(await drainAll()).toMatchObject({ processed: 600 - report.processed });
    expect(await sql('SELECT DISTINCT attempts FROM webhook_events')).toEqual([{ attempts: 1 }]);
  });
});

it('refreshes several kinds beside each other, and leaves a newer version its own', async () => {
  const many = invoices(250);
  putAll(many);
  await ring(many);
  const created = new Date(START * 1000);
  for (let index = 0; index < 250; index += 1) {
    const id = `sub_${index}`;
    provider.put(subscriptionRecord({ id, created }));
    const payload = JSON.stringify({ data: { object: { id, object: 'subscription', created: START } } });
    await accept(context(), providerEvent({ objectId: id, payload }));
  }
  for (let index = 0; index < 25; index += 1) {
    const id = `ov_${index}`;
    await accept(context(), providerEvent({ objectId: id, target: { kind: 'customer', id } }));
  }
  await sql(`UPDATE webhook_events SET object_type = 'overdraft', attempts = 9 WHERE object_id LIKE 'ov_%'`);
  expect(await drainAll()).toMatchObject({ processed: 500, retried: 25 });
  expect(provider.reads.length).toBeLessThan(60);
});
