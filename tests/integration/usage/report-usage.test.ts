import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentsContext } from '@/lib/payments/context';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { countedOf, meteredUser, reportAll } from '../../support/usage';

let world: TestPayments;
let proxy: FaultyProxy;
/** A process whose way to the provider is bad. */
let faulty: PaymentsContext;
let userId: string;
beforeAll(async () => {
  world = await createTestPayments();
  proxy = await startFaultyProxy(world.sandbox.url);
  faulty = world.anotherContext(proxy.url, 1_500);
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});
beforeEach(async () => {
  proxy.set('pass');
  userId = await meteredUser(world);
});

const use = (quantity: number) =>
  world.payments.recordUsage(userId, { meter: 'reports', identifier: randomUUID(), quantity });
const eventsOf = () =>
  world.context.database.prisma.meterEvent.findMany({ where: { userId }, orderBy: { timestamp: 'asc' } });

/** Time passes: what was put off is due, and leases have run out. */
async function later(interval: string): Promise<void> {
  await world.context.database.pool.query(
    `UPDATE meter_events SET next_attempt_at = next_attempt_at - $2::interval, first_sent_at = first_sent_at - $2::interval
     WHERE user_id = $1`,
    [userId, interval],
  );
}

test('what was used goes out together, once', async () => {
  for (const quantity of [1, 2, 3]) await use(quantity);
  await reportAll(world.context);
  await reportAll(world.context);
  expect(await countedOf(world, userId)).toBe(6);
  expect(await eventsOf()).toMatchObject([{ quantity: 6n, state: 'sent', lastError: null }]);
});

test('four processes at once count everything once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, i) => use(i + 1)));
  const contexts = Array.from({ length: 4 }, () => world.anotherContext());
  const using = Promise.all(Array.from({ length: 40 }, () => use(1)));
  await Promise.all(contexts.map(reportAll));
  await using;
  await reportAll(world.context);
  await later('1 hour');
  await reportAll(world.context);
  expect(await countedOf(world, userId)).toBe(820 + 40);
});

describe('an answer that never came', () => {
  test.each(['lose_answer', 'break_body', 'fail_after'] as const)(
    '%s, after it was counted: counted once',
    async (fault) => {
      await use(5);
      proxy.set(fault, /meter_events/);
      await reportAll(faulty);
      expect(await eventsOf()).toMatchObject([{ state: 'due', attempts: 1 }]);
      proxy.set('pass');
      await later('1 hour');
      await reportAll(faulty);
      expect(await eventsOf()).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(await countedOf(world, userId)).toBe(5);
    },
  );

  test('a process that died after the provider counted: the identifier is refused, and that is enough', async () => {
    await use(5);
    await reportAll(world.context);
    // With another key, too: this one must not be answered from the provider's memory of the first.
    await world.context.database.pool.query(
      `UPDATE meter_events SET state = 'due', sent_at = NULL, generation = generation + 1, next_attempt_at = now()
       WHERE user_id = $1`,
      [userId],
    );
    await reportAll(world.context);
    expect(await eventsOf()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(await countedOf(world, userId)).toBe(5);
  });

  test('after a day, when the provider may have forgotten the identifier, it is left for a person', async () => {
    await use(5);
    proxy.set('lose_answer', /meter_events/);
    await reportAll(faulty);
    proxy.set('pass');
    await later('23 hours');
    await reportAll(faulty);
    expect(await eventsOf()).toMatchObject([{ state: 'stuck' }]);
    expect(await countedOf(world, userId)).toBe(5);
  });
});

describe('a provider that is away', () => {
  test('for days loses nothing: what it never saw is sent when it is back', async () => {
    const nowhere = world.anotherContext('http://127.0.0.1:9');
    await use(5);
    for (const attempts of [1, 2]) {
      await reportAll(nowhere);
      expect(await eventsOf()).toMatchObject([{ state: 'due', attempts, firstSentAt: null }]);
      await later('3 days');
    }
    await reportAll(world.context);
    expect(await eventsOf()).toMatchObject([{ state: 'sent' }]);
    expect(await countedOf(world, userId)).toBe(5);
  });

  test('what it refuses is left for a person, and holds up nobody else', async () => {
    const gone = userId;
    await use(5);
    await world.context.database.pool.query(
      `UPDATE users SET stripe_customer_id = 'cus_gone' WHERE id = $1`,
      [gone],
    );
    userId = await meteredUser(world);
    await use(2);
    await reportAll(world.context);
    expect(await eventsOf()).toMatchObject([{ state: 'sent' }]);
    const where = { userId: gone };
    expect(await world.context.database.prisma.meterEvent.findFirst({ where })).toMatchObject({
      state: 'stuck',
      lastError: expect.stringContaining('refused'),
    });
  });
});

describe('at the turn of a period', () => {
  const HOUR = 3_600_000;
  /** The mirror says that a period began this long ago. */
  async function periodBegan(ago: number): Promise<Date> {
    const start = new Date(Date.now() - ago);
    await world.context.database.pool.query(
      `UPDATE subscription_items i SET current_period_start = $2
       FROM subscriptions s JOIN users u ON u.stripe_customer_id = s.customer_id
       WHERE s.id = i.subscription_id AND u.id = $1`,
      [userId, start],
    );
    return start;
  }
  const usedAt = (at: Date, quantity: number) =>
    world.context.database.pool.query(
      `UPDATE usage_records SET used_at = $2 WHERE user_id = $1 AND quantity = $3`,
      [userId, at, quantity],
    );

  test('no meter event is of two invoices', async () => {
    await use(1);
    await use(2);
    const start = await periodBegan(HOUR / 4);
    const before = new Date(start.getTime() - HOUR);
    await usedAt(before, 1);
    await reportAll(world.context);
    const [first, second, ...others] = await eventsOf();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ quantity: 1n, timestamp: before });
    expect(second?.quantity).toBe(2n);
    expect(second?.timestamp.getTime()).toBeGreaterThanOrEqual(start.getTime());
  });

  test('what comes too late for its invoice is on the next one, not on none', async () => {
    await use(1);
    const start = await periodBegan(HOUR);
    await usedAt(new Date(start.getTime() - 24 * HOUR), 1);
    await reportAll(world.context);
    expect(await eventsOf()).toMatchObject([{ timestamp: start, state: 'sent' }]);
  });

  test('a clock behind the provider’s uses nothing of a period that is paid for', async () => {
    const start = await periodBegan(-HOUR);
    await use(1);
    const records = await world.context.database.prisma.usageRecord.findMany({ where: { userId } });
    expect(records).toMatchObject([{ usedAt: start }]);
  });
});
