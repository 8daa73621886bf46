import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CURRENCIES } from '@/lib/payments/domain/catalog';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { CustomerOnAClock } from './customer-on-a-clock';

const DAY = 86_400;
const CODES = ['QUARTER', 'ONCE', 'THREEMONTHS'] as const;

const plan = fc.oneof(
  fc.record({ lookupKey: fc.constantFrom('pro_monthly', 'pro_yearly'), seats: fc.constant(1) }),
  fc.record({
    lookupKey: fc.constantFrom('team_monthly', 'team_yearly'),
    seats: fc.integer({ min: 1, max: 9 }),
  }),
);
const story = fc.record({
  begins: plan,
  currency: fc.constantFrom(...CURRENCIES),
  code: fc.option(fc.constantFrom(...CODES)),
  /** Minor units that somebody of us owes the customer. */
  credit: fc.option(fc.integer({ min: 1, max: 9_000 })),
  /** Seconds since it began: within the trial as often as after it. */
  ago: fc.oneof(fc.integer({ min: 60, max: 14 * DAY }), fc.integer({ min: 14 * DAY, max: 400 * DAY })),
  to: plan,
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
  const { coupons, promotionCodes } = world.stripe;
  const give = async (code: (typeof CODES)[number], coupon: Parameters<typeof coupons.create>[0]) => {
    const { id } = await coupons.create(coupon);
    await promotionCodes.create({ code, promotion: { type: 'coupon', coupon: id } });
  };
  await give('QUARTER', { percent_off: 25, duration: 'forever' });
  await give('ONCE', { percent_off: 40, duration: 'once' });
  await give('THREEMONTHS', { percent_off: 15, duration: 'repeating', duration_in_months: 3 });
});
afterAll(() => world.close());

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** @returns whether anything was changed */
async function live({ begins, currency, code, credit, ago, to }: Story): Promise<boolean> {
  const today = Math.floor(Date.now() / 1000);
  const person = await CustomerOnAClock.of(world, today - ago, today);
  await person.subscribe({ ...begins, currency, promotionCode: code });
  if (credit !== null)
    await world.stripe.customers.createBalanceTransaction(person.customerId, { amount: -credit, currency });
  await person.moveTo(today);
  const before = (await person.invoices()).length;

  const quote = await person.payments.previewPlanChange(person.userId, (await person.subscription()).id, to);
  if (quote.kind === 'refused') {
    expect(quote.code).toBe('not_changed');
    await person.end();
    return false;
  }
  await person.change(to.lookupKey, to.seats, quote.prorationDate);
  const billed = (await person.invoices()).slice(before);
  const charged = sumOf(billed.map(({ due }) => due));
  expect(charged, 'due today').toBe(quote.dueToday.amount);
  expect(sumOf(quote.lines.map(({ amount }) => amount.amount)), 'line by line').toBe(
    quote.when === 'now' ? charged : quote.nextInvoice.amount,
  );
  expect(billed.filter(({ status }) => status !== 'paid')).toEqual([]);

  // Its draft stands for an hour.
  await person.moveTo(Math.floor((quote.nextInvoiceAt?.getTime() ?? 0) / 1000) + 2 * 3_600);
  const next = (await person.invoices())[before + billed.length];
  expect(next?.total, 'next invoice').toBe(quote.nextInvoice.amount);
  await person.end();
  return true;
}

test('what a change of plan is said to cost is what it costs, today and with the next invoice', {
  timeout: 900_000,
}, async () => {
  const wanted = Number(process.env.QUOTED_CHANGES ?? 25);
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      if (changed < wanted && (await live(told))) changed += 1;
    }),
    { numRuns: 2 * wanted, endOnFailure: true },
  );
  expect(changed).toBe(wanted);
});
