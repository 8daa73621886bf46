import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EventsPosition } from '@/lib/payments/provider';
import { createTestPayments, type TestPayments, WEBHOOK_SECRET } from '../../support/payments';
import { breaksIn, catchUp, forgetRuns, reconcile, shop } from '../../support/reconciling';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());
beforeEach(() => forgetRuns(world.context));

const count = async (sql: string): Promise<number> => {
  const { rows } = await world.context.database.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${sql}`,
  );
  return rows[0]?.n ?? 0;
};

test('an event is the same to us whether it is listed or delivered', async () => {
  await shop(world);
  const { background } = world.context;
  const page = await background.readEventsPage({ since: new Date(0) });
  if (page.kind !== 'ok') throw new Error(page.detail);
  expect(page.value.events.length).toBeGreaterThan(8);
  for (const listed of page.value.events) {
    const payload = JSON.stringify(await world.stripe.events.retrieve(listed.id));
    const header = world.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    expect(background.verifyEvent(payload, header, new Date())).toEqual({ kind: 'verified', event: listed });
    expect(listed.payload).not.toContain('client_secret');
  }
  await catchUp(world);
});

test('the list of events goes on after any of them, and begins no earlier and no later than it is told to', async () => {
  await shop(world);
  await catchUp(world);
  const ids = async (position: EventsPosition) => {
    const page = await world.context.background.readEventsPage(position);
    if (page.kind !== 'ok') throw new Error(page.detail);
    return page.value.events.map(({ id }) => id);
  };
  const since = new Date(0);
  const all = await ids({ since });
  const [first = ''] = all;
  expect((await ids({ since, after: first })).slice(0, all.length - 1)).toEqual(all.slice(1));
  const later = new Date(Date.now() + 3_600_000);
  expect(await ids({ since: later })).toEqual([]);
  expect(await ids({ since, createdUpTo: later })).toEqual(all);
  expect(await ids({ since, createdUpTo: new Date(1_000) })).toEqual([]);
});

describe('what happened while nothing was delivered', () => {
  test('is found, processed with its effects, and written down', async () => {
    await catchUp(world);
    const { customer, subscription, payment } = await shop(world);
    const worked = await reconcile(world.context, 'recent');
    expect(worked).toMatchObject({ kind: 'done', run: { scope: 'recent' } });
    const breaks = await breaksIn(world.context);
    expect(breaks.length).toBeGreaterThan(8);
    // Seen once, as the event that was missed, and not again as the difference that made.
    expect(new Set(breaks.map(({ kind }) => kind))).toEqual(new Set(['missed_event']));
    expect(new Set(breaks.map(({ mended_by }) => mended_by))).toEqual(new Set(['inbox']));
    expect(breaks.map(({ differences }) => differences.type?.provider)).toContain('invoice.paid');
    const mirrored = `SELECT FROM customers c JOIN subscriptions s ON s.customer_id = c.id
      JOIN payments p ON p.customer_id = c.id WHERE c.id = '${customer}' AND s.id = '${subscription}'
      AND s.status = 'active' AND p.id = '${payment}' AND p.amount_refunded = 300`;
    expect(await count(`(${mirrored}) AS m`)).toBe(1);
    expect(await count(`outbox_mails WHERE effect LIKE '%receipt%'`)).toBeGreaterThan(0);
    expect(await count('access_log_entries')).toBeGreaterThan(0);
  });

  test('is not found again by the next run, and no effect runs twice', async () => {
    await shop(world);
    await reconcile(world.context, 'recent');
    const effects = await count('webhook_effects');
    const mails = await count('outbox_mails');
    await catchUp(world);
    await world.context.database.pool.query(`DELETE FROM reconciliation_breaks`);
    expect(await reconcile(world.context, 'recent')).toMatchObject({ kind: 'done', run: { breaks: [] } });
    expect(await count('webhook_effects')).toBe(effects);
    expect(await count('outbox_mails')).toBe(mails);
  });

  test('is nothing, when everything was delivered', async () => {
    await shop(world);
    await catchUp(world);
    for (const scope of ['recent', 'full'] as const) {
      expect(await reconcile(world.context, scope)).toMatchObject({ kind: 'done', run: { breaks: [] } });
    }
  });

  test('is not what is on its way while it is looked for', async () => {
    await shop(world);
    const late = new Promise((resolve) => setTimeout(resolve, 300)).then(() => catchUp(world));
    expect(await reconcile(world.context, 'recent', { grace: 5 })).toMatchObject({ run: { breaks: [] } });
    await late;
  });
});
