import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '@/lib/payments/domain/outcome';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { idOf, subscribed } from '../../support/subscribed';

const TEAM = { lookupKey: 'team_monthly', seats: 5 };

let world: TestPayments;
let userId: string;
let subscriptionId: string;
let customer: string;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());
beforeEach(async () => {
  userId = await world.createUser();
  const subscription = await subscribed(world, userId);
  subscriptionId = subscription.id;
  customer = idOf(subscription.customer) ?? '';
});

const change = (target: {
  lookupKey: string;
  seats: number;
  prorationDate: number | null;
}): Promise<Outcome> => world.payments.changePlan(userId, { subscriptionId, revision: 0 }, target);

test('what was planned in the Dashboard, and is not known here yet, is left as it is', async () => {
  const made = await world.stripe.subscriptionSchedules.create({ from_subscription: subscriptionId });
  const [running] = made.phases;
  const { data } = await world.stripe.prices.list({ lookup_keys: ['team_monthly'] });
  const planned = await world.stripe.subscriptionSchedules.update(made.id, {
    phases: [
      {
        start_date: running?.start_date ?? 'now',
        end_date: running?.end_date ?? 'now',
        items: (running?.items ?? []).map(({ price, quantity }) => ({ price: idOf(price) ?? '', quantity })),
      },
      { items: [{ price: data[0]?.id ?? '', quantity: 7 }], duration: { interval: 'month' } },
    ],
  });
  const outcome = await change({ lookupKey: 'pro_yearly', seats: 1, prorationDate: null });
  expect(outcome).toMatchObject({ kind: 'refused', code: 'change_scheduled' });
  const schedule = await world.stripe.subscriptionSchedules.retrieve(made.id);
  expect(schedule.phases).toEqual(planned.phases);
});

test('a page with another quote is not handed the bill of the first one (failure 16)', async () => {
  const { id } = await world.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
  await world.stripe.subscriptions.update(subscriptionId, { default_payment_method: id });
  const quote = await world.payments.previewPlanChange(userId, subscriptionId, TEAM);
  if (quote.kind === 'refused' || quote.prorationDate === null) throw new Error('no quote');
  const { prorationDate } = quote;
  const first = await change({ ...TEAM, prorationDate });
  expect(first.kind).toBe('requires_action');
  const other = await change({ ...TEAM, prorationDate: prorationDate - 1 });
  expect(other).toMatchObject({ kind: 'refused', code: 'change_pending' });
  // The first page's own is as it was.
  expect(await change({ ...TEAM, prorationDate })).toEqual(first);
});
