import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FigurePeriod } from '@/lib/payments/domain/figures';
import { figuresOf, refreshFigures } from '@/lib/payments/figures';
import type { InvoiceLineRecord, InvoiceRecord, MirrorRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { truncate } from '../../support/database';
import { createTestContext, emptyTables, type TestContext } from '../../support/payments-context';
import {
  invoiceRecord,
  paymentRecord,
  priceRecord,
  refundRecord,
  subscriptionRecord,
} from '../../support/records';

let world: TestContext;
beforeAll(async () => {
  world = await createTestContext();
});
afterAll(() => world.close());

const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** A line for a period, of an item of its own for each subscription. */
function line(
  subscription: string,
  [from, to]: readonly [string, string],
  fields: Partial<InvoiceLineRecord>,
): InvoiceLineRecord {
  return {
    id: `il_${crypto.randomUUID()}`,
    invoiceId: '',
    itemId: `si_${subscription}`,
    priceId: 'price_pro',
    quantity: 1,
    amount: 2_000,
    discount: 0,
    includedTax: 0,
    proration: false,
    periodStart: at(from),
    periodEnd: at(to),
    ...fields,
  };
}

function invoice(
  id: string,
  subscriptionId: string,
  day: string,
  lines: readonly InvoiceLineRecord[],
  fields: Partial<InvoiceRecord> = {},
): InvoiceRecord {
  const paid = fields.status === undefined || fields.status === 'paid';
  return invoiceRecord({
    id,
    subscriptionId,
    billingReason: 'subscription_cycle',
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    created: at(day),
    paidAt: paid ? at(day) : null,
    lines: lines.map((each) => ({ ...each, invoiceId: id })),
    ...fields,
  });
}

const FIRST = { billingReason: 'subscription_create' };

/** Five months of four subscriptions, worked out by hand below. */
const LEDGER: readonly MirrorRecord[] = [
  priceRecord({ id: 'price_pro', lookupKey: 'pro_monthly', unitAmount: 2_000 }),
  priceRecord({ id: 'price_team', lookupKey: 'team_monthly', unitAmount: 1_500 }),
  priceRecord({ id: 'price_year', lookupKey: 'pro_yearly', unitAmount: 19_200, recurringInterval: 'year' }),

  // Pro from January on, with a trial before; to Team with four seats in the middle of March; it ends in May.
  subscriptionRecord({
    id: 'sub_a',
    status: 'canceled',
    created: at('2026-01-01'),
    trialStart: at('2026-01-01'),
    trialEnd: at('2026-01-15'),
    endedAt: at('2026-05-15'),
  }),
  invoice('in_a0', 'sub_a', '2026-01-01', [line('a', ['2026-01-01', '2026-01-15'], { amount: 0 })], FIRST),
  invoice('in_a1', 'sub_a', '2026-01-15', [line('a', ['2026-01-15', '2026-02-15'], {})]),
  invoice('in_a2', 'sub_a', '2026-02-15', [line('a', ['2026-02-15', '2026-03-15'], {})]),
  invoice('in_a3', 'sub_a', '2026-03-15', [line('a', ['2026-03-15', '2026-04-15'], {})]),
  invoice(
    'in_a4',
    'sub_a',
    '2026-03-30',
    [
      line('a', ['2026-03-30', '2026-04-15'], { amount: -1_032, proration: true }),
      line('a', ['2026-03-30', '2026-04-15'], {
        priceId: 'price_team',
        quantity: 4,
        amount: 3_097,
        proration: true,
      }),
    ],
    { billingReason: 'subscription_update' },
  ),
  // Void: asked for and never paid, so the plan went on as it was.
  invoice(
    'in_a5',
    'sub_a',
    '2026-04-02',
    [
      line('a', ['2026-04-02', '2026-04-15'], {
        priceId: 'price_team',
        quantity: 9,
        amount: 4_000,
        proration: true,
      }),
    ],
    { billingReason: 'subscription_update', status: 'void' },
  ),
  invoice('in_a6', 'sub_a', '2026-04-15', [
    line('a', ['2026-04-15', '2026-05-15'], { priceId: 'price_team', quantity: 4, amount: 6_000 }),
  ]),

  // A year of Pro, 25 percent off, from February on.
  subscriptionRecord({ id: 'sub_b', created: at('2026-02-10') }),
  invoice(
    'in_b1',
    'sub_b',
    '2026-02-10',
    [line('b', ['2026-02-10', '2027-02-10'], { priceId: 'price_year', amount: 19_200, discount: 4_800 })],
    { ...FIRST, discount: 4_800 },
  ),

  // Pro from February on: the renewal of March is paid late, that of April never, and it ends in April.
  subscriptionRecord({
    id: 'sub_c',
    status: 'canceled',
    created: at('2026-02-20'),
    endedAt: at('2026-04-28'),
  }),
  invoice('in_c1', 'sub_c', '2026-02-20', [line('c', ['2026-02-20', '2026-03-20'], {})], FIRST),
  invoice('in_c2', 'sub_c', '2026-03-20', [line('c', ['2026-03-20', '2026-04-20'], {})], {
    attemptCount: 2,
    paidAt: at('2026-03-23'),
  }),
  invoice('in_c3', 'sub_c', '2026-04-20', [line('c', ['2026-04-20', '2026-05-20'], {})], {
    status: 'open',
    attemptCount: 3,
  }),

  // Never paid: it counts nowhere.
  subscriptionRecord({
    id: 'sub_d',
    status: 'incomplete_expired',
    created: at('2026-03-01'),
    endedAt: at('2026-03-02'),
  }),
  invoice('in_d1', 'sub_d', '2026-03-01', [line('d', ['2026-03-01', '2026-04-01'], {})], {
    ...FIRST,
    status: 'void',
  }),

  paymentRecord({ id: 'pi_1', amountReceived: 2_000, paidAt: at('2026-01-15'), created: at('2026-01-15') }),
  paymentRecord({ id: 'pi_2', amountReceived: 14_400, paidAt: at('2026-02-10'), created: at('2026-02-10') }),
  // Begun in February, paid in March; a part of it given back in April, and once more in vain.
  paymentRecord({ id: 'pi_3', amountReceived: 2_000, paidAt: at('2026-03-01'), created: at('2026-02-28') }),
  refundRecord({
    id: 're_1',
    paymentId: 'pi_3',
    amount: 700,
    status: 'succeeded',
    created: at('2026-04-02'),
  }),
  refundRecord({ id: 're_2', paymentId: 'pi_3', amount: 300, status: 'failed', created: at('2026-04-03') }),
  paymentRecord({
    id: 'pi_4',
    amountReceived: 0,
    status: 'requires_payment_method',
    created: at('2026-03-05'),
  }),
  paymentRecord({ id: 'pi_5', amountReceived: 9_900, currency: 'eur', paidAt: at('2026-03-05') }),
];

const write = async (records: readonly MirrorRecord[]) =>
  writeRecords(world.context, records, await drawTicket(world.context));
const soon = () => new Date(Date.now() + 30_000);
const refresh = () => refreshFigures(world.context, { limit: 3, deadline: soon() });

async function months(plan: string | null = null, until = '2026-05-31'): Promise<readonly FigurePeriod[]> {
  const figures = await figuresOf(world.context, {
    currency: 'usd',
    plan,
    interval: 'month',
    until: at(until),
  });
  return figures.periods.slice(-5);
}
const amounts = (
  periods: readonly FigurePeriod[],
  name:
    | 'mrr'
    | 'newMrr'
    | 'expansion'
    | 'contraction'
    | 'churnedMrr'
    | 'revenue'
    | 'refunds'
    | 'failed'
    | 'recovered'
    | 'arr',
) => periods.map((period) => period[name].amount);

async function expectLedger(): Promise<void> {
  const periods = await months();
  expect(periods.map(({ from }) => from.toISOString().slice(0, 7))).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
    '2026-05',
  ]);
  // January 20.00. February + 12.00 (144.00 / 12) + 20.00. March: 20.00 becomes 60.00. April: − 20.00. May: − 60.00.
  expect(amounts(periods, 'mrr')).toEqual([2_000, 5_200, 9_200, 7_200, 1_200]);
  expect(amounts(periods, 'arr')).toEqual([24_000, 62_400, 110_400, 86_400, 14_400]);
  expect(amounts(periods, 'newMrr')).toEqual([2_000, 3_200, 0, 0, 0]);
  expect(amounts(periods, 'expansion')).toEqual([0, 0, 4_000, 0, 0]);
  expect(amounts(periods, 'contraction')).toEqual([0, 0, 0, 0, 0]);
  expect(amounts(periods, 'churnedMrr')).toEqual([0, 0, 0, -2_000, -6_000]);
  expect(amounts(periods, 'revenue')).toEqual([2_000, 14_400, 2_000, 0, 0]);
  expect(amounts(periods, 'refunds')).toEqual([0, 0, 0, 700, 0]);
  expect(amounts(periods, 'failed')).toEqual([0, 0, 2_000, 2_000, 0]);
  expect(amounts(periods, 'recovered')).toEqual([0, 0, 2_000, 0, 0]);
  expect(periods.map(({ active }) => active)).toEqual([1, 3, 3, 2, 1]);
  expect(periods.map(({ trialing }) => trialing)).toEqual([0, 0, 0, 0, 0]);
  expect(periods.map(({ started, ended }) => [started, ended])).toEqual([
    [1, 0],
    [2, 0],
    [0, 0],
    [0, 1],
    [0, 1],
  ]);
  expect(periods.map(({ churn }) => churn)).toEqual([null, 0, 0, 1 / 3, 1 / 2]);
  expect(periods.map(({ arpu }) => arpu?.amount)).toEqual([2_000, 1_733, 3_067, 3_600, 1_200]);
  expect(periods.map(({ lifetimeValue }) => lifetimeValue?.amount)).toEqual([
    undefined,
    undefined,
    undefined,
    10_800,
    2_400,
  ]);
}

