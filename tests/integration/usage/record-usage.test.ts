import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { subscribed } from '../../support/subscribed';
import { meteredUser, PER_REPORT, reportAll } from '../../support/usage';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

const report = (identifier: string, quantity = 1) => ({ meter: 'reports', identifier, quantity });

test('usage is written down once for each piece of work, and nobody is called', async () => {
  const userId = await meteredUser(world);
  await world.requests();
  expect(await world.payments.recordUsage(userId, report('a'))).toEqual({ kind: 'recorded' });
  expect(await world.payments.recordUsage(userId, report('a', 7))).toEqual({ kind: 'already_recorded' });
  expect(await world.payments.recordUsage(userId, report('b', 3))).toEqual({ kind: 'recorded' });
  expect(await world.requests()).toEqual([]);
  const records = await world.context.database.prisma.usageRecord.findMany({ where: { userId } });
  expect(records.map(({ quantity }) => quantity).sort()).toEqual([1, 3]);
});

test('twenty tabs at once write the same work down once', async () => {
  const userId = await meteredUser(world);
  const all = await Promise.all(
    Array.from({ length: 20 }, () => world.payments.recordUsage(userId, report('same'))),
  );
  expect(all.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
  expect(all.filter(({ kind }) => kind === 'already_recorded')).toHaveLength(19);
});

test('who has no metered plan is not charged by the piece', async () => {
  const nobody = await world.createUser();
  const onPro = await world.createUser();
  await subscribed(world, onPro);
  for (const userId of [nobody, onPro])
    expect(await world.payments.recordUsage(userId, report('a'))).toEqual({ kind: 'not_metered' });
});

test.each([
  ['an unknown meter', { meter: 'requests', identifier: 'a', quantity: 1 }],
  ['nothing', report('a', 0)],
  ['less than nothing', report('a', -1)],
  ['half a report', report('a', 0.5)],
  ['too many for an integer', report('a', 3_000_000_000)],
  ['work without a name', report('')],
  ['work with a name too long', report('x'.repeat(101))],
])('%s is refused, and nothing is written down', async (_, usage) => {
  const userId = await meteredUser(world);
  expect(await world.payments.recordUsage(userId, usage)).toMatchObject({
    kind: 'refused',
    code: 'invalid_request',
  });
  expect(await world.context.database.prisma.usageRecord.count({ where: { userId } })).toBe(0);
});

test('the billing page knows what was used so far, before and after it was reported, without a call', async () => {
  const userId = await meteredUser(world);
  const shown = async () => (await world.payments.billing(userId)).subscriptions[0];
  expect(await shown()).toMatchObject({ plan: 'metered', recurring: null, usage: { quantity: 0 } });
  await world.payments.recordUsage(userId, report('a', 4));
  const usage = {
    quantity: 4,
    price: { amount: PER_REPORT, currency: 'usd' },
    amount: { amount: 4 * PER_REPORT, currency: 'usd' },
  };
  expect(await shown()).toMatchObject({ usage });
  await reportAll(world.context);
  await world.requests();
  expect(await shown()).toMatchObject({ usage });
  expect(await world.requests()).toEqual([]);
});
