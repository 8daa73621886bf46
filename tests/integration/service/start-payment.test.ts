import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { Purchase } from '@/lib/payments/service/payment-service';
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

const pack: Purchase = { lookupKey: 'credits_1000', currency: 'usd', cart: 0 };

async function pay(outcome: Outcome): Promise<string> {
  if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
  const id = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  await world.stripe.paymentIntents.confirm(id, {
    payment_method: 'pm_card_visa',
    return_url: 'http://localhost:3000/',
  });
  return outcome.operationId;
}

describe('a one-off payment', () => {
  test('is charged what the catalogue says, and credited once', async () => {
    const operationId = await pay(await world.payments.startPayment(userId, pack));
    expect(await world.payments.completeCheckout(userId, operationId)).toEqual({
      kind: 'paid',
      lookupKey: 'credits_1000',
      amount: { amount: 1000, currency: 'usd' },
    });
    expect((await world.payments.billing(userId)).credits).toBe(1000);
  });

  test('in yen, in whole yen (failure 17)', async () => {
    const operationId = await pay(await world.payments.startPayment(userId, { ...pack, currency: 'jpy' }));
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({
      amount: { amount: 1500, currency: 'jpy' },
    });
  });

  test('a stale tab cannot pay the same cart twice, and a new cart can be paid', async () => {
    const operationId = await pay(await world.payments.startPayment(userId, pack));
    await world.payments.completeCheckout(userId, operationId);
    expect(await world.payments.startPayment(userId, pack)).toEqual({ kind: 'done', operationId });
    expect(await world.payments.cartOf(userId, 'credits_1000')).toBe(1);
    await pay(await world.payments.startPayment(userId, { ...pack, cart: 1 }));
    const customer = await world.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    const intents = await world.stripe.paymentIntents.list({ customer: customer.stripeCustomerId ?? '' });
    expect(intents.data.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  test('eight at once: one payment', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => world.payments.startPayment(userId, pack)),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  });

  test.each<[string, object, string]>([
    ['a cart from the future', { cart: 1 }, 'invalid_request'],
    ['half a cart', { cart: 0.5 }, 'invalid_request'],
    ['an amount sent along', { amount: 1 }, 'invalid_request'],
    ['a plan as a pack', { lookupKey: 'pro_monthly' }, 'unknown_price'],
    ['an unknown pack', { lookupKey: 'credits_9' }, 'unknown_price'],
  ])('%s: refused, nobody called', async (_name, change, code) => {
    expect(await world.payments.startPayment(userId, { ...pack, ...change })).toMatchObject({
      kind: 'refused',
      code,
    });
    expect(await world.requests()).toEqual([]);
  });
});
