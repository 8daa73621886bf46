import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { creditsOf } from '@/lib/payments/reads/credits';
import type { PaymentRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { createTestContext, emptyTables, type TestContext } from '../../support/payments-context';
import { paymentRecord } from '../../support/records';

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

async function mirror(fields: Partial<PaymentRecord> = {}): Promise<void> {
  const ticket = await drawTicket(test.context);
  await writeRecords(test.context, [paymentRecord({ id: 'pi_1', ...fields })], ticket);
}

async function ledger(): Promise<unknown[]> {
  const { rows } = await test.context.database.pool.query(
    `SELECT payment_id, number, kind, credits, refunded::int FROM credit_entries ORDER BY payment_id, number`,
  );
  return rows;
}
const purchase = { payment_id: 'pi_1', number: 1, kind: 'purchase', credits: 1000, refunded: 0 };

it('makes one entry of twenty writers at once (failure 27)', async () => {
  await Promise.all(Array.from({ length: 20 }, () => mirror()));
  expect(await ledger()).toEqual([purchase]);
  await Promise.all(Array.from({ length: 20 }, () => mirror({ amountRefunded: 333 })));
  expect(await ledger()).toEqual([
    purchase,
    { payment_id: 'pi_1', number: 2, kind: 'refund', credits: -333, refunded: 333 },
  ]);
  expect(await creditsOf(test.context, userId)).toBe(667);
});

it('ends right when twenty writers saw twenty different amounts', async () => {
  const reads = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => ({
      ticket: await drawTicket(test.context),
      record: paymentRecord({ id: 'pi_1', amountReceived: 1500, amountRefunded: index * 7 }),
    })),
  );
  await Promise.all(reads.map(({ ticket, record }) => writeRecords(test.context, [record], ticket)));
  const last = reads.reduce((one, other) => (one.ticket > other.ticket ? one : other)).record;
  expect(await creditsOf(test.context, userId)).toBe(
    Math.floor((1000 * (1500 - last.amountRefunded)) / 1500),
  );
});

it('enters nothing for an older read', async () => {
  const old = await drawTicket(test.context);
  await mirror({ amountRefunded: 1000 });
  await writeRecords(test.context, [paymentRecord({ id: 'pi_1' })], old);
  expect(await creditsOf(test.context, userId)).toBe(0);
});

it('gives back what a failed refund had taken', async () => {
  await mirror({ amountRefunded: 500 });
  await mirror();
  await mirror({ amountRefunded: 500 });
  expect(await ledger()).toHaveLength(4);
  expect(await creditsOf(test.context, userId)).toBe(500);
});

it('enters nothing for what is not paid, no pack, or nobody’s', async () => {
  await mirror({ status: 'requires_payment_method', amountReceived: 0 });
  await mirror({ id: 'pi_invoice', lookupKey: null });
  await mirror({ id: 'pi_plan', lookupKey: 'pro_monthly' });
  await mirror({ id: 'pi_theirs', customerId: 'cus_other', operationId: 'not one of ours' });
  expect(await ledger()).toEqual([]);
});

it('knows a user by the operation when the customer is gone, and keeps to the user of the first entry', async () => {
  const { prisma } = test.context.database;
  const operation = await prisma.paymentOperation.create({
    data: {
      id: randomUUID(),
      userId,
      purpose: 'start_payment',
      slot: 'cart',
      params: {},
      paramsHash: 'x',
      state: 'open',
    },
  });
  await prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: null } });
  await mirror({ operationId: operation.id });
  expect(await creditsOf(test.context, userId)).toBe(1000);
  await prisma.user.create({
    data: { email: 'bob@example.com', name: 'Bob', stripeCustomerId: 'cus_1' },
  });
  await mirror({ operationId: operation.id, amountRefunded: 1000 });
  expect(await creditsOf(test.context, userId)).toBe(0);
});

it('writes the missing entries of an older database at the next read', async () => {
  await mirror({ amountRefunded: 250 });
  await test.context.database.pool.query('TRUNCATE credit_entries');
  await mirror({ amountRefunded: 250 });
  expect(await creditsOf(test.context, userId)).toBe(750);
});
