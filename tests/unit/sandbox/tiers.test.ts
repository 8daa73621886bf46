import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cost, divided, scaled, unscaled } from '../../../sandbox/api/billing/prices/decimal';
import { displayUnit } from '../../../sandbox/api/billing/prices/lines';
import { tiersFor } from '../../../sandbox/api/billing/prices/tiers';

const tier = (up_to: number | null, unit: string | null, flat: string | null = null) => ({
  flat_amount: null,
  flat_amount_decimal: flat,
  unit_amount: null,
  unit_amount_decimal: unit,
  up_to,
});

/** The first five at $7, the next five at $6.50, more at $6: the example of Stripe's guide to pricing models. */
const SEATS = [tier(5, '700'), tier(10, '650'), tier(null, '600')];

const total = (uses: ReturnType<typeof tiersFor>) => uses.reduce((sum, use) => sum + use.amount, 0);

describe('graduated tiers', () => {
  it.each([
    [0, 0],
    [1, 700],
    [5, 3500],
    [6, 4150],
    [20, 12_750],
    [25, 15_750],
  ])('bill %i units with %i', (quantity, amount) => {
    expect(total(tiersFor(SEATS, 'graduated', quantity))).toBe(amount);
  });

  it('add the flat amount of each tier that is reached', () => {
    const tiers = [tier(1000, '0', '900'), tier(null, '3.6', '0')];
    expect(tiersFor(tiers, 'graduated', 1031)).toEqual([
      { tier: 1, kind: 'units', quantity: 1000, unit_amount_decimal: '0', amount: 0 },
      { tier: 1, kind: 'flat', quantity: 0, unit_amount_decimal: '900', amount: 900 },
      { tier: 2, kind: 'units', quantity: 31, unit_amount_decimal: '3.6', amount: 112 },
      { tier: 2, kind: 'flat', quantity: 0, unit_amount_decimal: '0', amount: 0 },
    ]);
    expect(total(tiersFor(tiers, 'graduated', 1000))).toBe(900);
  });

  it('bill the first flat amount without any units', () => {
    expect(total(tiersFor([tier(10, '5', '100'), tier(null, '4')], 'graduated', 0))).toBe(100);
  });

  it('bill every unit in one tier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (quantity) => {
        const uses = tiersFor(SEATS, 'graduated', quantity);
        return uses.reduce((sum, use) => sum + use.quantity, 0) === quantity;
      }),
    );
  });
});

describe('volume tiers', () => {
  it.each([
    [0, 0],
    [1, 700],
    [5, 3500],
    [6, 3900],
    [20, 12_000],
  ])('bill %i units with %i', (quantity, amount) => {
    expect(total(tiersFor(SEATS, 'volume', quantity))).toBe(amount);
  });

  it('add the flat amount of the one tier', () => {
    const tiers = [tier(5, null, '1000'), tier(null, '10', '2000')];
    expect(total(tiersFor(tiers, 'volume', 3))).toBe(1000);
    expect(total(tiersFor(tiers, 'volume', 6))).toBe(2060);
  });
});

describe('decimals', () => {
  it('are exact where floating point is not', () => {
    expect(unscaled(scaled('0.1') + scaled('0.2'))).toBe(0.3);
    expect(cost('0.000000000001', 500_000_000_000)).toBe(1);
    expect(cost('10.0825', 200)).toBe(2017);
    expect(cost('100', 2.5)).toBe(250);
    expect(unscaled(scaled('-1.5'))).toBe(-1.5);
  });

  it('are rounded to whole packages as the price says', () => {
    expect(divided(11, 10, 'up')).toBe(2);
    expect(divided(11, 10, 'down')).toBe(1);
    expect(divided(20, 10, 'up')).toBe(2);
    expect(divided(0, 10, 'up')).toBe(0);
    expect(divided(0.5, 10, 'up')).toBe(1);
  });

  it('keep a text as it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.integer({ min: 0, max: 999 }),
        (whole, part) => {
          const text = `${whole}.${String(part).padStart(3, '0')}`;
          return unscaled(scaled(text)) === Number(text);
        },
      ),
    );
  });

  it('are shown with the fractions of a cent', () => {
    expect(displayUnit('3.6', 'usd')).toBe('$0.036');
    expect(displayUnit('700', 'usd')).toBe('$7.00');
    expect(displayUnit('0.5', 'jpy')).toBe('¥0.5');
  });
});
