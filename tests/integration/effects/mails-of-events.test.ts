import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalMailer } from '@/lib/mail/local-mailer';
import type { Outcome } from '@/lib/payments/domain/outcome';
import { sendDueMails } from '@/lib/payments/mails/send-due-mails';
import { Deliveries } from '../../support/deliveries';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
let deliveries: Deliveries;
let userId: string;
let adminId: string;

beforeAll(async () => {
  world = await createTestPayments();
  deliveries = new Deliveries(world);
  adminId = await world.createUser();
  await sql(`UPDATE users SET role = 'admin', email = 'admin@example.com' WHERE id = '${adminId}'`);
});
afterAll(() => world.close());
beforeEach(async () => {
  await catchUp();
  userId = await world.createUser();
});

async function sql(text: string): Promise<Record<string, unknown>[]> {
  return (await world.context.database.pool.query(text)).rows;
}

/** Everything twice, by two workers at once. */
const catchUp = () => deliveries.catchUp(2, 2);

/** What is in the outbox for somebody: one line a mail. */
async function outbox(recipient = userId): Promise<unknown[]> {
  const rows = await sql(
    `SELECT effect FROM outbox_mails WHERE recipient_id = '${recipient}' ORDER BY event_id, effect`,
  );
  return rows.map((row) => row.effect);
}

/** Everything that is due is sent; the mailbox of somebody, oldest first. */
async function mailbox(recipient = userId): Promise<{ subject: string; text: string }[]> {
  const mailer = createLocalMailer(world.context.database, 'https://shop.example');
  await sendDueMails(world.context, mailer, { limit: 1_000, deadline: new Date(Date.now() + 10_000) });
  const rows = await world.context.database.prisma.localMail.findMany({
    where: { recipientId: recipient },
    orderBy: { id: 'asc' },
    select: { subject: true, text: true },
  });
  return rows;
}
const subjects = async (recipient = userId) => (await mailbox(recipient)).map(({ subject }) => subject);

async function confirm(outcome: Outcome, card = 'pm_card_visa'): Promise<string> {
  if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
  const id = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  const params = { payment_method: card, return_url: 'http://localhost:3000/' };
  await (id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, params)
    : world.stripe.paymentIntents.confirm(id, params));
  return id;
}

async function subscribe(lookupKey = 'pro_monthly', card = 'pm_card_visa'): Promise<void> {
  const selection = { lookupKey, currency: 'usd', seats: 1, promotionCode: null } as const;
  await confirm(await world.payments.startSubscription(userId, selection), card);
}

async function buyCredits(card = 'pm_card_visa'): Promise<string> {
  const cart = await world.payments.cartOf(userId, 'credits_1000');
  return confirm(
    await world.payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'jpy', cart }),
    card,
  );
}

async function subscriptionId(): Promise<string> {
  const user = await world.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { data } = await world.stripe.subscriptions.list({ customer: user.stripeCustomerId ?? '' });
  return data[0]?.id ?? '';
}

/** The types of the events about this test's own customer. */
async function typesOf(events: readonly Stripe.Event[]): Promise<string[]> {
  const user = await world.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const ours = events.filter(({ data }) => JSON.stringify(data).includes(user.stripeCustomerId ?? 'nobody'));
  return ours.map(({ type }) => type);
}

/** The next charges meet this card. */
async function changeCard(card: string): Promise<void> {
  const id = await subscriptionId();
  const { customer } = await world.stripe.subscriptions.retrieve(id);
  const method = await world.stripe.paymentMethods.attach(card, { customer: String(customer) });
  await world.stripe.subscriptions.update(id, { default_payment_method: method.id });
}

const days = (count: number) => world.sandbox.control('clock', { advance_seconds: count * 86_400 });

