import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { Selection } from '@/lib/payments/service/payment-service';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
let userId: string;

beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());
beforeEach(async () => {
  userId = await world.createUser();
  await world.requests();
});

const pro: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };

function secretOf(outcome: Outcome): string {
  if (outcome.kind !== 'requires_action') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return outcome.action.clientSecret;
}

/** What the browser does: confirms with a card, by the intent that the secret names. */
async function confirm(clientSecret: string, card = 'pm_card_visa') {
  const id = clientSecret.split('_secret_')[0] ?? '';
  return id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, { payment_method: card, return_url: 'http://localhost:3000/' })
    : world.stripe.paymentIntents.confirm(id, { payment_method: card, return_url: 'http://localhost:3000/' });
}

async function held(user = userId) {
  const { stripeCustomerId } = await world.context.database.prisma.user.findUniqueOrThrow({
    where: { id: user },
  });
  const customers = await world.stripe.customers.list({ limit: 100 });
  const ours = customers.data.filter(({ metadata }) => metadata.user_id === user);
  const subscriptions = stripeCustomerId
    ? await world.stripe.subscriptions.list({ customer: stripeCustomerId, status: 'all', limit: 100 })
    : { data: [] };
  const operations = await world.context.database.prisma.paymentOperation.findMany({
    where: { userId: user, purpose: 'start_subscription' },
    orderBy: { createdAt: 'asc' },
  });
  return { customers: ours, subscriptions: subscriptions.data, operations };
}

describe('starting a subscription', () => {
  test('costs two calls for a new user and one for a returning one, each under a saved key', async () => {
    secretOf(await world.payments.startSubscription(userId, pro));
    const first = await world.requests();
    expect(first.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/customers',
      'POST /v1/subscriptions',
    ]);
    expect(first.every(({ idempotency_key }) => idempotency_key?.startsWith('billfold:'))).toBe(true);
    const { subscriptions } = await held();
    await world.stripe.invoices.voidInvoice(String(subscriptions[0]?.latest_invoice));
    await world.context.database.prisma.paymentOperation.deleteMany({
      where: { userId, purpose: 'start_subscription' },
    });
    await world.requests();
    secretOf(await world.payments.startSubscription(userId, pro));
    expect((await world.requests()).map(({ path }) => path)).toEqual(['/v1/subscriptions']);
  });

  test('carries our ids to the customer and the subscription (failure 25)', async () => {
    secretOf(await world.payments.startSubscription(userId, pro));
    const { customers, subscriptions, operations } = await held();
    expect(customers[0]?.metadata.user_id).toBe(userId);
    expect(subscriptions[0]?.metadata).toEqual({
      user_id: userId,
      operation_id: operations[0]?.id,
      lookup_key: 'pro_monthly',
    });
  });

  test('paid: the completion page is right without any webhook (failure 1), and a second start is refused', async () => {
    const outcome = await world.payments.startSubscription(userId, pro);
    await confirm(secretOf(outcome));
    const operationId = outcome.kind === 'requires_action' ? outcome.operationId : '';
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({
      kind: 'subscribed',
      plan: 'pro',
    });
    expect(await world.payments.access(userId)).toEqual({ granted: true, plan: 'pro' });
    const billing = await world.payments.billing(userId);
    expect(billing.invoices).toHaveLength(1);
    expect(billing.invoices[0]).toMatchObject({ status: 'paid', total: { amount: 2000, currency: 'usd' } });
    expect(billing.paymentMethods).toMatchObject([{ brand: 'visa', last4: '4242', isDefault: true }]);
    const { operations } = await held();
    expect(operations.map(({ state }) => state)).toEqual(['done']);
    await world.requests();
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({
      kind: 'refused',
      code: 'already_subscribed',
    });
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({ kind: 'subscribed' });
    expect(await world.requests()).toEqual([]);
  });

  test('ten at once, from two processes: one customer, one subscription, one operation, one secret (failures 5 and 6)', async () => {
    const other = createPayments(world.anotherContext());
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? other : world.payments).startSubscription(userId, pro),
      ),
    );
    expect(new Set(outcomes.map(secretOf)).size).toBe(1);
    const { customers, subscriptions, operations } = await held();
    expect([customers.length, subscriptions.length, operations.length]).toEqual([1, 1, 1]);
  });

  test('after a decline the same row, subscription and secret serve the next card', async () => {
    const secret = secretOf(await world.payments.startSubscription(userId, pro));
    await expect(confirm(secret, 'pm_card_visa_chargeDeclined')).rejects.toMatchObject({
      code: 'card_declined',
    });
    expect(secretOf(await world.payments.startSubscription(userId, pro))).toBe(secret);
    await confirm(secret);
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ kind: 'done' });
    const { subscriptions, operations } = await held();
    expect(subscriptions.map(({ status }) => status)).toEqual(['active']);
    expect(operations.map(({ state }) => state)).toEqual(['done']);
  });

  test('another plan picked in another tab voids what the first began', async () => {
    secretOf(await world.payments.startSubscription(userId, pro));
    secretOf(await world.payments.startSubscription(userId, { ...pro, lookupKey: 'pro_yearly' }));
    const { subscriptions, operations } = await held();
    expect(subscriptions.map(({ status }) => status).sort()).toEqual(['incomplete', 'incomplete_expired']);
    expect(operations.map(({ state }) => state)).toEqual(['refused', 'awaiting_buyer']);
  });

  test('another plan picked after the first was paid elsewhere: the payment has won', async () => {
    const secret = secretOf(await world.payments.startSubscription(userId, pro));
    await confirm(secret);
    const second = await world.payments.startSubscription(userId, { ...pro, lookupKey: 'pro_yearly' });
    expect(second.kind).toBe('done');
    expect((await held()).subscriptions.map(({ status }) => status)).toEqual(['active']);
  });

  test('a trial of three seats opens once its card is confirmed, not before', async () => {
    const team: Selection = { lookupKey: 'team_monthly', currency: 'usd', seats: 3, promotionCode: null };
    const outcome = await world.payments.startSubscription(userId, team);
    expect(outcome).toMatchObject({ kind: 'requires_action', action: { type: 'confirm_setup' } });
    const operationId = outcome.kind === 'requires_action' ? outcome.operationId : '';
    expect(await world.payments.completeCheckout(userId, operationId)).toEqual({
      kind: 'unpaid',
      lookupKey: 'team_monthly',
    });
    expect(await world.payments.access(userId)).toEqual({ granted: false, plan: 'free' });
    await confirm(secretOf(outcome));
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({
      kind: 'subscribed',
      plan: 'team',
    });
    const billing = await world.payments.billing(userId);
    expect(billing.subscriptions[0]).toMatchObject({
      seats: 3,
      status: 'trialing',
      recurring: { amount: 4500 },
    });
    expect(billing.paymentMethods).toHaveLength(1);
  });
});

