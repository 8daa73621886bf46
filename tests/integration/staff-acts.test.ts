import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { Staff, StaffRole } from '@/lib/payments/domain/staff';
import type { AdminActs } from '@/lib/payments/service/payment-service';
import { createTestPayments, type TestPayments } from '../support/payments';
import { customerOf, subscribed } from '../support/subscribed';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

const sql = async (text: string, values: readonly unknown[] = []) =>
  (await world.context.database.pool.query(text, [...values])).rows;

async function staff(role: StaffRole): Promise<Staff> {
  const id = await world.createUser();
  await sql('UPDATE users SET role = $2 WHERE id = $1', [id, role]);
  return { id, role };
}

/** A user with a running subscription and what they paid for it. */
async function customer() {
  const userId = await world.createUser();
  const { id: subscriptionId } = await subscribed(world, userId);
  const customerId = await customerOf(world, userId);
  await world.payments.adminActs.syncCustomer(customerId, await staff('support'));
  const [payment] = await sql(
    'SELECT id, amount_received::int AS amount FROM payments WHERE customer_id = $1',
    [customerId],
  );
  return { userId, subscriptionId, customerId, payment };
}

const acts = () => world.payments.adminActs;
const refundOf = (paymentId: string, amount: number) => ({
  paymentId,
  amount,
  reason: 'requested_by_customer' as const,
  request: crypto.randomUUID(),
});

describe('a refund', () => {
  test('by two admins at once is never more than was paid, and both are told the truth', async () => {
    const { payment, customerId } = await customer();
    const [one, other] = [await staff('admin'), await staff('admin')];
    const outcomes = await Promise.all(
      [one, other].map((by) => acts().refundPayment(refundOf(payment.id, 1_200), by)),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'refund_too_large' });
    const { data } = await world.stripe.refunds.list({ payment_intent: payment.id });
    expect(data.map(({ amount }) => amount)).toEqual([1_200]);
    expect(await acts().refundPayment(refundOf(payment.id, 800), other)).toMatchObject({ kind: 'done' });
    const titles = (await world.payments.admin.customer(customerId))?.timeline
      .filter(({ kind, title }) => kind === 'act' && title === 'Refunded a payment')
      .map(({ detail }) => detail?.replace(/^\S+, /, ''));
    expect(titles?.sort()).toEqual(['done', 'done', 'refused: refund too large']);
  });

  test('by support is up to a limit', async () => {
    const { payment } = await customer();
    await sql('UPDATE payments SET amount_received = 20000 WHERE id = $1', [payment.id]);
    const support = await staff('support');
    const asked = refundOf(payment.id, 10_001);
    expect(await acts().refundPayment(asked, support)).toMatchObject({ code: 'refund_over_limit' });
    expect(await acts().refundPayment(refundOf(payment.id, 2_000), support)).toMatchObject({ kind: 'done' });
  });
});

test('a subscription is ended and taken back for its user, who sees who asked', async () => {
  const { subscriptionId, customerId } = await customer();
  const support = await staff('support');
  const seen = { subscriptionId, revision: 0 };
  expect(await acts().cancelSubscription(seen, 'period_end', support)).toMatchObject({ kind: 'done' });
  expect((await world.stripe.subscriptions.retrieve(subscriptionId)).cancel_at).not.toBeNull();
  const again = { subscriptionId, revision: 1 };
  expect(await acts().resumeSubscription(again, 'cancellation', support)).toMatchObject({ kind: 'done' });
  expect((await world.stripe.subscriptions.retrieve(subscriptionId)).cancel_at).toBeNull();
  // From a page that was made before.
  expect(await acts().cancelSubscription(again, 'now', support)).toMatchObject({ code: 'changed_meanwhile' });
  const ending = { subscriptionId, revision: 2 };
  expect(await acts().cancelSubscription(ending, 'now', support)).toMatchObject({ kind: 'done' });
  expect((await world.stripe.subscriptions.retrieve(subscriptionId)).status).toBe('canceled');
  const { rows } = await world.payments.admin.operations(null);
  const asked = rows.filter(({ objectId }) => objectId === subscriptionId);
  expect(asked.filter(({ requestedBy }) => requestedBy !== null).length).toBeGreaterThanOrEqual(3);
  const timeline = (await world.payments.admin.customer(customerId))?.timeline ?? [];
  const told = timeline.filter(({ kind }) => kind === 'act').map(({ title }) => title);
  expect(told.slice(0, 4)).toEqual([
    'Canceled a subscription',
    'Canceled a subscription',
    'Resumed a subscription',
    'Canceled a subscription',
  ]);
  expect(
    await acts().cancelSubscription({ ...seen, subscriptionId: 'sub_none' }, 'now', support),
  ).toMatchObject({
    code: 'not_found',
  });
});

