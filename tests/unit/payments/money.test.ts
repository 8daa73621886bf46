import { describe, expect, test } from 'vitest';
import { formatMoney, fromMajor, isChargeable, money } from '@/lib/payments/domain/money';

describe('minor units as Stripe wants them (failure 17)', () => {
  test.each([
    ['usd', 20, 2000],
    ['eur', 0.5, 50],
    ['jpy', 1000, 1000],
    ['mga', 5, 5],
    ['ugx', 5, 500],
    ['isk', 5, 500],
    ['huf', 100, 10000],
    ['twd', 100, 10000],
    ['kwd', 5.12, 5120],
  ])('%s %d is %d on the wire', (currency, major, minor) => {
    expect(fromMajor(major, currency)).toEqual({ amount: minor, currency });
  });

  test.each([
    [2000, 'usd', '$20.00'],
    [1000, 'jpy', '¥1,000'],
    [500, 'ugx', 'UGX 5'],
    [500, 'isk', 'ISK 5'],
    [5120, 'kwd', 'KWD 5.120'],
  ])('%d %s reads %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency }, 'en-US').replaceAll('\u00a0', ' ')).toBe(text);
  });

  test.each([
    [5125, 'kwd', false],
    [5120, 'kwd', true],
    [550, 'ugx', false],
    [500, 'isk', true],
    [1, 'usd', true],
    [-1, 'usd', false],
    [1.5, 'usd', false],
  ])('%d %s chargeable: %s', (amount, currency, chargeable) => {
    expect(isChargeable({ amount, currency })).toBe(chargeable);
  });

  test('an amount that is no safe integer is a bug', () => {
    expect(() => money(1.5, 'usd')).toThrow(RangeError);
    expect(() => money(2n ** 60n, 'usd')).toThrow(RangeError);
  });
});
