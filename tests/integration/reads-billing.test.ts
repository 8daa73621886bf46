import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_ADDRESS } from '@/lib/payments/domain/address';
import { accessOf } from '@/lib/payments/reads/access';
import { billingOf } from '@/lib/payments/reads/billing';
import type { MirrorRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { createTestContext, emptyTables, type TestContext } from '../support/payments-context';
import {
  customerRecord,
  invoiceRecord,
  itemRecord,
  paymentMethodRecord,
  paymentRecord,
  subscriptionRecord,
} from '../support/records';

let test: TestContext;
let userId: string;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(async () => {
  const user = await test.context.database.prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
  });
  userId = user.id;
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}
const day = (date: number) => new Date(Date.UTC(2026, 10, date));
const billing = () => billingOf(test.context, userId);

describe('access', () => {
  it('is none before the first payment', async () => {
    await test.context.database.prisma.user.update({
      where: { id: userId },
      data: { stripeCustomerId: null },
    });
    expect(await accessOf(test.context, userId)).toEqual({ granted: false, plan: 'free' });
  });

  it('follows the subscription’s status alone', async () => {
    await mirror(subscriptionRecord({ id: 'sub_1' }));
    expect(await accessOf(test.context, userId)).toEqual({ granted: true, plan: 'pro' });
    await mirror(subscriptionRecord({ id: 'sub_1', status: 'canceled' }));
    expect(await accessOf(test.context, userId)).toEqual({ granted: false, plan: 'free' });
  });

  it('is the best of several, and of nobody else’s', async () => {
    const teamItem = itemRecord({
      id: 'si_t',
      subscriptionId: 'sub_2',
      lookupKey: 'team_monthly',
      quantity: 3,
    });
    await mirror(
      subscriptionRecord({ id: 'sub_1' }),
      subscriptionRecord({ id: 'sub_2', customerId: 'cus_other', items: [teamItem] }),
    );
    expect(await accessOf(test.context, userId)).toEqual({ granted: true, plan: 'pro' });
    await mirror(subscriptionRecord({ id: 'sub_2', items: [teamItem] }));
    expect(await accessOf(test.context, userId)).toEqual({ granted: true, plan: 'team' });
  });

  it('is none for a trial whose card was never confirmed, a tombstone, a foreign price or a new status', async () => {
    await mirror(
      subscriptionRecord({ id: 'sub_1', status: 'trialing', awaitingSetup: true }),
      subscriptionRecord({
        id: 'sub_2',
        items: [itemRecord({ id: 'si_2', subscriptionId: 'sub_2', lookupKey: null })],
      }),
      subscriptionRecord({ id: 'sub_3', status: 'brand_new' }),
      subscriptionRecord({ id: 'sub_4', items: [] }),
      subscriptionRecord({ id: 'sub_5' }),
    );
    await test.context.database.pool.query(`UPDATE subscriptions SET deleted_at = now() WHERE id = 'sub_5'`);
    expect(await accessOf(test.context, userId)).toEqual({ granted: false, plan: 'free' });
    expect(test.lines.some((line) => line.alert === 'unrecognized_subscription_status')).toBe(true);
  });

  it('asks no provider', async () => {
    await mirror(subscriptionRecord({ id: 'sub_1' }));
    await accessOf(test.context, userId);
    await billing();
    expect(test.provider.reads).toEqual([]);
  });
});

