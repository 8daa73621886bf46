import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import { completeOperations } from '@/lib/payments/operations';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { createTestPayments, type TestPayments } from '../../support/payments';

const TEAM = { lookupKey: 'team_monthly', currency: 'usd', seats: 2, promotionCode: null } as const;

let world: TestPayments;
let strict: PaymentService;
beforeAll(async () => {
  world = await createTestPayments();
  strict = createPayments({ ...world.context, trialOncePerCard: true });
});
afterAll(() => world.close());

async function user(email: string): Promise<string> {
  const id = await world.createUser();
  await world.context.database.prisma.user.update({ where: { id }, data: { email } });
  return id;
}

/** Begins Team and confirms it with a card, as the browser does. Answers what the completion page then says. */
async function begin(payments: PaymentService, userId: string, card = 'pm_card_visa') {
  const outcome = await payments.startSubscription(userId, TEAM);
  if (outcome.kind !== 'requires_action') throw new Error(`not begun: ${outcome.kind}`);
  const { action, operationId } = outcome;
  const [intent = ''] = action.clientSecret.split('_secret_');
  const confirming = { payment_method: card, return_url: 'http://localhost:3000/' };
  if (action.type === 'confirm_setup') await world.stripe.setupIntents.confirm(intent, confirming);
  else await world.stripe.paymentIntents.confirm(intent, confirming);
  return payments.completeCheckout(userId, operationId);
}

const daysOf = async (payments: PaymentService, userId: string): Promise<unknown> => {
  const quote = await payments.quote(TEAM, userId);
  return quote.kind === 'quote' ? [quote.trialDays, quote.dueToday.amount] : quote;
};
const complete = () => completeOperations(world.context, { deadline: new Date(Date.now() + 10_000) });
async function statusesOf(userId: string): Promise<string[]> {
  const { subscriptions } = await world.payments.billing(userId);
  return subscriptions.map(({ status }) => status);
}

test('one for a person, whatever they add to their address; then it is paid from the first day', async () => {
  const first = await user('ada.l+one@gmail.com');
  expect(await daysOf(world.payments, first)).toEqual([14, 0]);
  expect(await begin(world.payments, first)).toMatchObject({ kind: 'subscribed', plan: 'team' });
  const second = await user('adal+two@gmail.com');
  expect(await daysOf(world.payments, second)).toEqual([0, 3000]);
  expect(await begin(world.payments, second, 'pm_card_mastercard')).toMatchObject({
    kind: 'subscribed',
    trialEnd: null,
  });
  expect(await statusesOf(second)).toEqual(['active']);
  // Somebody else at the same house is somebody else.
  expect(await daysOf(world.payments, await user('grace@gmail.com'))).toEqual([14, 0]);
});

test('none a second time after it was canceled, nor after the account was deleted', async () => {
  const userId = await user('bob@example.com');
  await begin(world.payments, userId);
  const [subscription] = (await world.payments.billing(userId)).subscriptions;
  await world.stripe.subscriptions.cancel(subscription?.id ?? '');
  expect(await daysOf(world.payments, userId)).toEqual([0, 3000]);
  expect(await world.payments.closeAccount(userId)).toEqual({ kind: 'closed' });
  expect(await daysOf(world.payments, await user('bob@example.com'))).toEqual([0, 3000]);
});

test('a checkout that was given up was no trial', async () => {
  const userId = await user('carol@example.com');
  expect((await world.payments.startSubscription(userId, TEAM)).kind).toBe('requires_action');
  await world.payments.startSubscription(userId, { ...TEAM, seats: 3 });
  expect(await daysOf(world.payments, userId)).toEqual([14, 0]);
});

test('one for a card: the second is ended before it costs anything, and the buyer goes on without a trial', async () => {
  const first = await user('dora@example.com');
  expect(await begin(strict, first, 'pm_card_amex')).toMatchObject({ kind: 'subscribed' });
  const second = await user('emil@example.com');
  expect(await begin(strict, second, 'pm_card_amex')).toMatchObject({
    kind: 'ended',
    refusal: { code: 'trial_used' },
  });
  await complete();
  expect(await statusesOf(second)).toEqual(['canceled']);
  expect(await statusesOf(first)).toEqual(['trialing']);
  expect(await daysOf(strict, second)).toEqual([0, 3000]);
  expect(await begin(strict, second, 'pm_card_amex')).toMatchObject({ kind: 'subscribed', trialEnd: null });
});
