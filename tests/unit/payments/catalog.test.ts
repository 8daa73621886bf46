import { describe, expect, test } from 'vitest';
import { CURRENCIES, findSellable, PACKS, PLANS } from '@/lib/payments/domain/catalog';
import { isChargeable } from '@/lib/payments/domain/money';
import { parseCurrency, readerCurrency, readerLocale } from '@/lib/payments/domain/reader-currency';

const everything = [...PLANS.flatMap(({ prices }) => prices), ...PACKS];

describe('the catalogue', () => {
  test('every lookup key is used once', () => {
    const keys = everything.map(({ lookupKey }) => lookupKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
  test('every amount may be charged', () => {
    for (const { amounts } of everything) {
      for (const currency of CURRENCIES)
        expect(isChargeable({ amount: amounts[currency], currency })).toBe(true);
    }
  });
  test.each(['', 'free', 'pro', 'PRO_MONTHLY', '__proto__', 'constructor', 'price_123'])(
    '%j is not for sale',
    (key) => {
      expect(findSellable(key)).toBeNull();
    },
  );
  test('the prices that were agreed', () => {
    const usd = Object.fromEntries(everything.map(({ lookupKey, amounts }) => [lookupKey, amounts.usd]));
    expect(usd).toEqual({
      pro_monthly: 2000,
      pro_yearly: 20000,
      team_monthly: 1500,
      team_yearly: 15000,
      metered_monthly: 50,
      credits_1000: 1000,
    });
  });
});

describe('the reader', () => {
  test.each([
    [null, 'de-DE,de;q=0.9', 'eur', 'de-DE'],
    [null, 'de', 'eur', 'de'],
    [null, 'en-GB', 'gbp', 'en-GB'],
    [null, 'ja', 'jpy', 'ja'],
    [null, 'en', 'usd', 'en'],
    ['FR', 'en-US', 'eur', 'en-US'],
    [null, '*', 'usd', 'en-US'],
    [null, '<script>', 'usd', 'en-US'],
    [null, null, 'usd', 'en-US'],
  ])('country %s, languages %s: %s, %s', (country, languages, currency, locale) => {
    expect(readerCurrency(country, languages)).toBe(currency);
    expect(readerLocale(languages)).toBe(locale);
  });
  test('only currencies of the catalogue are believed', () => {
    expect([parseCurrency('EUR'), parseCurrency('xxx'), parseCurrency(null)]).toEqual(['eur', null, null]);
  });
});
