import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { Outcome } from '@/lib/payments/domain/outcome';
import { completeOperations } from '@/lib/payments/operations';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import { AT_ONCE, AT_PERIOD_END } from '../../support/cancellation';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
/** The payments layer of a process that has no way to the provider. */
let cutOff: PaymentService;
let userId: string;
let subscriptionId: string;

const pro = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
const team = { lookupKey: 'team_monthly', seats: 5 };
const returned = { return_url: 'http://localhost:3000/' };

beforeAll(async () => {
  world = await createTestPayments();
  cutOff = createPayments(world.anotherContext('http://127.0.0.1:9', 600));
});
afterAll(() => world.close());
beforeEach(async () => {
  userId = await world.createUser();
  subscriptionId = await subscribe();
});

function secretOf(outcome: Outcome): string {
  if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
  return outcome.action.clientSecret;
}

async function subscribe(): Promise<string> {
  const outcome = await world.payments.startSubscription(userId, pro);
  const id = secretOf(outcome).split('_secret_')[0] ?? '';
  await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', ...returned });
  if (outcome.kind === 'requires_action') await world.payments.completeCheckout(userId, outcome.operationId);
  return (await billing()).subscriptions[0]?.id ?? '';
}

const billing = (user = userId) => world.payments.billing(user);
const seen = (revision = 0) => ({ subscriptionId, revision });
const atStripe = () => world.stripe.subscriptions.retrieve(subscriptionId);

/** Time passes for the completer, which another process runs. */
async function complete(change = ''): Promise<void> {
  await world.context.database.pool.query(
    `UPDATE payment_operations SET next_check_at = now() - interval '1 second' ${change}
     WHERE user_id = $1 AND state IN ('open', 'unknown', 'awaiting_buyer')`,
    [userId],
  );
  await completeOperations(world.anotherContext(), { deadline: new Date(Date.now() + 10_000) });
}

async function quoted(target = team): Promise<typeof team & { prorationDate: number | null }> {
  const quote = await world.payments.previewPlanChange(userId, subscriptionId, target);
  if (quote.kind === 'refused') throw new Error(quote.detail);
  return { ...target, prorationDate: quote.prorationDate };
}

/** From now on this is charged. */
async function useCard(card: string): Promise<void> {
  const { customer } = await atStripe();
  const { id } = await world.stripe.paymentMethods.attach(card, { customer: String(customer) });
  await world.stripe.subscriptions.update(subscriptionId, { default_payment_method: id });
}

