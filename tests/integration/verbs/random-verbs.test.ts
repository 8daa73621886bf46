import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import { completeOperations } from '@/lib/payments/operations';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { Deliveries } from '../../support/deliveries';
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { DEEDS, perform } from './random-deeds';

const PEOPLE = 2;
const FAULTS: readonly (Fault | 'cut')[] = [
  'lose_answer',
  'break_body',
  'fail_after',
  'fail_before',
  'in_flight',
  'cut',
];

const step = fc.record({
  who: fc.nat({ max: PEOPLE - 1 }),
  deed: fc.constantFrom(...DEEDS),
  roll: fc.nat({ max: 10_000 }),
  // As often as not nothing is in the way.
  fault: fc.option(fc.constantFrom(...FAULTS)),
  /** Whether webhooks and the completer come round afterwards. */
  settles: fc.boolean(),
});
// Somebody has something to lose from the start.
const script = fc.array(step, { minLength: 6, maxLength: 14 });

let world: TestPayments;
let proxy: FaultyProxy;
let deliveries: Deliveries;
let through: PaymentService;
let cutOff: PaymentService;

beforeAll(async () => {
  world = await createTestPayments();
  proxy = await startFaultyProxy(world.sandbox.url);
  deliveries = new Deliveries(world);
  through = createPayments(world.anotherContext(proxy.url, 600));
  cutOff = createPayments(world.anotherContext('http://127.0.0.1:9', 600));
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});

async function rows<T extends object>(sql: string, users: readonly string[]): Promise<T[]> {
  return (await world.context.database.pool.query<T>(sql, [users])).rows;
}

/** Leases run out and what waits is due, and a completer of another process comes by. */
async function completerPasses(users: readonly string[]): Promise<void> {
  await rows(
    `UPDATE payment_operations SET next_check_at = now() - interval '1 second',
       lease_until = CASE WHEN lease_token IS NOT NULL THEN now() - interval '1 second' END,
       key_spent_at = key_spent_at - interval '1 hour'
     WHERE user_id = ANY ($1) AND state IN ('open', 'unknown', 'awaiting_buyer')`,
    users,
  );
  await completeOperations(world.anotherContext(), { deadline: new Date(Date.now() + 20_000) });
}

/** Never begun, or over. */
const NOT_LIVE = ['incomplete', 'incomplete_expired', 'canceled'];

/** Everything that the account's customers of these users hold, counted at the provider itself. */
async function atTheProvider(users: readonly string[]) {
  const all = await world.stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const customers = all.filter(({ metadata }) => users.includes(metadata.user_id ?? ''));
  const held = await Promise.all(
    customers.map(async ({ id: customer, metadata }) => {
      const [subscriptions, charges] = await Promise.all([
        world.stripe.subscriptions.list({ customer, limit: 100 }),
        world.stripe.charges.list({ customer, limit: 100 }),
      ]);
      const live = subscriptions.data.filter(({ status }) => !NOT_LIVE.includes(status));
      const paid = charges.data.filter(({ status }) => status === 'succeeded');
      const money = paid.reduce((sum, charge) => sum + charge.amount_captured - charge.amount_refunded, 0);
      return { user: metadata.user_id ?? '', live: live.length, money };
    }),
  );
  return held.sort((one, other) => (one.user < other.user ? -1 : 1));
}

/** What our own books say they paid and got back. */
const MONEY = `
  SELECT u.id AS user, COALESCE(sum(p.amount_received - p.amount_refunded), 0)::int AS money
  FROM users u LEFT JOIN payments p ON p.customer_id = u.stripe_customer_id
  WHERE u.id = ANY ($1) AND u.stripe_customer_id IS NOT NULL GROUP BY u.id`;

async function expectSound(users: readonly string[], story: string): Promise<void> {
  const held = await atTheProvider(users);
  expect(new Set(held.map(({ user }) => user)).size, `one customer each\n${story}`).toBe(held.length);
  expect(
    held.filter(({ live }) => live > 1),
    `one subscription each\n${story}`,
  ).toEqual([]);
  const booked = await rows<{ user: string; money: number }>(MONEY, users);
  expect(
    booked.sort((one, other) => (one.user < other.user ? -1 : 1)),
    `money taken is money recorded\n${story}`,
  ).toEqual(held.map(({ user, money }) => ({ user, money })));
  const open = await rows<{ purpose: string; state: string; error: string | null }>(
    `SELECT purpose, state, last_error AS error FROM payment_operations
     WHERE user_id = ANY ($1) AND state NOT IN ('done', 'refused', 'needs_human')
       AND NOT (state = 'awaiting_buyer' AND purpose IN ('start_subscription', 'start_payment', 'change_plan', 'add_payment_method'))`,
    users,
  );
  expect(open, `everything has come to an end\n${story}`).toEqual([]);
}

test('whatever is asked for, and whatever goes wrong: nothing twice, nothing lost, nothing left open', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const users = [await world.createUser(), await world.createUser()];
      const told: string[] = [];
      for (const { who, deed, roll, fault, settles } of steps) {
        const userId = users[who] ?? '';
        const billing = await world.payments.billing(userId);
        proxy.set(fault === null || fault === 'cut' ? 'pass' : fault);
        const payments = fault === 'cut' ? cutOff : through;
        told.push(
          `${who} ${fault ?? 'well'}: ${await perform(deed, { world, payments, userId, billing, roll })}`,
        );
        proxy.set('pass');
        if (settles) {
          await deliveries.catchUp();
          await completerPasses(users);
        }
      }
      await deliveries.catchUp();
      // What a look showed to have done nothing is sent again, and then there is nothing left.
      for (let pass = 0; pass < 2; pass++) await completerPasses(users);
      await deliveries.catchUp();
      await expectSound(users, told.join('\n'));
    }),
    { numRuns: Number(process.env.VERBS_RUNS ?? 25), endOnFailure: true },
  );
});