test('credits are given once for each form, and never to nobody', async () => {
  const { userId, customerId } = await customer();
  const support = await staff('support');
  const gift = { customerId, credits: 250, request: crypto.randomUUID() };
  const given = await Promise.all([1, 2, 3].map(() => acts().giveCredits(gift, support)));
  expect(given).toEqual(['given', 'given', 'given']);
  expect((await world.payments.billing(userId)).credits).toBe(250);
  expect(await acts().giveCredits({ ...gift, credits: 0 }, support)).toBe('invalid_request');
  expect(await acts().giveCredits({ ...gift, customerId: 'cus_none' }, support)).toBe('not_found');
});

test('a customer is read again as a whole, also what the mirror never heard of', async () => {
  const { customerId } = await customer();
  const support = await staff('support');
  await world.stripe.customers.update(customerId, { name: 'Grace Hopper' });
  await world.stripe.invoices.create({ customer: customerId, description: 'by hand' });
  await world.stripe.paymentMethods.attach('pm_card_mastercard', { customer: customerId });
  expect(await acts().syncCustomer(customerId, support)).toBe('synced');
  const found = await world.payments.admin.customer(customerId);
  expect(found).toMatchObject({ name: 'Grace Hopper' });
  expect(found?.invoices.map(({ status }) => status).sort()).toEqual(['draft', 'paid']);
  expect(found?.paymentMethods.map(({ last4 }) => last4).sort()).toEqual(['4242', '4444']);
  const away = createPayments(world.anotherContext('http://127.0.0.1:9'));
  expect(await away.adminActs.syncCustomer(customerId, support)).toBe('unreachable');
});

describe('a role', () => {
  const roleOf = async (id: string) => (await sql('SELECT role FROM users WHERE id = $1', [id]))[0].role;
  const emailOf = async (id: string) => (await sql('SELECT email FROM users WHERE id = $1', [id]))[0].email;

  test('is given and taken away, never one’s own and never to nobody', async () => {
    const [admin, id] = [await staff('admin'), await world.createUser()];
    const email = (await emailOf(id)).toUpperCase();
    expect(await acts().changeRole({ email: ` ${email} `, role: 'support' }, admin)).toBe('changed');
    expect(await roleOf(id)).toBe('support');
    expect(await acts().changeRole({ email, role: 'user' }, admin)).toBe('changed');
    expect(await roleOf(id)).toBe('user');
    const own = await emailOf(admin.id);
    expect(await acts().changeRole({ email: own, role: 'user' }, admin)).toBe('own_role');
    expect(await acts().changeRole({ email: 'nobody@example.com', role: 'admin' }, admin)).toBe('not_found');
    expect(await acts().changeRole({ email: 'no address', role: 'admin' }, admin)).toBe('invalid_request');
  });

  test('two admins who take each other’s away leave one', async () => {
    const pair = [await staff('admin'), await staff('admin')] as const;
    const emails = await Promise.all(pair.map(({ id }) => emailOf(id)));
    const done = await Promise.all([
      acts().changeRole({ email: emails[1], role: 'user' }, pair[0]),
      acts().changeRole({ email: emails[0], role: 'user' }, pair[1]),
    ]);
    expect(done.sort()).toEqual(['changed', 'not_found']);
    expect((await Promise.all(pair.map(({ id }) => roleOf(id)))).sort()).toEqual(['admin', 'user']);
  });
});