describe('billing', () => {
  it('is empty for somebody who never paid', async () => {
    await test.context.database.prisma.user.update({
      where: { id: userId },
      data: { stripeCustomerId: null },
    });
    expect(await billing()).toEqual({
      access: { granted: false, plan: 'free' },
      subscriptions: [],
      changes: [],
      paymentMethods: [],
      invoices: [],
      payments: [],
      credits: 0,
      taxIds: [],
      details: { name: 'Ada', email: 'ada@example.com', address: NO_ADDRESS },
      syncedAt: null,
    });
  });

  it('shows the plan with its seats, period and price', async () => {
    const items = [
      itemRecord({ id: 'si_1', lookupKey: null, unitAmount: 500 }),
      itemRecord({ id: 'si_2', lookupKey: 'team_monthly', quantity: 3, unitAmount: 1500 }),
    ];
    await mirror(subscriptionRecord({ id: 'sub_1', status: 'trialing', trialEnd: day(15), items }));
    expect((await billing()).subscriptions).toMatchObject([
      {
        id: 'sub_1',
        plan: 'team',
        planName: 'Team',
        status: 'trialing',
        statusLabel: 'Trial',
        seats: 3,
        interval: 'month',
        recurring: { amount: 5000, currency: 'usd' },
        trialEnd: day(15),
        cancelAt: null,
      },
    ]);
  });

  it('says when a subscription that was canceled at its period’s end will end', async () => {
    await mirror(subscriptionRecord({ id: 'sub_1', cancelAtPeriodEnd: true }));
    const [view] = (await billing()).subscriptions;
    expect(view?.cancelAt).toEqual(view?.currentPeriodEnd);
    expect(view?.cancelAt).not.toBeNull();
  });

  it('has no total for a price without a fixed amount', async () => {
    await mirror(subscriptionRecord({ id: 'sub_1', items: [itemRecord({ id: 'si_1', unitAmount: null })] }));
    expect((await billing()).subscriptions[0]?.recurring).toBeNull();
  });

  it('puts present subscriptions before ended ones, newest first, and leaves out what never began', async () => {
    await mirror(
      subscriptionRecord({ id: 'sub_old', status: 'active', created: day(1) }),
      subscriptionRecord({ id: 'sub_ended', status: 'canceled', created: day(9) }),
      subscriptionRecord({ id: 'sub_new', status: 'past_due', created: day(5) }),
      subscriptionRecord({ id: 'sub_never', status: 'incomplete_expired', created: day(8) }),
      subscriptionRecord({ id: 'sub_waiting', status: 'trialing', awaitingSetup: true, created: day(7) }),
    );
    const { subscriptions } = await billing();
    expect(subscriptions.map(({ id }) => id)).toEqual(['sub_new', 'sub_old', 'sub_ended', 'sub_waiting']);
    expect(subscriptions.at(-1)?.statusLabel).toBe('Waiting for payment');
  });

  it('lists invoices newest first, without drafts', async () => {
    await mirror(
      invoiceRecord({ id: 'in_1', created: day(1) }),
      invoiceRecord({ id: 'in_2', created: day(3), status: 'open', amountPaid: 0 }),
      invoiceRecord({ id: 'in_3', created: day(4), status: 'draft' }),
      invoiceRecord({ id: 'in_4', created: day(2), status: null }),
      invoiceRecord({ id: 'in_5', created: day(5), customerId: 'cus_other' }),
      invoiceRecord({ id: 'in_6', created: day(6), customerId: null }),
    );
    const { invoices } = await billing();
    expect(invoices.map(({ id }) => id)).toEqual(['in_2', 'in_4', 'in_1']);
    expect(invoices[0]).toMatchObject({
      total: { amount: 2000, currency: 'usd' },
      amountPaid: { amount: 0 },
    });
  });

  it('lists kept payment methods, the one charged next first', async () => {
    await mirror(
      customerRecord({ id: 'cus_1', defaultPaymentMethodId: 'pm_1' }),
      paymentMethodRecord({ id: 'pm_1', created: day(1) }),
      paymentMethodRecord({ id: 'pm_2', created: day(2) }),
      paymentMethodRecord({ id: 'pm_gone', created: day(3) }),
      paymentMethodRecord({ id: 'pm_theirs', customerId: 'cus_other' }),
    );
    await test.context.database.pool.query(
      `UPDATE payment_methods SET deleted_at = now() WHERE id = 'pm_gone'`,
    );
    const order = async () => (await billing()).paymentMethods.map(({ id, isDefault }) => [id, isDefault]);
    expect(await order()).toEqual([
      ['pm_1', true],
      ['pm_2', false],
    ]);
    await mirror(subscriptionRecord({ id: 'sub_1', defaultPaymentMethodId: 'pm_2' }));
    expect(await order()).toEqual([
      ['pm_2', true],
      ['pm_1', false],
    ]);
  });

  it('lists one-off payments that succeeded, and counts their credits less the refunded share', async () => {
    await mirror(
      paymentRecord({ id: 'pi_1', created: day(1) }),
      paymentRecord({ id: 'pi_2', created: day(2), amountRefunded: 333 }),
      paymentRecord({ id: 'pi_3', created: day(3), amountRefunded: 1000 }),
      paymentRecord({ id: 'pi_open', status: 'requires_payment_method', amountReceived: 0 }),
      paymentRecord({ id: 'pi_invoice', lookupKey: null }),
      paymentRecord({ id: 'pi_theirs', customerId: 'cus_other' }),
    );
    const { payments, credits } = await billing();
    expect(payments.map(({ id }) => id)).toEqual(['pi_3', 'pi_2', 'pi_1']);
    expect(payments[0]).toMatchObject({
      card: 'Visa •••• 4242',
      amountRefunded: { amount: 1000, currency: 'usd' },
    });
    expect(credits).toBe(1000 + 667 + 0);
  });

  it('rounds credits down for each refund, and a whole yen amount is a whole amount', async () => {
    await mirror(
      paymentRecord({ id: 'pi_1', amountRefunded: 1 }),
      paymentRecord({ id: 'pi_2', currency: 'jpy', amount: 1500, amountReceived: 1500, amountRefunded: 1 }),
    );
    expect((await billing()).credits).toBe(999 + 999);
  });

  it('says when the mirror last heard of this buyer', async () => {
    await mirror(customerRecord({ id: 'cus_1' }), invoiceRecord({ id: 'in_1' }));
    await test.context.database.pool.query(`UPDATE invoices SET synced_at = '2030-01-01T00:00:00Z'`);
    expect((await billing()).syncedAt).toEqual(new Date('2030-01-01T00:00:00Z'));
  });
});