beforeEach(async () => {
  await emptyTables(world.context);
  await truncate(world.context.database.pool, 'figures, figure_facts, figure_marks, refunds');
  await write(LEDGER);
  expect(await refresh()).toBeGreaterThan(10);
});

test('the figures of a ledger worked out by hand', async () => {
  await expectLedger();
  const trial = await figuresOf(world.context, {
    currency: 'usd',
    plan: null,
    interval: 'day',
    until: at('2026-01-14'),
  });
  expect(trial.periods.at(-1)).toMatchObject({ trialing: 1, active: 0, mrr: { amount: 0 } });
  expect(trial.currencies).toEqual(['eur', 'usd']);
});

test('by plan: what left one and came to the other', async () => {
  expect(amounts(await months('pro'), 'mrr')).toEqual([2_000, 5_200, 3_200, 1_200, 1_200]);
  expect(amounts(await months('team'), 'mrr')).toEqual([0, 0, 6_000, 6_000, 0]);
});

test('cohorts: how many of a month’s were kept', async () => {
  const { cohorts } = await figuresOf(world.context, {
    currency: 'usd',
    plan: null,
    interval: 'month',
    until: at('2026-05-31'),
  });
  expect(cohorts.map(({ month, size, kept }) => [month.getUTCMonth() + 1, size, kept])).toEqual([
    [1, 1, [1, 1, 1, 1, 0]],
    [2, 2, [2, 2, 1, 1]],
  ]);
});

