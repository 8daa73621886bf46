import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, invoicesOf, openTimedShop, periodOf, type TimedShop, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

/** The periods of a subscription that begins at a moment, through as many renewals. */
async function periods(from: number, price: string, ends: number[]): Promise<[string, string][]> {
  const time = await shop.clock(from);
  const customer = await time.customer();
  const { id } = await shop.stripe.subscriptions.create({ customer, items: [{ price }] });
  const seen = [periodOf(await shop.stripe.subscriptions.retrieve(id))];
  for (const end of ends) {
    await time.advance(end);
    seen.push(periodOf(await shop.stripe.subscriptions.retrieve(id)));
  }
  return seen;
}

const price = async (recurring: { interval: 'day' | 'week' | 'month' | 'year'; interval_count?: number }) => {
  const made = await shop.stripe.prices.create({
    product: shop.pro.product,
    currency: 'usd',
    unit_amount: 1000,
    recurring,
  });
  return made.id;
};

describe('the calendar of renewals', () => {
  it('bills a subscription of the 31st at the end of shorter months, and on the 31st again after them', async () => {
    const ends = [utc(2026, 2, 28, 12), utc(2026, 3, 31, 12), utc(2026, 4, 30, 12), utc(2026, 5, 31, 12)];
    expect(await periods(utc(2026, 1, 31, 12), shop.pro.monthly, ends)).toEqual([
      ['2026-01-31T12:00', '2026-02-28T12:00'],
      ['2026-02-28T12:00', '2026-03-31T12:00'],
      ['2026-03-31T12:00', '2026-04-30T12:00'],
      ['2026-04-30T12:00', '2026-05-31T12:00'],
      ['2026-05-31T12:00', '2026-06-30T12:00'],
    ]);
  });

  it('bills on 29 February in a leap year, for the 29th, 30th and 31st alike', async () => {
    for (const day of [29, 30, 31]) {
      const seen = await periods(utc(2028, 1, day), shop.pro.monthly, [utc(2028, 2, 29), utc(2028, 3, day)]);
      expect(seen).toEqual([
        [`2028-01-${day}T00:00`, '2028-02-29T00:00'],
        ['2028-02-29T00:00', `2028-03-${day}T00:00`],
        [`2028-03-${day}T00:00`, `2028-04-${Math.min(day, 30)}T00:00`],
      ]);
    }
  });

  it('bills a yearly subscription of 29 February on the 28th until the next leap year', async () => {
    const ends = [utc(2025, 2, 28), utc(2026, 2, 28), utc(2027, 2, 28), utc(2028, 2, 29)];
    expect(await periods(utc(2024, 2, 29), shop.pro.yearly, ends)).toEqual([
      ['2024-02-29T00:00', '2025-02-28T00:00'],
      ['2025-02-28T00:00', '2026-02-28T00:00'],
      ['2026-02-28T00:00', '2027-02-28T00:00'],
      ['2027-02-28T00:00', '2028-02-29T00:00'],
      ['2028-02-29T00:00', '2029-02-28T00:00'],
    ]);
  });

  it('counts in UTC, whatever daylight saving does meanwhile', async () => {
    // Berlin and New York change their clocks within these periods.
    const ends = [utc(2026, 3, 15, 1, 30), utc(2026, 4, 15, 1, 30)];
    expect(await periods(utc(2026, 2, 15, 1, 30), shop.pro.monthly, ends)).toEqual([
      ['2026-02-15T01:30', '2026-03-15T01:30'],
      ['2026-03-15T01:30', '2026-04-15T01:30'],
      ['2026-04-15T01:30', '2026-05-15T01:30'],
    ]);
  });

  it('knows days, weeks and several months', async () => {
    const daily = await periods(utc(2026, 2, 28), await price({ interval: 'day', interval_count: 3 }), [
      utc(2026, 3, 3),
    ]);
    expect(daily.at(-1)).toEqual(['2026-03-03T00:00', '2026-03-06T00:00']);
    const weekly = await periods(utc(2026, 12, 28), await price({ interval: 'week' }), [utc(2027, 1, 4)]);
    expect(weekly.at(-1)).toEqual(['2027-01-04T00:00', '2027-01-11T00:00']);
    const quarter = await price({ interval: 'month', interval_count: 3 });
    const quarterly = await periods(utc(2025, 11, 30), quarter, [utc(2026, 2, 28), utc(2026, 5, 30)]);
    expect(quarterly).toEqual([
      ['2025-11-30T00:00', '2026-02-28T00:00'],
      ['2026-02-28T00:00', '2026-05-30T00:00'],
      ['2026-05-30T00:00', '2026-08-30T00:00'],
    ]);
  });

  it('does every renewal on the way when a clock is moved across several', async () => {
    const time = await shop.clock(utc(2026, 1, 31));
    const customer = await time.customer();
    const { id } = await shop.stripe.subscriptions.create({ customer, items: [{ price: shop.pro.monthly }] });
    await time.advance(utc(2026, 3, 31));
    await time.advance(utc(2026, 3, 31) + HOUR);
    const invoices = await invoicesOf(shop, id);
    expect(invoices.map((invoice) => invoice.lines.data[0]?.period)).toEqual([
      { start: utc(2026, 1, 31), end: utc(2026, 2, 28) },
      { start: utc(2026, 2, 28), end: utc(2026, 3, 31) },
      { start: utc(2026, 3, 31), end: utc(2026, 4, 30) },
    ]);
    expect(invoices.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid']);
    expect(invoices[1]).toMatchObject({ period_start: utc(2026, 1, 31), period_end: utc(2026, 2, 28) });
  });
});
