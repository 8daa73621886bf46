import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminReads } from '@/lib/payments/reads/admin';
import { parseCustomerSearch } from '@/lib/payments/reads/find-customers';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { createTestContext, type TestContext } from '../support/payments-context';
import { customerRecord, paymentRecord, subscriptionRecord } from '../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
  const records = [
    customerRecord({ id: 'cus_ada', email: 'ada.lovelace+bills@example.com', name: 'Ada Lovelace' }),
    customerRecord({ id: 'cus_grace', email: 'grace@navy.example', name: 'Grace Hopper' }),
    customerRecord({ id: 'cus_zoe', email: null, name: 'Zoë Müller-Ødegård' }),
    subscriptionRecord({ id: 'sub_1', customerId: 'cus_grace' }),
    paymentRecord({ id: 'pi_1', customerId: 'cus_ada' }),
  ];
  await writeRecords(test.context, records, await drawTicket(test.context));
  await test.context.database.pool.query(
    `INSERT INTO payment_methods (provider, id, account, customer_id, type, brand, last4, created, raw, ticket, synced_at)
     VALUES ('stripe', 'pm_1', 'acct_memory', 'cus_grace', 'card', 'visa', '4242', now(), '{}', 1, now())`,
  );
});
afterAll(() => test.close());

const found = async (search: string) =>
  (await adminReads(test.context).customers(null, search)).rows.map(({ id }) => id).sort();

describe('customers are found by', () => {
  it.each([
    ['a word of the name', 'hopper', ['cus_grace']],
    ['the beginnings of two words, in any order and case', 'LOVE ad', ['cus_ada']],
    ['the whole e-mail', 'ada.lovelace+bills@example.com', ['cus_ada']],
    ['a part of the e-mail', 'navy', ['cus_grace']],
    ['what both have', 'example', ['cus_ada', 'cus_grace']],
    ['letters beyond English ones', 'zoë øde', ['cus_zoe']],
    ['the customer’s id', 'cus_zoe', ['cus_zoe']],
    ['a subscription’s id', 'sub_1', ['cus_grace']],
    ['a payment’s id, with blanks around it', '  pi_1 ', ['cus_ada']],
    ['a payment method’s id', 'pm_1', ['cus_grace']],
    ['the last four of a card', '4242', ['cus_grace']],
  ])('%s', async (_, search, ids) => {
    expect(await found(search)).toEqual(ids);
  });

  it.each([
    'opper',
    'cus_none',
    'sub_none',
    '0000',
    'ada & !grace',
    "' OR 1=1 --",
    '%',
    '\u0000',
    ':*',
    'x'.repeat(5_000),
  ])('and not by %j', async (search) => {
    expect(await found(search)).toEqual([]);
  });
});

it('a search is read by its index, not the whole table', async () => {
  const { pool } = test.context.database;
  await pool.query(
    `INSERT INTO customers (provider, id, account, email, name, words, created, raw, ticket, synced_at)
     SELECT 'stripe', 'cus_many_' || n, 'acct_memory', 'user' || n || '@elsewhere.test', 'User Number' || n,
            'user number' || n || ' user' || n || ' elsewhere test', now() - n * interval '1 second', '{}', 1, now()
     FROM generate_series(1, 20000) AS n`,
  );
  await pool.query('ANALYZE customers');
  const search = parseCustomerSearch('number19999');
  const plan = await pool.query(
    `EXPLAIN SELECT c.id FROM customers c WHERE c.provider = $1 AND ${search?.condition.replace('$3', '$2')}`,
    ['stripe', search?.value],
  );
  expect(JSON.stringify(plan.rows)).toContain('customers_words_idx');
  expect(await found('number19999')).toEqual(['cus_many_19999']);
});
