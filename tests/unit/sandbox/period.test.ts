import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundary, periodContaining, recurrenceRefusal } from '@/sandbox/api/billing/arithmetic/period';

const at = (iso: string) => Date.parse(iso) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);
const monthly = { interval: 'month', interval_count: 1 };
const yearly = { interval: 'year', interval_count: 1 };

describe('billing periods', () => {
  it('keeps an anchor on the 31st through short months', () => {
    const anchor = at('2026-01-31T10:20:30Z');
    const ends = [1, 2, 3, 4, 13].map((n) => iso(boundary(anchor, monthly, n)));
    expect(ends).toEqual([
      '2026-02-28T10:20:30',
      '2026-03-31T10:20:30',
      '2026-04-30T10:20:30',
      '2026-05-31T10:20:30',
      '2027-02-28T10:20:30',
    ]);
  });

  it('bills on 29 February in a leap year when anchored on the 29th, 30th or 31st', () => {
    for (const day of [29, 30, 31])
      expect(iso(boundary(at(`2028-01-${day}T00:00:00Z`), monthly, 1))).toBe('2028-02-29T00:00:00');
  });

  it('bills a year begun on 29 February on the 28th, and on the 29th again four years later', () => {
    const anchor = at('2028-02-29T23:59:59Z');
    expect(iso(boundary(anchor, yearly, 1))).toBe('2029-02-28T23:59:59');
    expect(iso(boundary(anchor, yearly, 4))).toBe('2032-02-29T23:59:59');
  });

  it('is not moved by daylight saving: days and weeks are whole in UTC', () => {
    const anchor = at('2026-03-28T12:00:00Z');
    expect(iso(boundary(anchor, { interval: 'day', interval_count: 2 }, 1))).toBe('2026-03-30T12:00:00');
    expect(iso(boundary(anchor, { interval: 'week', interval_count: 2 }, 1))).toBe('2026-04-11T12:00:00');
    expect(iso(boundary(anchor, { interval: 'month', interval_count: 3 }, 1))).toBe('2026-06-28T12:00:00');
  });

  it('finds the period of any instant, before the anchor too', () => {
    const anchor = at('2026-01-31T00:00:00Z');
    const found = periodContaining(anchor, monthly, at('2026-02-28T00:00:00Z'));
    expect([iso(found.start), iso(found.end)]).toEqual(['2026-02-28T00:00:00', '2026-03-31T00:00:00']);
    const before = periodContaining(anchor, monthly, at('2026-01-30T23:59:59Z'));
    expect([iso(before.start), iso(before.end)]).toEqual(['2025-12-31T00:00:00', '2026-01-31T00:00:00']);
  });

  it('tiles time without gaps or overlaps, whatever the anchor and the interval', () => {
    const interval = fc.constantFrom('day', 'week', 'month', 'year');
    fc.assert(
      fc.property(
        fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
        interval,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: -400 * 86400, max: 4000 * 86400 }),
        (anchor, unit, interval_count, offset) => {
          const recurrence = { interval: unit, interval_count };
          const moment = anchor + offset;
          const period = periodContaining(anchor, recurrence, moment);
          expect(period.start).toBeLessThanOrEqual(moment);
          expect(period.end).toBeGreaterThan(moment);
          expect(periodContaining(anchor, recurrence, period.end).start).toBe(period.end);
        },
      ),
    );
  });

  it('refuses intervals longer than three years and unknown ones', () => {
    expect(recurrenceRefusal({ interval: 'month', interval_count: 36 })).toBeNull();
    expect(recurrenceRefusal({ interval: 'month', interval_count: 37 })).toMatch(/three years/);
    expect(recurrenceRefusal({ interval: 'fortnight', interval_count: 1 })).toMatch(/must be one of/);
    expect(recurrenceRefusal({ interval: 'day', interval_count: 0 })).toMatch(/greater than or equal to 1/);
  });
});
