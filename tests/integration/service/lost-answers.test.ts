import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { completeOperations } from '@/lib/payments/operations';
import type { Selection } from '@/lib/payments/service/payment-service';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { createTestPayments, type TestPayments } from '../../support/payments';

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
  userId = await world.createUser();
  proxy.set('pass');
});

const pro: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };
const later = () => new Date(Date.now() + 10_000);

async function operationOf(user = userId) {
  return world.context.database.prisma.paymentOperation.findFirstOrThrow({
    where: { userId: user, purpose: 'start_subscription' },
    orderBy: { createdAt: 'desc' },
  });
}

/** Time passes for an operation: its completer is due, its lease has run out, and its request is an hour old. */
async function anHourLater(): Promise<void> {
  await world.context.database.pool.query(
    `UPDATE payment_operations SET next_check_at = now() - interval '1 second', lease_until = now() - interval '1 second',
       lease_token = COALESCE(lease_token, gen_random_uuid()), first_sent_at = first_sent_at - interval '1 hour',
       key_spent_at = key_spent_at - interval '1 hour'
     WHERE user_id = $1 AND state IN ('open', 'unknown', 'awaiting_buyer')`,
    [userId],
  );
}

async function subscriptionsOf(user = userId) {
  const all = await world.stripe.subscriptions.list({ status: 'all', limit: 100 });
  return all.data.filter(({ metadata }) => metadata.user_id === user);
}

describe('an answer that never came', () => {
  test.each(['lose_answer', 'break_body', 'fail_after'] as const)(
    '%s, after the work was done: unknown, never "failed", and found again by the completer',
    async (fault) => {
      proxy.set(fault, /subscriptions/);
      const outcome = await createPayments(faulty).startSubscription(userId, pro);
      expect(outcome.kind).toBe('unknown');
      expect((await operationOf()).state).toBe('unknown');
      proxy.set('pass');
      await anHourLater();
      await completeOperations(faulty, { deadline: later() });
      expect((await operationOf()).state).toBe('awaiting_buyer');
      expect(await subscriptionsOf()).toHaveLength(1);
      expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ kind: 'requires_action' });
      expect(await subscriptionsOf()).toHaveLength(1);
    },
  );

  test('a 500 without the work: the completer finds that nothing was made, and the next press makes one', async () => {
    proxy.set('fail_before', /subscriptions/);
    expect((await createPayments(faulty).startSubscription(userId, pro)).kind).toBe('unknown');
    proxy.set('pass');
    await anHourLater();
    await completeOperations(faulty, { deadline: later() });
    expect(await operationOf()).toMatchObject({ state: 'refused', refusalCode: 'processing_error' });
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ kind: 'requires_action' });
    expect(await subscriptionsOf()).toHaveLength(1);
  });

  test('a customer whose creation was not answered is not created twice (failure 5)', async () => {
    proxy.set('lose_answer', /customers/);
    await createPayments(faulty).startSubscription(userId, pro);
    proxy.set('pass');
    await anHourLater();
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ kind: 'requires_action' });
    const customers = await world.stripe.customers.list({ limit: 100 });
    expect(customers.data.filter(({ metadata }) => metadata.user_id === userId)).toHaveLength(1);
  });
});

describe('a provider that cannot be reached', () => {
  test('nothing left, so the buyer may be told so; once it is back, the next press works', async () => {
    const nowhere = createPayments(world.anotherContext('http://127.0.0.1:9', 1_000));
    expect(await nowhere.startSubscription(userId, pro)).toMatchObject({
      kind: 'refused',
      code: 'payments_unavailable',
    });
    expect((await operationOf()).state).toBe('refused');
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ kind: 'requires_action' });
  });

  test('a checkout that was begun is not called failed while nobody can say', async () => {
    await world.payments.startSubscription(userId, pro);
    const nowhere = createPayments(world.anotherContext('http://127.0.0.1:9', 1_000));
    expect((await nowhere.startSubscription(userId, pro)).kind).toBe('unknown');
    const { id, state } = await operationOf();
    expect(state).toBe('awaiting_buyer');
    expect(await nowhere.completeCheckout(userId, id)).toEqual({ kind: 'processing' });
  });
});

describe('a crash', () => {
  test('after the row was saved and before anything was sent: the completer goes on', async () => {
    await world.payments.startSubscription(userId, pro);
    const { id } = await operationOf();
    await world.context.database.pool.query(
      `UPDATE payment_operations SET state = 'open', object_id = NULL, object_type = NULL, lease_token = gen_random_uuid(),
         lease_until = now() + interval '1 minute' WHERE id = $1`,
      [id],
    );
    await completeOperations(world.context, { deadline: later() });
    expect((await operationOf()).state).toBe('open'); // the lease of the one who died still runs
    await anHourLater();
    await completeOperations(world.context, { deadline: later() });
    expect((await operationOf()).state).toBe('awaiting_buyer');
    expect(await subscriptionsOf()).toHaveLength(1);
  });

  test('a key older than 23 hours is not sent again: the object is looked up', async () => {
    await world.payments.startSubscription(userId, pro);
    const { id } = await operationOf();
    await world.context.database.pool.query(
      `UPDATE payment_operations SET state = 'unknown', object_id = NULL, object_type = NULL,
         first_sent_at = now() - interval '24 hours' WHERE id = $1`,
      [id],
    );
    await world.requests();
    await anHourLater();
    await completeOperations(world.context, { deadline: later() });
    expect((await operationOf()).state).toBe('awaiting_buyer');
    expect((await world.requests()).every(({ method }) => method === 'GET')).toBe(true);
    await anHourLater();
    await completeOperations(world.context, { deadline: later() });
    expect(await operationOf()).toMatchObject({ state: 'refused', refusalCode: 'expired' });
    expect((await subscriptionsOf()).map(({ status }) => status)).toEqual(['incomplete_expired']);
  });
});