describe('the audit log', () => {
  const ACTS: readonly (readonly [string, (acts: AdminActs, by: Staff) => Promise<unknown>])[] = [
    ['refundPayment', (acts, by) => acts.refundPayment(refundOf('pi_1', 1), by)],
    [
      'cancelSubscription',
      (acts, by) => acts.cancelSubscription({ subscriptionId: 's', revision: 0 }, 'now', by),
    ],
    [
      'resumeSubscription',
      (acts, by) => acts.resumeSubscription({ subscriptionId: 's', revision: 0 }, 'pause', by),
    ],
    [
      'giveCredits',
      (acts, by) => acts.giveCredits({ customerId: 'c', credits: 1, request: crypto.randomUUID() }, by),
    ],
    ['syncCustomer', (acts, by) => acts.syncCustomer('cus_none', by)],
    ['replayEvent', (acts, by) => acts.replayEvent('1', by)],
    ['replayDead', (acts, by) => acts.replayDead(null, by)],
    ['ignoreEvent', (acts, by) => acts.ignoreEvent('1', by)],
    ['reconcile', (acts, by) => acts.reconcile('recent', by)],
    ['changeRole', (acts, by) => acts.changeRole({ email: 'nobody@example.com', role: 'support' }, by)],
    ['resolveOperation', (acts, by) => acts.resolveOperation('none', 'look_again', by)],
  ];
  const STEERING = [
    'replayEvent',
    'replayDead',
    'ignoreEvent',
    'reconcile',
    'resolveOperation',
    'changeRole',
  ];

  test('names every act there is', () => {
    expect(ACTS.map(([name]) => name).sort()).toEqual(Object.keys(acts()).sort());
  });

  test.each(ACTS)('%s: only by who may, and written down with what became of it', async (name, carryOut) => {
    const roles = ['read_only', 'support', 'admin'] as const;
    const least = STEERING.includes(name) ? 'admin' : 'support';
    for (const role of roles) {
      const by = await staff(role);
      const tried = async () => carryOut(acts(), by);
      if (roles.indexOf(role) < roles.indexOf(least)) await expect(tried()).rejects.toThrow(/may not/);
      else await tried();
      const written = await sql(
        `SELECT a.actor_role AS role, answer.outcome FROM audit_log a LEFT JOIN audit_log answer ON answer.answers = a.id
         WHERE a.actor_id = $1 AND a.answers IS NULL`,
        [by.id],
      );
      const expected =
        roles.indexOf(role) < roles.indexOf(least) ? [] : [{ role, outcome: expect.any(String) }];
      expect(written).toEqual(expected);
    }
  });

  test.each(['UPDATE audit_log SET act = $$nothing$$', 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    '%s: is refused',
    async (statement) => {
      const count = await sql('SELECT count(*) FROM audit_log');
      await expect(sql(statement)).rejects.toThrow(/only ever added to/);
      expect(await sql('SELECT count(*) FROM audit_log')).toEqual(count);
    },
  );

  test('tells of an act that nobody came back from', async () => {
    const by = await staff('admin');
    const [{ email }] = await sql('SELECT email FROM users WHERE id = $1', [by.id]);
    await sql(`INSERT INTO audit_log (actor_id, actor_role, act) VALUES ($1, 'admin', 'refund_payment')`, [
      by.id,
    ]);
    const { rows } = await world.payments.admin.audit(null);
    expect(rows[0]).toMatchObject({ by: email, act: 'Refunded a payment', outcome: null });
  });
});
