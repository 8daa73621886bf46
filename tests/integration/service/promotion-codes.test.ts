import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Selection } from '@/lib/payments/service/payment-service';
import { GUESSES } from '@/lib/payments/service/promotion-code-guesses';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
let userId: string;

beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());
beforeEach(async () => {
  userId = await world.createUser();
});

const pro: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };

async function createCode(
  code: string,
  coupon: Parameters<TestPayments['stripe']['coupons']['create']>[0],
  options: object = {},
) {
  const { id } = await world.stripe.coupons.create(coupon);
  return world.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id }, code, ...options });
}

async function confirm(secret: string) {
  const id = secret.split('_secret_')[0] ?? '';
  const params = { payment_method: 'pm_card_visa', return_url: 'http://localhost:3000/' };
  return id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, params)
    : world.stripe.paymentIntents.confirm(id, params);
}

describe('a promotion code', () => {
  test('is not found by trying: after ten unknown ones nobody is asked, all at once or one by one', async () => {
    await createCode('GUESSME', { percent_off: 10, duration: 'once' });
    const attempt = (promotionCode: string) => world.payments.quote({ ...pro, promotionCode }, userId);
    // One that is known, as often as one likes.
    for (let n = 0; n < GUESSES + 2; n++) expect(await attempt('GUESSME')).toMatchObject({ kind: 'quote' });
    await world.requests();
    const many = Array.from({ length: 3 * GUESSES }, (_, n) => attempt(`NOSUCHCODE${n}`));
    const answers = (await Promise.all(many)).map((answer) => (answer.kind === 'refused' ? answer.code : ''));
    expect(answers.filter((code) => code === 'promotion_code_unknown')).toHaveLength(GUESSES);
    expect(answers.filter((code) => code === 'promotion_code_guesses')).toHaveLength(2 * GUESSES);
    expect(await world.requests()).toHaveLength(GUESSES);
    expect(await attempt('GUESSME')).toMatchObject({ kind: 'refused', code: 'promotion_code_guesses' });
    // Somebody else is somebody else.
    const other = await world.createUser();
    expect(await world.payments.quote({ ...pro, promotionCode: 'GUESSME' }, other)).toMatchObject({
      kind: 'quote',
    });
  });

  test('what is quoted is what is charged', async () => {
    await createCode('SAVE25', { percent_off: 25, duration: 'repeating', duration_in_months: 3 });
    const selection = { ...pro, promotionCode: 'save25' };
    expect(await world.payments.quote(selection, userId)).toMatchObject({
      kind: 'quote',
      subtotal: { amount: 2000 },
      discount: { amount: 500 },
      discountLabel: '25% off for 3 months',
      dueToday: { amount: 1500 },
      recurring: { amount: 2000 },
    });
    const outcome = await world.payments.startSubscription(userId, selection);
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    await confirm(outcome.action.clientSecret);
    await world.payments.completeCheckout(userId, outcome.operationId);
    const { invoices } = await world.payments.billing(userId);
    expect(invoices[0]).toMatchObject({ total: { amount: 1500 }, amountPaid: { amount: 1500 } });
  });

  test('everything off: nothing is due, and the card is asked for all the same', async () => {
    await createCode('FREEMONTH', { percent_off: 100, duration: 'once' });
    const selection = { ...pro, promotionCode: 'FREEMONTH' };
    expect(await world.payments.quote(selection)).toMatchObject({ dueToday: { amount: 0 } });
    const outcome = await world.payments.startSubscription(userId, selection);
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    expect(outcome.action.type).toBe('confirm_setup');
    expect(await world.payments.access(userId)).toMatchObject({ granted: false });
    await confirm(outcome.action.clientSecret);
    expect(await world.payments.completeCheckout(userId, outcome.operationId)).toMatchObject({
      kind: 'subscribed',
    });
  });

  test('during a trial nothing is due today, with a code as without', async () => {
    await createCode('TEAM10', { percent_off: 10, duration: 'forever' });
    const team = { ...pro, lookupKey: 'team_monthly', seats: 3 };
    expect(await world.payments.quote(team)).toMatchObject({
      dueToday: { amount: 0 },
      recurring: { amount: 4500 },
    });
    expect(await world.payments.quote({ ...team, promotionCode: 'TEAM10' })).toMatchObject({
      dueToday: { amount: 0 },
      discount: { amount: 450 },
    });
  });

  test.each<[string, string, () => Promise<unknown>]>([
    ['NOSUCHCODE', 'promotion_code_unknown', async () => {}],
    [
      'SWITCHEDOFF',
      'promotion_code_expired',
      () => createCode('SWITCHEDOFF', { percent_off: 10, duration: 'once' }, { active: false }),
    ],
  ])('%s: %s, and no subscription', async (code, refusal, prepare) => {
    await prepare();
    const selection = { ...pro, promotionCode: code };
    expect(await world.payments.quote(selection)).toMatchObject({ kind: 'refused', code: refusal });
    expect(await world.payments.startSubscription(userId, selection)).toMatchObject({ code: refusal });
    expect(await world.context.database.prisma.paymentOperation.count({ where: { userId } })).toBe(0);
  });

  test('used up: refused with the reason', async () => {
    await createCode('ONLYONE', { percent_off: 10, duration: 'once' }, { max_redemptions: 1 });
    const first = await world.createUser();
    const outcome = await world.payments.startSubscription(first, { ...pro, promotionCode: 'ONLYONE' });
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    await confirm(outcome.action.clientSecret);
    expect(await world.payments.quote({ ...pro, promotionCode: 'ONLYONE' })).toMatchObject({
      kind: 'refused',
      code: 'promotion_code_used_up',
    });
  });

  test('whose last redemption is held by the buyer’s own declined checkout goes on with it', async () => {
    await createCode('LASTONE', { percent_off: 10, duration: 'once' }, { max_redemptions: 1 });
    const selection = { ...pro, promotionCode: 'LASTONE' };
    const first = await world.payments.startSubscription(userId, selection);
    expect(first.kind).toBe('requires_action');
    expect(await world.payments.startSubscription(userId, selection)).toEqual(first);
  });

  test('for a first purchase only: quoted to a newcomer, refused to others with the reason', async () => {
    await createCode(
      'WELCOME',
      { percent_off: 50, duration: 'once' },
      { restrictions: { first_time_transaction: true } },
    );
    const selection = { ...pro, promotionCode: 'WELCOME' };
    expect(await world.payments.quote(selection, userId)).toMatchObject({ dueToday: { amount: 1000 } });
    const outcome = await world.payments.startPayment(userId, {
      lookupKey: 'credits_1000',
      currency: 'usd',
      cart: 0,
    });
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    await confirm(outcome.action.clientSecret);
    expect(await world.payments.quote(selection, userId)).toMatchObject({
      kind: 'refused',
      code: 'promotion_code_first_time_only',
    });
    expect(await world.payments.startSubscription(userId, selection)).toMatchObject({
      code: 'promotion_code_first_time_only',
    });
  });

  test('with a minimum: refused below it, with the reason', async () => {
    await createCode(
      'BIGSPENDER',
      { percent_off: 5, duration: 'once' },
      { restrictions: { minimum_amount: 10_000, minimum_amount_currency: 'usd' } },
    );
    const selection = { ...pro, promotionCode: 'BIGSPENDER' };
    expect(await world.payments.quote(selection, userId)).toMatchObject({ code: 'promotion_code_minimum' });
    expect(await world.payments.quote({ ...selection, lookupKey: 'pro_yearly' }, userId)).toMatchObject({
      kind: 'quote',
    });
  });

  test('for another product: refused with the reason', async () => {
    const { data } = await world.stripe.prices.list({ lookup_keys: ['team_monthly'] });
    await createCode('TEAMONLY', {
      percent_off: 5,
      duration: 'once',
      applies_to: { products: [String(data[0]?.product)] },
    });
    const selection = { ...pro, promotionCode: 'TEAMONLY' };
    expect(await world.payments.quote(selection, userId)).toMatchObject({
      code: 'promotion_code_wrong_plan',
    });
  });

  test('for one customer only: unknown to everybody else', async () => {
    const { id: customer } = await world.stripe.customers.create({ name: 'Somebody else' });
    await createCode('FORGRACE', { percent_off: 10, duration: 'once' }, { customer });
    expect(await world.payments.quote({ ...pro, promotionCode: 'FORGRACE' }, userId)).toMatchObject({
      code: 'promotion_code_unknown',
    });
  });
});

describe('another currency', () => {
  test.each([
    ['eur', 1900],
    ['jpy', 3000],
  ] as const)('%s: quoted, charged and shown as %d', async (currency, amount) => {
    const selection = { ...pro, currency };
    expect(await world.payments.quote(selection)).toMatchObject({ dueToday: { amount, currency } });
    const outcome = await world.payments.startSubscription(userId, selection);
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    await confirm(outcome.action.clientSecret);
    await world.payments.completeCheckout(userId, outcome.operationId);
    const { subscriptions, invoices } = await world.payments.billing(userId);
    expect(subscriptions[0]?.recurring).toEqual({ amount, currency });
    expect(invoices[0]?.total).toEqual({ amount, currency });
  });
});