describe('a change of plan', () => {
  test('to a dearer one: charged at once, to the cent what the quote said', async () => {
    const quote = await world.payments.previewPlanChange(userId, subscriptionId, team);
    if (quote.kind === 'refused') throw new Error(quote.detail);
    expect(quote.when).toBe('now');
    const change = { ...team, prorationDate: quote.prorationDate };
    expect(await world.payments.changePlan(userId, seen(), change)).toMatchObject({ kind: 'done' });
    const { latest_invoice } = await atStripe();
    const invoice = await world.stripe.invoices.retrieve(String(latest_invoice));
    expect([invoice.status, invoice.total]).toEqual(['paid', quote.dueToday.amount]);
    expect((await billing()).subscriptions[0]).toMatchObject({ plan: 'team', seats: 5, revision: 1 });
  });

  test('to a cheaper one keeps the discount that runs', async () => {
    const coupon = await world.stripe.coupons.create({ percent_off: 25, duration: 'forever' });
    await world.stripe.subscriptions.update(subscriptionId, { discounts: [{ coupon: coupon.id }] });
    const yearly = { lookupKey: 'pro_yearly', seats: 1, prorationDate: null };
    expect(await world.payments.changePlan(userId, seen(), yearly)).toMatchObject({ kind: 'done' });
    await world.sandbox.control('clock', { advance_seconds: 32 * 86_400 });
    const changed = await world.stripe.subscriptions.retrieve(subscriptionId, { expand: ['discounts'] });
    expect(changed.items.data[0]?.price.lookup_key).toBe('pro_yearly');
    expect(changed.discounts).toMatchObject([{ source: { coupon: coupon.id } }]);
  });

  test('to a cheaper one: from the next period on, and can be taken back', async () => {
    const yearly = { lookupKey: 'pro_yearly', seats: 1, prorationDate: null };
    const quote = await world.payments.previewPlanChange(userId, subscriptionId, {
      lookupKey: 'pro_yearly',
      seats: 1,
    });
    expect(quote).toMatchObject({ when: 'period_end', dueToday: { amount: 0 }, prorationDate: null });
    expect(await world.payments.changePlan(userId, seen(), yearly)).toMatchObject({ kind: 'done' });
    const [planned] = (await billing()).subscriptions;
    expect(planned).toMatchObject({
      interval: 'month',
      scheduled: { planName: 'Pro', seats: 1 },
      revision: 1,
    });
    expect(planned?.scheduled?.at).toEqual(planned?.currentPeriodEnd);
    const ended = await world.payments.cancelSubscription(userId, seen(1), AT_PERIOD_END);
    expect(ended).toMatchObject({ kind: 'refused', code: 'change_scheduled' });
    const again = await world.payments.previewPlanChange(userId, subscriptionId, team);
    expect(again).toMatchObject({ kind: 'refused', code: 'change_scheduled' });
    const back = await world.payments.resumeSubscription(userId, seen(1), 'scheduled_change');
    expect(back).toMatchObject({ kind: 'done' });
    expect((await atStripe()).schedule).toBeNull();
    expect((await billing()).subscriptions[0]).toMatchObject({ scheduled: null, revision: 2 });
  });

  test('that the bank wants confirmed: the old plan until it is paid, and settled by the webhook’s sync', async () => {
    await useCard('pm_card_authenticationRequired');
    const change = await quoted();
    const outcome = await world.payments.changePlan(userId, seen(), change);
    const intent = secretOf(outcome).split('_secret_')[0] ?? '';
    const item = (await atStripe()).items.data[0];
    expect(item?.price.lookup_key).toBe('pro_monthly');
    expect((await billing()).changes).toMatchObject([{ state: 'awaiting_buyer', purpose: 'change_plan' }]);
    // The same page again: the same secret, for the next card too.
    expect(await world.payments.changePlan(userId, seen(), change)).toEqual(outcome);
    await world.stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa', ...returned });
    await syncObject(world.context, 'subscription', subscriptionId);
    expect((await billing()).changes).toEqual([]);
    expect((await billing()).subscriptions[0]).toMatchObject({ plan: 'team', seats: 5, revision: 1 });
  });

  test('that waits to be paid can be withdrawn', async () => {
    await useCard('pm_card_authenticationRequired');
    const outcome = await world.payments.changePlan(userId, seen(), await quoted());
    const id = outcome.kind === 'requires_action' ? outcome.operationId : '';
    expect(await world.payments.withdraw(userId, id)).toBe('withdrawn');
    expect(await atStripe()).toMatchObject({ status: 'active', pending_update: null });
    expect((await billing()).changes).toEqual([]);
  });

  test('with a card that is declined: the old plan stays, and another plan may be picked', async () => {
    await useCard('pm_card_chargeCustomerFail');
    expect((await world.payments.changePlan(userId, seen(), await quoted())).kind).toBe('requires_action');
    const three = { lookupKey: 'team_monthly', seats: 3 };
    const { prorationDate } = await quotedAnew(three);
    await useCard('pm_card_visa');
    const outcome = await world.payments.changePlan(userId, seen(), { ...three, prorationDate });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect((await atStripe()).items.data[0]).toMatchObject({ quantity: 3 });
  });

  // The mirror does not know of the change that waits: what a tab that was opened before it would be quoted.
  const quotedAnew = async (target: typeof team) => quoted(target);

  test('in two tabs at once: one is made, and the other is told', async () => {
    const [five, three] = [await quoted(), await quoted({ lookupKey: 'team_monthly', seats: 3 })];
    const outcomes = await Promise.all([
      world.payments.changePlan(userId, seen(), five),
      world.payments.changePlan(userId, seen(), three),
    ]);
    const told = outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.code : outcome.kind)).sort();
    expect(told).toEqual(['changed_meanwhile', 'done']);
    const invoices = await world.stripe.invoices.list({ subscription: subscriptionId });
    expect(invoices.data).toHaveLength(2);
  });

  test('with a quote that is too old, from the future or for another time: refused, and nothing is sent', async () => {
    const now = Math.floor(Date.now() / 1000);
    await world.requests();
    for (const prorationDate of [now - 7_200, now + 3_600, null]) {
      const outcome = await world.payments.changePlan(userId, seen(), { ...team, prorationDate });
      expect(outcome).toMatchObject({ kind: 'refused', code: 'quote_expired' });
    }
    expect(await world.requests()).toEqual([]);
  });
});

describe('a page', () => {
  test('that is stale can’t change what was changed since', async () => {
    expect((await world.payments.cancelSubscription(userId, seen(), AT_PERIOD_END)).kind).toBe('done');
    expect(await world.payments.cancelSubscription(userId, seen(), AT_PERIOD_END)).toMatchObject({
      kind: 'done',
    });
    const stale = await world.payments.pauseSubscription(userId, seen());
    expect(stale).toMatchObject({ kind: 'refused', code: 'changed_meanwhile' });
    const future = await world.payments.pauseSubscription(userId, seen(7));
    expect(future).toMatchObject({ kind: 'refused', code: 'invalid_request' });
    expect((await atStripe()).status).toBe('active');
  });

  test('of somebody else finds nothing', async () => {
    const stranger = await world.createUser();
    await world.requests();
    const outcome = await world.payments.cancelSubscription(stranger, seen(), AT_ONCE);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect((await world.requests()).filter(({ path }) => path.includes('subscriptions'))).toEqual([]);
    expect((await atStripe()).status).toBe('active');
  });
});

