import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accept } from '@/lib/payments/webhooks/accept';
import { INBOX_CHANNEL } from '@/lib/payments/webhooks/channel';
import { claim } from '@/lib/payments/webhooks/claim';
import { markProcessed } from '@/lib/payments/webhooks/mark';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function row(eventId: string) {
  const { rows } = await test.context.database.pool.query(
    // The column is rounded to the millisecond, and may be half of one ahead.
    `SELECT *, due_at <= now() + interval '1 millisecond' AS due, lease_until > now() AS leased FROM webhook_events WHERE event_id = $1`,
    [eventId],
  );
  return rows[0];
}

const change = (sql: string) => test.context.database.pool.query(`UPDATE webhook_events SET ${sql}`);

it('says what became of a delivery', async () => {
  const event = providerEvent();
  expect(await accept(test.context, event)).toBe('stored');
  expect(await accept(test.context, event)).toBe('due_again');
  expect(await accept(test.context, providerEvent({ target: null }))).toBe('ignored');
});

it('keeps the same id of two sources apart', async () => {
  const event = providerEvent();
  await accept(test.context, event);
  expect(await accept(test.context, { ...event, source: 'stripe_connect' })).toBe('stored');
});

it('makes an event that waits for its next try due at once when it comes again', async () => {
  const event = providerEvent();
  await accept(test.context, event);
  await change(`due_at = now() + interval '1 hour', attempts = 3, last_error = 'unavailable'`);
  expect(await accept(test.context, event)).toBe('due_again');
  expect(await row(event.id)).toMatchObject({ due: true, attempts: 3, deliveries: 2, state: 'pending' });
});

it('leaves an event to the worker that holds it', async () => {
  const event = providerEvent();
  await accept(test.context, event);
  await claim(test.context.database.pool, 10);
  expect(await accept(test.context, event)).toBe('due_again');
  expect(await row(event.id)).toMatchObject({ due: false, leased: true, deliveries: 2 });
  expect(await claim(test.context.database.pool, 10)).toEqual([]);
});

it('never touches a processed event (failure 24)', async () => {
  const event = providerEvent();
  await accept(test.context, event);
  await markProcessed(test.context, await claim(test.context.database.pool, 10));
  const before = await row(event.id);
  expect(await accept(test.context, event)).toBe('seen');
  expect(await row(event.id)).toEqual(before);
});

it('revives a dead letter that is sent again by hand', async () => {
  const event = providerEvent();
  await accept(test.context, event);
  await change(`state = 'dead', attempts = 16`);
  expect(await accept(test.context, event)).toBe('due_again');
  expect(await row(event.id)).toMatchObject({ state: 'pending', attempts: 0, due: true });
});

it('wakes the listeners when it is stored, and not for what needs no work', async () => {
  const listener = new pg.Client(test.url);
  await listener.connect();
  let calls = 0;
  listener.on('notification', () => {
    calls += 1;
  });
  await listener.query(`LISTEN ${INBOX_CHANNEL}`);
  const event = providerEvent();
  await accept(test.context, event);
  await expect.poll(() => calls).toBe(1);
  await markProcessed(test.context, await claim(test.context.database.pool, 10));
  await accept(test.context, event);
  await accept(test.context, providerEvent({ target: null }));
  await sleep(200);
  expect(calls).toBe(1);
  await listener.end();
});
