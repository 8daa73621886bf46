import { afterAll, beforeAll, expect, test } from 'vitest';
import { syncObject } from '@/lib/payments/sync';
import { AT_ONCE, AT_PERIOD_END } from '../../support/cancellation';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { customerOf, PRO } from '../../support/subscribed';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

/** A subscription whose first payment is open, as the mirror has it too. */
async function incomplete(): Promise<{ userId: string; subscriptionId: string }> {
  const userId = await world.createUser();
  await world.payments.startSubscription(userId, PRO);
  const customer = await customerOf(world, userId);
  const { data } = await world.stripe.subscriptions.list({ customer, status: 'incomplete' });
  const subscriptionId = data[0]?.id ?? '';
  await syncObject(world.context, 'subscription', subscriptionId);
  return { userId, subscriptionId };
}

test('before its first payment nothing of a subscription is changed, and nothing is sent', async () => {
  const { userId, subscriptionId } = await incomplete();
  const seen = { subscriptionId, revision: 0 };
  await world.requests();
  const ending = await world.payments.cancelSubscription(userId, seen, AT_PERIOD_END);
  expect(ending).toMatchObject({ kind: 'refused', code: 'payment_overdue' });
  expect(await world.payments.pauseSubscription(userId, seen)).toMatchObject({ kind: 'refused' });
  expect((await world.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('but it can be ended at once', async () => {
  const { userId, subscriptionId } = await incomplete();
  const seen = { subscriptionId, revision: 0 };
  expect(await world.payments.cancelSubscription(userId, seen, AT_ONCE)).toMatchObject({ kind: 'done' });
  expect((await world.stripe.subscriptions.retrieve(subscriptionId)).status).toMatch(
    /^(canceled|incomplete_expired)$/,
  );
});
