import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayAmount } from '@/sandbox/api/billing/arithmetic/currencies';
import { describeRecurrence } from '@/sandbox/api/billing/arithmetic/describe';
import { allocate, percentOf } from '@/sandbox/api/billing/arithmetic/rounding';
import { settle } from '@/sandbox/api/billing/arithmetic/settle';
import { cost } from '@/sandbox/api/billing/prices/decimal';

describe('money in whole minor units', () => {
  it('rounds a line once, half away from zero, never per unit', () => {
    expect(cost('1500', 3)).toBe(4500);
    expect(cost('0.5', 1)).toBe(1);
    expect(cost('0.4', 1000)).toBe(400);
    expect(cost('10.0825', 100)).toBe(1008);
    expect(cost('-0.5', 1)).toBe(-1);
  });

  it('takes a percentage without floating-point drift', () => {
    expect(percentOf(2000, 50)).toBe(1000);
    expect(percentOf(1999, 33.33)).toBe(666);
    expect(percentOf(1, 50)).toBe(1);
    expect(percentOf(4500, 100)).toBe(4500);
    expect(percentOf(115, 1.15)).toBe(1);
  });

  it('allocates to the unit', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(5, [0, 10])).toEqual([0, 5]);
    expect(allocate(5, [0, 0])).toEqual([0, 0]);
  });

  it('never loses or makes a unit, and never gives more than its weight when there is enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }),
        fc.nat(100),
        (weights, percent) => {
          const sum = weights.reduce((a, b) => a + b, 0);
          const total = percentOf(sum, percent);
          const shares = allocate(total, weights);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total);
          shares.forEach((share, i) => {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(weights[i] ?? 0);
          });
        },
      ),
    );
  });

  it('sets a total against the balance, and puts off what is too small to charge', () => {
    expect(settle(2000, 0, 'usd')).toEqual({ amountDue: 2000, startingBalance: 0, endingBalance: 0 });
    expect(settle(2000, -500, 'usd')).toEqual({ amountDue: 1500, startingBalance: -500, endingBalance: 0 });
    expect(settle(2000, -5000, 'usd')).toEqual({
      amountDue: 0,
      startingBalance: -5000,
      endingBalance: -3000,
    });
    expect(settle(20, 0, 'usd')).toEqual({ amountDue: 0, startingBalance: 0, endingBalance: 20 });
    expect(settle(2000, 20, 'usd')).toEqual({ amountDue: 2020, startingBalance: 20, endingBalance: 0 });
    expect(settle(30, 0, 'gbp').amountDue).toBe(30);
    expect(settle(0, 0, 'jpy')).toEqual({ amountDue: 0, startingBalance: 0, endingBalance: 0 });
  });

  it('writes amounts the way a line describes them', () => {
    expect(displayAmount(2000, 'usd')).toBe('$20.00');
    expect(displayAmount(220000, 'jpy')).toBe('¥220,000');
    expect(displayAmount(1234567, 'eur')).toBe('€12,345.67');
    expect(displayAmount(-5, 'usd')).toBe('-$0.05');
    expect(displayAmount(1500, 'kwd')).toBe('KWD 1.500');
    expect(describeRecurrence({ interval: 'month', interval_count: 1 })).toBe(' / month');
    expect(describeRecurrence({ interval: 'month', interval_count: 3 })).toBe(' / 3 months');
  });
});
