import { describe, expect, it } from 'vitest';
import { brandRule } from '@/sandbox/stripe-js/card/brand';
import { judgeCvc, maxCvcLength } from '@/sandbox/stripe-js/card/cvc';
import { digitsOf } from '@/sandbox/stripe-js/card/digits';
import { expiryDigits, formatExpiry, judgeExpiry } from '@/sandbox/stripe-js/card/expiry';
import { passesLuhn } from '@/sandbox/stripe-js/card/luhn';
import { formatNumber, judgeNumber, maxNumberLength } from '@/sandbox/stripe-js/card/number';

describe('brand', () => {
  it.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'discover'],
    ['6555900000604105', 'discover'],
    ['3056930009020004', 'diners'],
    ['36227206271667', 'diners'],
    ['3566002020360505', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['6205500000000000004', 'unionpay'],
    ['9999', 'unknown'],
  ])('knows %s as %s', (number, brand) => {
    expect(brandRule(number).brand).toBe(brand);
  });

  it('waits until the digits allow one brand only', () => {
    expect(brandRule('').brand).toBe('unknown');
    expect(brandRule('2').brand).toBe('unknown');
    expect(brandRule('222').brand).toBe('unknown');
    expect(brandRule('2221').brand).toBe('mastercard');
    expect(brandRule('2220').brand).toBe('unknown');
    expect(brandRule('223').brand).toBe('mastercard');
    expect(brandRule('5').brand).toBe('unknown');
    expect(brandRule('4').brand).toBe('visa');
  });
});

describe('card number', () => {
  it('checks the Luhn digit', () => {
    expect(passesLuhn('4242424242424242')).toBe(true);
    expect(passesLuhn('4242424242424241')).toBe(false);
    expect(passesLuhn('')).toBe(false);
  });

  it('finds every single wrong digit', () => {
    const good = '4000002500003155';
    for (let place = 0; place < good.length; place += 1) {
      for (const digit of '0123456789') {
        if (digit === good[place]) continue;
        expect(passesLuhn(good.slice(0, place) + digit + good.slice(place + 1))).toBe(false);
      }
    }
  });

  it('groups digits as the brand embosses them', () => {
    expect(formatNumber('4242424242424242')).toBe('4242 4242 4242 4242');
    expect(formatNumber('42424')).toBe('4242 4');
    expect(formatNumber('4242')).toBe('4242');
    expect(formatNumber('378282246310005')).toBe('3782 822463 10005');
    expect(formatNumber('36227206271667')).toBe('3622 720627 1667');
    expect(formatNumber('3056930009020004')).toBe('3056 9300 0902 0004');
    expect(formatNumber('6205500000000000004')).toBe('6205 5000 0000 0000 004');
  });

  it('takes as many digits as the brand may have', () => {
    expect(maxNumberLength('37')).toBe(15);
    expect(maxNumberLength('62')).toBe(19);
    expect(maxNumberLength('4')).toBe(16);
  });

  it('tells empty, unfinished, wrong and complete apart', () => {
    expect(judgeNumber('')).toEqual({ kind: 'empty', code: 'incomplete_number' });
    expect(judgeNumber('4242')).toEqual({ kind: 'unfinished', code: 'incomplete_number' });
    expect(judgeNumber('4242424242424241')).toEqual({ kind: 'wrong', code: 'invalid_number' });
    expect(judgeNumber('4242424242424242')).toEqual({ kind: 'complete' });
    expect(judgeNumber('378282246310005')).toEqual({ kind: 'complete' });
  });

  it('does not call a UnionPay number wrong while three more digits may come', () => {
    expect(judgeNumber('6205500000000000')).toEqual({ kind: 'unfinished', code: 'invalid_number' });
    expect(judgeNumber('6205500000000000004')).toEqual({ kind: 'complete' });
  });

  it('reads full-width digits', () => {
    expect(digitsOf('４２４２ ４２')).toBe('424242');
  });
});

describe('expiration date', () => {
  const now = new Date(2026, 10, 22);

  it.each([
    ['1', '1'],
    ['5', '05'],
    ['13', '013'],
    ['12', '12'],
    ['1/', '01'],
    ['12 / 30', '1230'],
    ['1230', '1230'],
    ['12/2030', '1230'],
    ['122030', '1230'],
    ['1-30', '0130'],
    ['2030-07', '0730'],
    ['102 / 30', '1030'],
    ['123 / ', '123'],
    ['', ''],
  ])('reads %j as %j', (text, digits) => {
    expect(expiryDigits(text)).toBe(digits);
  });

  it('writes the separator as soon as the month stands, except while deleting', () => {
    expect(formatExpiry('1', false)).toBe('1');
    expect(formatExpiry('12', false)).toBe('12 / ');
    expect(formatExpiry('12', true)).toBe('12');
    expect(formatExpiry('123', true)).toBe('12 / 3');
    expect(formatExpiry('1230', false)).toBe('12 / 30');
  });

  it.each([
    ['', { kind: 'empty', code: 'incomplete_expiry' }],
    ['1', { kind: 'unfinished', code: 'incomplete_expiry' }],
    ['123', { kind: 'unfinished', code: 'incomplete_expiry' }],
    ['00', { kind: 'wrong', code: 'invalid_expiry_month' }],
    ['1225', { kind: 'wrong', code: 'invalid_expiry_year_past' }],
    ['1026', { kind: 'wrong', code: 'invalid_expiry_month_past' }],
    ['1277', { kind: 'wrong', code: 'invalid_expiry_year' }],
    ['1126', { kind: 'complete' }],
    ['1276', { kind: 'complete' }],
  ])('judges %j', (digits, verdict) => {
    expect(judgeExpiry(digits, now)).toEqual(verdict);
  });
});

describe('security code', () => {
  it('asks American Express for four digits and others for three', () => {
    expect(judgeCvc('123', '378282')).toEqual({ kind: 'unfinished', code: 'incomplete_cvc' });
    expect(judgeCvc('1234', '378282')).toEqual({ kind: 'complete' });
    expect(judgeCvc('12', '4242')).toEqual({ kind: 'unfinished', code: 'incomplete_cvc' });
    expect(judgeCvc('123', '4242')).toEqual({ kind: 'complete' });
    expect(judgeCvc('1234', '4242')).toEqual({ kind: 'wrong', code: 'invalid_cvc' });
    expect(judgeCvc('', '4242')).toEqual({ kind: 'empty', code: 'incomplete_cvc' });
  });

  it('takes either while the brand is unknown', () => {
    expect(judgeCvc('123', '')).toEqual({ kind: 'complete' });
    expect(judgeCvc('1234', '')).toEqual({ kind: 'complete' });
    expect(maxCvcLength('')).toBe(4);
    expect(maxCvcLength('4')).toBe(3);
    expect(maxCvcLength('34')).toBe(4);
  });
});
