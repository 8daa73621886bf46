import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { subscribed } from '../../support/subscribed';

let world: TestPayments;
let userId: string;
beforeAll(async () => {
  world = await createTestPayments();
});
beforeEach(async () => {
  userId = await world.createUser();
});
afterAll(() => world.close());

const userRow = () => world.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });

test('while the provider can’t be asked, nothing is deleted', async () => {
  const { id } = await subscribed(world, userId);
  const cutOff = createPayments(world.anotherContext('http://127.0.0.1:9', 600));
  expect(await cutOff.closeAccount(userId)).toMatchObject({ kind: 'refused', code: 'payments_unavailable' });
  expect(await userRow()).toMatchObject({ deletedAt: null });
  expect((await world.stripe.subscriptions.retrieve(id)).status).toBe('active');
});

test('whoever never came to pay is given no customer for it', async () => {
  await world.requests();
  expect(await world.payments.closeAccount(userId)).toEqual({ kind: 'closed' });
  expect(await world.requests()).toEqual([]);
  expect(await userRow()).toMatchObject({ name: 'Deleted user', stripeCustomerId: null });
  // Asked again by another tab, it is closed all the same.
  expect(await world.payments.closeAccount(userId)).toEqual({ kind: 'closed' });
});

test('what is being found out is waited for', async () => {
  await subscribed(world, userId);
  await world.context.database.pool.query(
    `INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, state, attempts, updated_at)
     VALUES (gen_random_uuid(), $1, 'update_customer', 'customer', '{"name": "A", "email": "a@example.com"}', 'x', 'unknown', 1, now())`,
    [userId],
  );
  expect(await world.payments.closeAccount(userId)).toEqual({ kind: 'waiting' });
  expect(await userRow()).toMatchObject({ deletedAt: null });
});

test('nothing can be begun for a deleted account, and a refund is still given', async () => {
  await subscribed(world, userId);
  await world.payments.closeAccount(userId);
  const buying = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
  await expect(world.payments.startSubscription(userId, buying)).rejects.toThrow(/was deleted/);
  const payment = await world.context.database.prisma.payment.findFirstOrThrow({
    where: { customerId: (await userRow()).stripeCustomerId },
  });
  const request = { paymentId: payment.id, amount: 100, reason: null, request: crypto.randomUUID() };
  const by = { id: await world.createUser(), role: 'admin' } as const;
  expect(await world.payments.adminActs.refundPayment(request, by)).toMatchObject({ kind: 'done' });
});