describe('while the provider can’t be reached', () => {
  test('a cancellation is accepted, shown as pending, and done once when it is back', async () => {
    const outcome = await cutOff.cancelSubscription(userId, seen(), AT_PERIOD_END);
    expect(outcome).toMatchObject({ kind: 'deferred' });
    expect(await cutOff.cancelSubscription(userId, seen(), AT_PERIOD_END)).toEqual(outcome);
    expect((await billing()).changes).toMatchObject([
      { state: 'deferred', withdrawable: true, words: 'Cancel at the end of the period', subscriptionId },
    ]);
    await complete();
    expect((await atStripe()).cancel_at_period_end).toBe(true);
    expect((await billing()).changes).toEqual([]);
    expect((await billing()).subscriptions[0]?.cancelAt).not.toBeNull();
  });

  test('it can be withdrawn, and is then never sent', async () => {
    const outcome = await cutOff.cancelSubscription(userId, seen(), AT_PERIOD_END);
    const id = outcome.kind === 'deferred' ? outcome.operationId : '';
    expect(await world.payments.withdraw(await world.createUser(), id)).toBe('not_found');
    expect(await world.payments.withdraw(userId, id)).toBe('withdrawn');
    expect(await world.payments.withdraw(userId, id)).toBe('too_late');
    await world.requests();
    await complete();
    expect((await world.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
    expect((await atStripe()).cancel_at_period_end).toBe(false);
  });

  test('another wish takes the place of one that is yet to be sent', async () => {
    await cutOff.cancelSubscription(userId, seen(), AT_PERIOD_END);
    expect(await world.payments.pauseSubscription(userId, seen())).toMatchObject({ kind: 'done' });
    await complete();
    expect(await atStripe()).toMatchObject({ status: 'paused', cancel_at_period_end: false });
  });

  test('what charges or pauses says so instead, and nothing is left to be sent', async () => {
    const change = await quoted();
    expect(await cutOff.changePlan(userId, seen(), change)).toMatchObject({ code: 'payments_unavailable' });
    expect(await cutOff.pauseSubscription(userId, seen())).toMatchObject({ code: 'payments_unavailable' });
    await complete();
    expect(await atStripe()).toMatchObject({ status: 'active', latest_invoice: expect.any(String) });
    expect((await billing()).changes).toEqual([]);
  });
});

describe('an operation that nothing can tell about', () => {
  async function lost(): Promise<string> {
    const admin = await world.createUser();
    // As a crash three days ago left it, at a provider that will not say.
    const { rows } = await world.context.database.pool.query<{ id: string }>(
      `INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, state, attempts, first_sent_at,
         requested_by, updated_at, next_check_at)
       VALUES (gen_random_uuid(), $1, 'refund_payment', 'refund:lost', $2, 'x', 'unknown', 1,
         now() - interval '4 days', $3, now(), now() - interval '1 minute') RETURNING id`,
      [userId, JSON.stringify({ paymentId: 'pi_gone', amount: 1, reason: null }), admin],
    );
    await completeOperations(world.anotherContext('http://127.0.0.1:9', 600), {
      deadline: new Date(Date.now() + 10_000),
    });
    return rows[0]?.id ?? '';
  }
  const stateOf = async (id: string) =>
    (await world.payments.admin.operations(null)).rows.find((row) => row.id === id)?.state;

  test('waits for a person, who is shown it', async () => {
    const id = await lost();
    const { rows } = await world.payments.admin.operations(null, 'needs_human');
    expect(rows.find((row) => row.id === id)).toMatchObject({
      state: 'needs_human',
      words: 'Refund a payment',
      userId,
      attempts: 2,
    });
  });

  test.each([
    ['it_happened', 'done'],
    ['it_did_not', 'refused'],
    ['look_again', 'unknown'],
  ] as const)('and says %s: it is %s', async (choice, state) => {
    const id = await lost();
    expect(await world.payments.adminActs.resolveOperation(id, choice, { id: userId, role: 'admin' })).toBe(
      true,
    );
    expect(await stateOf(id)).toBe(state);
    expect(
      await world.payments.adminActs.resolveOperation(id, 'it_happened', { id: userId, role: 'admin' }),
    ).toBe(false);
  });
});
