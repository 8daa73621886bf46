import { afterAll, beforeAll, expect, test } from 'vitest';
import { syncObject } from '@/lib/payments/sync';
import { createTestContext, type TestContext } from '../../support/payments-context';

let world: TestContext;
beforeAll(async () => {
  world = await createTestContext();
});
afterAll(() => world.close());

test('a customer deleted before it was ever read is still known to have been somebody’s', async () => {
  const { context } = world;
  const { prisma } = context.database;
  const user = await prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada Lovelace', stripeCustomerId: 'cus_gone' },
  });
  // The provider in memory has never heard of it: gone.
  expect(await syncObject(context, 'customer', 'cus_gone')).toMatchObject({ kind: 'gone' });
  expect(await prisma.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({
    stripeCustomerId: null,
  });
  const row = await prisma.customer.findUniqueOrThrow({
    where: { provider_id: { provider: 'stripe', id: 'cus_gone' } },
  });
  // What was paid before hangs on it: see the owner that effects look for.
  expect(row).toMatchObject({ userId: user.id, deletedAt: expect.any(Date) });
});