describe('the mail of', () => {
  it('a subscription that was paid: one receipt', async () => {
    await subscribe();
    await catchUp();
    expect(await outbox()).toEqual(['invoice_receipt']);
    const [receipt] = await mailbox();
    expect(receipt?.subject).toBe('Receipt: $20.00 for Pro');
    expect(receipt?.text).toMatch(/Card: +Visa •••• 4242\n/);
    expect(receipt?.text).toContain('https://shop.example/billing');
  });

  it('a one-off purchase: one receipt, in its own currency', async () => {
    await buyCredits();
    await catchUp();
    expect(await outbox()).toEqual(['purchase_receipt']);
    expect(await subjects()).toEqual(['Receipt: ¥1,500 for 1,000 credits']);
  });

  it('a first payment that fails or asks for more: none, the buyer sits at the form', async () => {
    await expect(subscribe('pro_monthly', 'pm_card_visa_chargeDeclined')).rejects.toThrow(/declined/);
    await catchUp();
    await subscribe('pro_monthly', 'pm_card_authenticationRequired');
    const types = (await catchUp()).map(({ type }) => type);
    expect(types).toContain('invoice.payment_action_required');
    expect(await outbox()).toEqual([]);
  });

  it('a trial: none when it begins, one before it ends, a receipt after it', async () => {
    await subscribe('team_monthly');
    await catchUp();
    expect(await outbox()).toEqual([]);
    await days(12);
    await catchUp();
    expect(await outbox()).toEqual(['trial_ending']);
    const [mail] = await mailbox();
    expect(mail?.subject).toMatch(/^Your trial of Team, 1 seat ends on /);
    expect(mail?.text).toMatch(/Then: +\$15.00 a month\n/);
    expect(mail?.text).toMatch(/Card: +Visa •••• 4242\n/);
    await days(3);
    await catchUp();
    expect(await outbox()).toEqual(['trial_ending', 'invoice_receipt']);
  });

  it('a trial whose card was never confirmed: none, whatever becomes of it', async () => {
    const selection = { lookupKey: 'team_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
    await world.payments.startSubscription(userId, selection);
    await days(12);
    await catchUp();
    await world.stripe.subscriptions.cancel(await subscriptionId());
    const types = (await catchUp()).map(({ type }) => type);
    expect(types).toContain('customer.subscription.deleted');
    expect(await outbox()).toEqual([]);
  });

  it('a trial whose end is charged to the card that the customer had: its failures, and it has begun', async () => {
    const selection = { lookupKey: 'team_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
    await world.payments.startSubscription(userId, selection);
    const id = await subscriptionId();
    const { customer } = await world.stripe.subscriptions.retrieve(id);
    const { id: card } = await world.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: String(customer),
    });
    await world.stripe.customers.update(String(customer), {
      invoice_settings: { default_payment_method: card },
    });
    await catchUp();
    expect(await sql(`SELECT awaiting_setup FROM subscriptions WHERE id = '${id}'`)).toEqual([
      { awaiting_setup: true },
    ]);
    await days(15);
    await catchUp();
    expect(await outbox()).toContain('payment_failed');
    expect(await sql(`SELECT status, awaiting_setup FROM subscriptions WHERE id = '${id}'`)).toEqual([
      { status: 'past_due', awaiting_setup: false },
    ]);
  });

  it('a renewal that fails: one for each failure, and a receipt when it is paid after all', async () => {
    await subscribe();
    await changeCard('pm_card_chargeCustomerFail');
    await catchUp();
    await days(33);
    const types = await typesOf(await catchUp());
    const failures = types.filter((type) => type === 'invoice.payment_failed').map(() => 'payment_failed');
    expect(failures.length).toBeGreaterThan(0);
    expect(await outbox()).toEqual(['invoice_receipt', ...failures]);
    expect((await subjects()).at(-1)).toBe('Your payment of $20.00 for Pro did not go through');
    await changeCard('pm_card_visa');
    const { latest_invoice } = await world.stripe.subscriptions.retrieve(await subscriptionId());
    await world.stripe.invoices.pay(String(latest_invoice));
    await catchUp();
    expect((await outbox()).at(-1)).toBe('invoice_receipt');
  });

  it('a renewal that the bank wants confirmed: one that asks for it', async () => {
    await subscribe();
    await changeCard('pm_card_authenticationRequired');
    await days(32);
    await catchUp();
    expect(await outbox()).toContain('action_required');
    expect(await subjects()).toContain('Please confirm your payment of $20.00 for Pro');
  });

  it('a subscription that ended: one', async () => {
    await subscribe();
    await world.stripe.subscriptions.cancel(await subscriptionId());
    await catchUp();
    expect(await outbox()).toEqual(['invoice_receipt', 'subscription_canceled']);
    expect((await subjects()).at(-1)).toBe('Your subscription to Pro has ended');
  });

  it('a subscription that ended with its customer: one, whatever came first', async () => {
    await subscribe();
    await catchUp();
    const { customer } = await world.stripe.subscriptions.retrieve(await subscriptionId());
    await world.stripe.customers.del(String(customer));
    const events = await deliveries.fresh();
    for (const event of events.reverse()) {
      await deliveries.deliver(event);
      await deliveries.process();
    }
    expect(await outbox()).toContain('subscription_canceled');
  });

  it('a checkout that was given up: none', async () => {
    const selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
    await world.payments.startSubscription(userId, selection);
    await world.payments.startSubscription(userId, { ...selection, lookupKey: 'pro_yearly' });
    await catchUp();
    expect(await outbox()).toEqual([]);
  });

  it('a refund in parts: one for each', async () => {
    const payment = await buyCredits();
    await world.stripe.refunds.create({ payment_intent: payment, amount: 500 });
    await world.stripe.refunds.create({ payment_intent: payment });
    await catchUp();
    expect(await outbox()).toEqual(['purchase_receipt', 'refund', 'refund']);
    const [, ...refunds] = await mailbox();
    expect(refunds.map(({ subject }) => subject)).toEqual(['Your refund of ¥500', 'Your refund of ¥1,000']);
    expect(refunds[0]?.text).toMatch(/For: +1,000 credits\n/);
    expect((await world.payments.billing(userId)).credits).toBe(0);
  });

  it('a dispute: one for every admin, none for the buyer', async () => {
    const another = await world.createUser();
    await sql(`UPDATE users SET role = 'admin' WHERE id = '${another}'`);
    const before = (await outbox(adminId)).length;
    await buyCredits('pm_card_createDispute');
    await catchUp();
    expect(await outbox()).toEqual(['purchase_receipt']);
    expect((await outbox(adminId)).slice(before)).toEqual(['dispute']);
    expect(await outbox(another)).toEqual(['dispute']);
    const [mail] = await mailbox(another);
    expect(mail?.subject).toMatch(/^Dispute over ¥1,500: answer by /);
    expect(mail?.text).toContain('https://shop.example/admin/payments');
  });

  it('what belongs to nobody of ours: none', async () => {
    const { id: customer } = await world.stripe.customers.create({ email: 'stranger@example.com' });
    const method = await world.stripe.paymentMethods.attach('pm_card_createDispute', { customer });
    const prices = await world.stripe.prices.list({ lookup_keys: ['pro_monthly'] });
    const subscription = await world.stripe.subscriptions.create({
      customer,
      items: [{ price: prices.data[0]?.id ?? '' }],
      default_payment_method: method.id,
    });
    await world.stripe.subscriptions.cancel(subscription.id);
    const before = await sql('SELECT count(*)::int AS n FROM outbox_mails');
    const types = (await catchUp()).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['invoice.paid', 'charge.dispute.created']));
    expect(await sql('SELECT count(*)::int AS n FROM outbox_mails')).toEqual(before);
    expect(
      await sql(`SELECT count(*)::int AS n FROM webhook_events WHERE state IN ('pending', 'dead')`),
    ).toEqual([{ n: 0 }]);
  });
});

