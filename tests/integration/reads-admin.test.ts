import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@/lib/payments/domain/views';
import { adminReads } from '@/lib/payments/reads/admin';
import { PAGE_SIZE } from '@/lib/payments/reads/page';
import type { MirrorRecord } from '@/lib/payments/records';
import type { AdminReads } from '@/lib/payments/service/payment-service';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { accept } from '@/lib/payments/webhooks/accept';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';
import { customerRecord, itemRecord, paymentRecord, subscriptionRecord } from '../support/records';

let test: TestContext;
let admin: AdminReads;
beforeAll(async () => {
  test = await createTestContext();
  admin = adminReads(test.context);
});
afterEach(async () => {
  expect(test.provider.reads, 'the mirror is read, never the provider').toEqual([]);
  await emptyTables(test.context);
});
afterAll(() => test.close());

async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}

async function everything<T>(read: (after: string | null) => Promise<Page<T>>): Promise<T[][]> {
  const pages: T[][] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await read(after);
    pages.push([...page.rows]);
    after = page.next;
  } while (after !== null);
  return pages;
}

const numbered = (prefix: string, index: number) => `${prefix}_${String(index).padStart(3, '0')}`;
// Several share a second, as the provider's do: the id decides between them.
const sharedSecond = (index: number) => new Date(Date.UTC(2026, 10, 1, 0, 0, Math.floor(index / 10)));

describe('pages', () => {
  it('hold every customer once, newest first, though new ones come in between', async () => {
    const count = PAGE_SIZE * 2 + 5;
    const customers = Array.from({ length: count }, (_, index) =>
      customerRecord({ id: numbered('cus', index), created: sharedSecond(index) }),
    );
    await mirror(...customers);
    let reads = 0;
    const pages = await everything(async (after) => {
      reads += 1;
      await mirror(customerRecord({ id: `cus_later_${reads}`, created: new Date('2027-01-01') }));
      return admin.customers(after);
    });
    const ids = pages.flat().map(({ id }) => id);
    expect(pages.map((page) => page.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 6]);
    expect(ids.slice(1)).toEqual(customers.map(({ id }) => id).reverse());
  });

  it('that are exactly full have no next one', async () => {
    await mirror(
      ...Array.from({ length: PAGE_SIZE }, (_, index) => paymentRecord({ id: numbered('pi', index) })),
    );
    expect((await admin.payments(null)).next).toBeNull();
  });

  it('begin anew for a cursor that is not one of ours', async () => {
    await mirror(customerRecord({ id: 'cus_1' }));
    await accept(test.context, providerEvent());
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const nonsense = [
      '',
      'x',
      '💥',
      '-1',
      '0',
      '99999999999999999999',
      "'; DROP TABLE users",
      encoded([1]),
      encoded(null),
    ];
    nonsense.push(
      encoded([1, 'a\u0000b']),
      encoded([-1e15, 'cus_1']),
      encoded([9e15, 'cus_1']),
      encoded([1.5, 'cus_1']),
    );
    for (const cursor of nonsense) {
      for (const read of [admin.customers, admin.subscriptions, admin.payments]) await read(cursor);
      expect((await admin.customers(cursor)).rows).toHaveLength(1);
      expect((await admin.events(cursor)).rows).toHaveLength(1);
    }
  });
});

it('customers come with their user and plan, and without the deleted', async () => {
  const user = await test.context.database.prisma.user.create({
    data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
  });
  await mirror(
    customerRecord({ id: 'cus_1', userId: null, created: new Date('2026-11-03') }),
    // The same e-mail, or a user id in the metadata, makes nobody an owner (failure 5).
    customerRecord({
      id: 'cus_2',
      email: 'ada@example.com',
      userId: user.id,
      created: new Date('2026-11-02'),
    }),
    customerRecord({ id: 'cus_3' }),
    subscriptionRecord({ id: 'sub_1', customerId: 'cus_1' }),
  );
  await test.context.database.pool.query(`UPDATE customers SET deleted_at = now() WHERE id = 'cus_3'`);
  expect((await admin.customers(null)).rows).toMatchObject([
    { id: 'cus_1', userId: user.id, plan: 'pro' },
    { id: 'cus_2', userId: null, plan: 'free', email: 'ada@example.com' },
  ]);
});

it('subscriptions come with their customer’s e-mail, also when the customer is not mirrored yet', async () => {
  const items = [itemRecord({ id: 'si_x', subscriptionId: 'sub_2', lookupKey: 'team_yearly', quantity: 4 })];
  await mirror(
    customerRecord({ id: 'cus_1', email: 'ada@example.com' }),
    subscriptionRecord({ id: 'sub_1', customerId: 'cus_1', created: new Date('2026-11-03') }),
    subscriptionRecord({ id: 'sub_2', customerId: 'cus_early', items, created: new Date('2026-11-02') }),
  );
  expect((await admin.subscriptions(null)).rows).toMatchObject([
    { id: 'sub_1', customerId: 'cus_1', customerEmail: 'ada@example.com', plan: 'pro' },
    { id: 'sub_2', customerId: 'cus_early', customerEmail: null, plan: 'team', seats: 4 },
  ]);
});

it('payments come whatever became of them, also without a customer', async () => {
  await mirror(
    customerRecord({ id: 'cus_1', email: 'ada@example.com' }),
    paymentRecord({ id: 'pi_1', created: new Date('2026-11-03') }),
    paymentRecord({ id: 'pi_2', customerId: null, status: 'canceled', cardLast4: null }),
  );
  expect((await admin.payments(null)).rows).toMatchObject([
    { id: 'pi_1', customerEmail: 'ada@example.com', card: 'Visa •••• 4242' },
    { id: 'pi_2', customerId: null, customerEmail: null, status: 'canceled', card: null },
  ]);
});

it('events come last arrival first', async () => {
  for (let index = 0; index < PAGE_SIZE + 2; index += 1) await accept(test.context, providerEvent());
  await accept(
    test.context,
    providerEvent({ id: 'evt_last', target: null, objectType: 'balance', objectId: null }),
  );
  const pages = await everything((after) => admin.events(after));
  expect(pages.map((page) => page.length)).toEqual([PAGE_SIZE, 3]);
  expect(pages[0]?.[0]).toMatchObject({
    eventId: 'evt_last',
    state: 'ignored',
    deliveries: 1,
    objectId: null,
  });
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(PAGE_SIZE + 3);
});

it('what the payments layer runs with, and what is not settled', async () => {
  expect(await admin.machinery()).toEqual({
    operationsUnsettled: 0,
    mode: 'test',
    apiVersion: '2026-10-28.endive',
  });
});