describe('what must not be started', () => {
  test.each<[string, object, string]>([
    ['an unknown lookup key', { lookupKey: 'gold_monthly' }, 'unknown_price'],
    ['a price id', { lookupKey: 'price_1ABC' }, 'unknown_price'],
    ['a pack as a subscription', { lookupKey: 'credits_1000' }, 'invalid_request'],
    ['an amount sent along', { amount: 1 }, 'invalid_request'],
    ['a price id sent along', { priceId: 'price_1' }, 'invalid_request'],
    ['another currency', { currency: 'xxx' }, 'unknown_currency'],
    ['two seats of a plan without seats', { seats: 2 }, 'invalid_seats'],
    ...[0, -1, 1.5, 1e9, Number.NaN].map((seats): [string, object, string] => [
      `${seats} seats`,
      { lookupKey: 'team_monthly', seats },
      Number.isNaN(seats) ? 'invalid_request' : 'invalid_seats',
    ]),
  ])('%s: refused, nothing written, nobody called (failure 18)', async (_name, change, code) => {
    const outcome = await world.payments.startSubscription(userId, { ...pro, ...change });
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(await world.requests()).toEqual([]);
    expect(await held()).toEqual({ customers: [], subscriptions: [], operations: [] });
  });

  test('a price that is no longer active', async () => {
    const { prisma } = world.context.database;
    const where = { lookupKey: 'team_yearly' };
    await prisma.price.updateMany({ where, data: { active: false } });
    const outcome = await world.payments.startSubscription(userId, { ...pro, lookupKey: 'team_yearly' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'price_unavailable' });
    expect((await held()).operations).toEqual([]);
    await prisma.price.updateMany({ where, data: { active: true } });
  });

  test('a user who has a subscription made in the dashboard', async () => {
    secretOf(await world.payments.startSubscription(userId, pro));
    const { customers, operations } = await held();
    await world.context.database.prisma.subscription.create({
      data: {
        provider: 'stripe',
        id: `sub_${userId}`,
        account: 'a',
        customerId: customers[0]?.id ?? '',
        status: 'active',
        currency: 'usd',
        raw: {},
        ticket: 1,
        syncedAt: new Date(),
      },
    });
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({
      kind: 'refused',
      code: 'already_subscribed',
    });
    expect((await held()).operations).toHaveLength(operations.length);
  });

  test("another user's operation is as good as none (failure 19)", async () => {
    const outcome = await world.payments.startSubscription(userId, pro);
    const operationId = outcome.kind === 'requires_action' ? outcome.operationId : '';
    const stranger = await world.createUser();
    await world.requests();
    expect(await world.payments.completeCheckout(stranger, operationId)).toEqual({ kind: 'not_found' });
    for (const id of ['', 'x', "'; DROP TABLE users; --", '00000000-0000-0000-0000-000000000000']) {
      expect(await world.payments.completeCheckout(userId, id)).toEqual({ kind: 'not_found' });
    }
    expect(await world.requests()).toEqual([]);
  });
});