test('written again, in any order and by several at once, it is counted once', async () => {
  const shuffled = [...LEDGER].sort(() => Math.random() - 0.5);
  for (const record of shuffled) await write([record]);
  await world.context.database.pool.query(
    `INSERT INTO figure_marks (source, source_id) SELECT 'subscription', id FROM subscriptions UNION ALL SELECT 'payment', id FROM payments`,
  );
  await Promise.all([refresh(), refresh(), refresh()]);
  while ((await refresh()) > 0);
  await expectLedger();
});

test('what changes is counted anew, and the past with it', async () => {
  await write([
    paymentRecord({ id: 'pi_1', amountReceived: 2_000, status: 'canceled', created: at('2026-01-15') }),
    refundRecord({ id: 're_1', paymentId: 'pi_3', amount: 700, status: 'failed', created: at('2026-04-02') }),
    invoice(
      'in_b1',
      'sub_b',
      '2026-02-10',
      [line('b', ['2026-02-10', '2027-02-10'], { priceId: 'price_year', amount: 19_200 })],
      {
        ...FIRST,
        total: 19_200,
      },
    ),
  ]);
  while ((await refresh()) > 0);
  const periods = await months();
  expect(amounts(periods, 'revenue')).toEqual([0, 14_400, 2_000, 0, 0]);
  expect(amounts(periods, 'refunds')).toEqual([0, 0, 0, 0, 0]);
  expect(amounts(periods, 'mrr')).toEqual([2_000, 5_600, 9_600, 7_600, 1_600]);
});
