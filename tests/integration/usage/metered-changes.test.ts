import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { customerOf, subscribed } from '../../support/subscribed';
import { METERED, meteredUser, PER_REPORT } from '../../support/usage';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

async function seenOf(userId: string) {
  const [subscription] = (await world.payments.billing(userId)).subscriptions;
  if (!subscription) throw new Error('There is no subscription.');
  return { subscriptionId: subscription.id, revision: subscription.revision };
}
const use = (userId: string, quantity: number) =>
  world.payments.recordUsage(userId, { meter: 'reports', identifier: `work ${quantity}`, quantity });
async function latestInvoice(userId: string) {
  const { data } = await world.stripe.invoices.list({ customer: await customerOf(world, userId), limit: 1 });
  return data[0];
}

test('subscribing costs nothing today, asks for a card, and opens what the plan opens', async () => {
  const userId = await world.createUser();
  expect(await world.payments.quote(METERED, userId)).toMatchObject({
    kind: 'quote',
    dueToday: { amount: 0 },
    subtotal: { amount: 0 },
  });
  expect(await world.payments.startSubscription(userId, METERED)).toMatchObject({
    kind: 'requires_action',
    action: { type: 'confirm_setup' },
  });
  expect(await world.payments.access(userId)).toEqual({ granted: false, plan: 'free' });
  const begun = await meteredUser(world);
  expect(await world.payments.access(begun)).toEqual({ granted: true, plan: 'metered' });
});

test('to a dearer plan at once: what was used until then is on the bill, as it was shown', async () => {
  const userId = await meteredUser(world);
  await use(userId, 7);
  const target = { lookupKey: 'pro_monthly', seats: 1 };
  const seen = await seenOf(userId);
  const quote = await world.payments.previewPlanChange(userId, seen.subscriptionId, target);
  if (quote.kind !== 'plan_change_quote') throw new Error(JSON.stringify(quote));
  expect(quote.when).toBe('now');
  expect(quote.lines[0]?.amount.amount).toBe(7 * PER_REPORT);
  const { prorationDate } = quote;
  expect(await world.payments.changePlan(userId, seen, { ...target, prorationDate })).toMatchObject({
    kind: 'done',
  });
  expect(await latestInvoice(userId)).toMatchObject({
    status: 'paid',
    amount_paid: quote.dueToday.amount,
    lines: { data: [{ quantity: 7, amount: 7 * PER_REPORT }, { quantity: 1 }] },
  });
  expect(await world.payments.access(userId)).toMatchObject({ plan: 'pro' });
});

test('to paying by use: from the next period on, for nothing ahead', async () => {
  const userId = await world.createUser();
  await subscribed(world, userId);
  const target = { lookupKey: 'metered_monthly', seats: 1 };
  const seen = await seenOf(userId);
  const quote = await world.payments.previewPlanChange(userId, seen.subscriptionId, target);
  expect(quote).toMatchObject({
    when: 'period_end',
    prorationDate: null,
    dueToday: { amount: 0 },
    nextInvoice: { amount: 0 },
  });
  expect(await world.payments.changePlan(userId, seen, { ...target, prorationDate: null })).toMatchObject({
    kind: 'done',
  });
  const [subscription] = (await world.payments.billing(userId)).subscriptions;
  expect(subscription).toMatchObject({ plan: 'pro', scheduled: { planName: 'Pay as you go', seats: 1 } });
  const again = await seenOf(userId);
  expect(await world.payments.previewPlanChange(userId, again.subscriptionId, target)).toMatchObject({
    kind: 'refused',
    code: 'change_scheduled',
  });
});

test('it is not changed to itself', async () => {
  const userId = await meteredUser(world);
  const { subscriptionId } = await seenOf(userId);
  const target = { lookupKey: 'metered_monthly', seats: 1 };
  expect(await world.payments.previewPlanChange(userId, subscriptionId, target)).toMatchObject({
    kind: 'refused',
    code: 'not_changed',
  });
});

test('who leaves is billed for what they used, reported or not', async () => {
  const userId = await meteredUser(world);
  const customer = await customerOf(world, userId);
  await use(userId, 3);
  expect(await world.payments.closeAccount(userId)).toEqual({ kind: 'closed' });
  const { data } = await world.stripe.invoices.list({ customer });
  expect(data).toMatchObject([{ total: 3 * PER_REPORT }]);
});

test('nobody leaves while what they used can’t be reported', async () => {
  const userId = await meteredUser(world);
  await use(userId, 3);
  const nowhere = createPayments(world.anotherContext('http://127.0.0.1:9'));
  expect(await nowhere.closeAccount(userId)).toMatchObject({ kind: 'refused', code: 'payments_unavailable' });
  expect(await world.payments.access(userId)).toMatchObject({ granted: true });
});
