import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AdminUnownedRow } from '@/lib/payments/domain/admin-views';
import { adminUnowned } from '@/lib/payments/reads/admin-unowned';
import { PAGE_SIZE } from '@/lib/payments/reads/page';
import type { MirrorRecord } from '@/lib/payments/records';
import { drawTicket, syncObject, writeRecords } from '@/lib/payments/sync';
import { createTestContext, emptyTables, type TestContext } from '../support/payments-context';
import { customerRecord, invoiceRecord, paymentRecord, subscriptionRecord } from '../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}

const userOf = (stripeCustomerId: string | null) =>
  test.context.database.prisma.user.create({
    data: { email: `${stripeCustomerId}@example.com`, name: 'Ada', stripeCustomerId },
  });

async function unowned(): Promise<readonly AdminUnownedRow[]> {
  const rows: AdminUnownedRow[] = [];
  for (let after: string | null = null; ; ) {
    const page = await adminUnowned(test.context, after);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}
const ids = async () => (await unowned()).map(({ id }) => id).sort();

const everything = (customerId: string): MirrorRecord[] => [
  customerRecord({ id: customerId }),
  subscriptionRecord({ id: `sub_${customerId}`, customerId }),
  invoiceRecord({ id: `in_${customerId}`, customerId }),
  paymentRecord({ id: `pi_${customerId}`, customerId }),
];

it('is what has a customer that is nobody of ours, or none', async () => {
  await userOf('cus_ours');
  await mirror(...everything('cus_ours'), ...everything('cus_theirs'));
  await mirror(paymentRecord({ id: 'pi_guest', customerId: null }));
  expect(await ids()).toEqual(['cus_theirs', 'in_cus_theirs', 'pi_cus_theirs', 'pi_guest', 'sub_cus_theirs']);
  expect(await unowned()).toContainEqual({
    kind: 'invoice',
    id: 'in_cus_theirs',
    customerId: 'cus_theirs',
    customerEmail: 'cus_theirs@example.com',
    status: 'paid',
    amount: { amount: 2000, currency: 'usd' },
    created: expect.any(Date),
  });
});

it('is not what the e-mail or the metadata of a customer say is ours', async () => {
  const { id: userId } = await userOf('cus_ours');
  await mirror(customerRecord({ id: 'cus_theirs', email: 'cus_ours@example.com', userId }));
  expect(await ids()).toEqual(['cus_theirs']);
});

it('is nothing that was mirrored before its user was linked to it', async () => {
  await mirror(...everything('cus_1'));
  expect(await ids()).toHaveLength(4);
  await userOf('cus_1');
  expect(await ids()).toEqual([]);
});

it('is nothing of a user whose customer was deleted', async () => {
  const { id: userId } = await userOf('cus_1');
  await mirror(...everything('cus_1').slice(1), customerRecord({ id: 'cus_1', userId }));
  await syncObject(test.context, 'customer', 'cus_1');
  await mirror(subscriptionRecord({ id: 'sub_cus_1', customerId: 'cus_1', status: 'canceled' }));
  expect(await ids()).toEqual([]);
});

it('comes in pages, newest first, each object once', async () => {
  const many = PAGE_SIZE + 10;
  const created = (index: number) => new Date(Date.UTC(2026, 10, 1, 0, 0, Math.floor(index / 7)));
  await mirror(
    ...Array.from({ length: many }, (_, index) =>
      paymentRecord({ id: `pi_${index}`, customerId: 'cus_9', created: created(index) }),
    ),
    ...Array.from({ length: many }, (_, index) =>
      invoiceRecord({ id: `in_${index}`, customerId: 'cus_9', created: created(index) }),
    ),
  );
  const rows = await unowned();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(many * 2);
  const times = rows.map((row) => row.created?.getTime() ?? 0);
  expect(times).toEqual([...times].sort((one, other) => other - one));
});

it('is found by an index, however much is owned', async () => {
  const { pool } = test.context.database;
  await pool.query(`
    INSERT INTO users (id, email, name, stripe_customer_id, updated_at)
    SELECT gen_random_uuid(), n || '@example.com', 'Ada', 'cus_' || n, now() FROM generate_series(1, 5000) n`);
  await pool.query(`
    INSERT INTO payments (provider, id, account, customer_id, status, currency, amount, amount_received, created, raw,
                          ticket, synced_at, owned)
    SELECT 'stripe', 'pi_' || n, '', 'cus_' || n, 'succeeded', 'usd', 1000, 1000, now(), '{}', 1, now(), n <= 5000
    FROM generate_series(1, 5010) n`);
  await pool.query('ANALYZE payments, users');
  expect(await ids()).toHaveLength(10);
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT id FROM payments WHERE NOT owned AND deleted_at IS NULL ORDER BY created DESC, id DESC LIMIT 26`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('payments_unowned_idx');
});