it('writes one line a subscription event into the access log, with what it opened', async () => {
  await subscribe();
  await catchUp();
  await world.stripe.subscriptions.cancel(await subscriptionId());
  await catchUp();
  const log = await sql(
    `SELECT e.type, l.status, l.granted FROM access_log_entries l JOIN webhook_events e ON e.id = l.event_id
     WHERE l.user_id = '${userId}' ORDER BY l.event_id`,
  );
  // The first two were processed when the subscription had been paid already: the mirror speaks, not the payload.
  expect(log.at(0)).toEqual({ type: 'customer.subscription.created', status: 'active', granted: true });
  expect(log.at(-1)).toEqual({ type: 'customer.subscription.deleted', status: 'canceled', granted: false });
  expect(await sql(`SELECT event_id FROM access_log_entries GROUP BY event_id HAVING count(*) > 1`)).toEqual(
    [],
  );
});

it('does nothing again when everything is replayed', async () => {
  await subscribe();
  await buyCredits();
  await catchUp();
  const written = () =>
    sql(`SELECT (SELECT count(*)::int FROM outbox_mails) AS mails, (SELECT count(*)::int FROM webhook_effects) AS effects,
                (SELECT count(*)::int FROM access_log_entries) AS log, (SELECT count(*)::int FROM credit_entries) AS credits`);
  const before = await written();
  await sql(
    `UPDATE webhook_events SET state = 'pending', processed_at = NULL, attempts = 0 WHERE state = 'processed'`,
  );
  await deliveries.process(2);
  expect(await sql(`SELECT DISTINCT state FROM webhook_events WHERE state <> 'ignored'`)).toEqual([
    { state: 'processed' },
  ]);
  expect(await written()).toEqual(before);
});
