import { describe, expect, it } from 'vitest';
import {
  availability,
  availableWallets,
  checkExpressOptions,
  expressConfig,
} from '@/sandbox/stripe-js/elements/express-options';
import { checkItems, checkSheet, shownRate } from '@/sandbox/stripe-js/elements/sheet-money';
import { walletStrings } from '@/sandbox/stripe-js/locale/wallet';

describe('wallet buttons', () => {
  it('show all that are not unwanted, in the order that is wanted', () => {
    expect(availableWallets({})).toEqual(['apple_pay', 'google_pay', 'link']);
    expect(availableWallets({ paymentMethods: { applePay: 'never' } })).toEqual(['google_pay', 'link']);
    expect(availableWallets({ paymentMethodOrder: ['link', 'googlePay'] })).toEqual([
      'link',
      'google_pay',
      'apple_pay',
    ]);
  });

  it('tell the page what can show, or that nothing can', () => {
    expect(availability([])).toBeUndefined();
    expect(availability(['link'])).toEqual({
      amazonPay: false,
      applePay: false,
      googlePay: false,
      link: true,
      paypal: false,
      klarna: false,
    });
  });

  it('take heights that Stripe takes', () => {
    expect(() => checkExpressOptions({ buttonHeight: 39 })).toThrow(/between 40 and 55/);
    expect(() => checkExpressOptions({ buttonHeight: 55 })).not.toThrow();
    expect(expressConfig({ buttonTheme: { applePay: 'white-outline' } }).buttons[0]).toEqual({
      wallet: 'apple_pay',
      type: 'plain',
      theme: 'white-outline',
    });
  });
});

describe('what a sheet adds up', () => {
  it('may be less than the total, never more', () => {
    expect(() => checkItems([{ name: 'Plan', amount: 1500 }], 2000)).not.toThrow();
    expect(() => checkItems([{ name: 'Plan', amount: 2500 }], 2000)).toThrow(/less than the total/);
    expect(() => checkItems([{ name: 'Plan', amount: 2500 }], null)).not.toThrow();
  });

  it('needs a rate where something is shipped', () => {
    expect(() => checkSheet({ shippingAddressRequired: true }, 100)).toThrow(/shippingRates/);
  });

  it.each([
    [undefined, null],
    ['Tomorrow', 'Tomorrow'],
    [{ minimum: { unit: 'day', value: 3 }, maximum: { unit: 'day', value: 5 } }, '3–5 days'],
    [{ minimum: { unit: 'hour', value: 12 }, maximum: { unit: 'day', value: 2 } }, '12 hours – 2 days'],
    [{ maximum: { unit: 'business_day', value: 1 } }, '1 day'],
  ] as const)('reads the estimate %j as %s', (deliveryEstimate, expected) => {
    const rate = { id: 'a', displayName: 'A', amount: 1, ...(deliveryEstimate && { deliveryEstimate }) };
    expect(shownRate(rate, 'en').estimate).toBe(expected);
  });
});

describe('the words of wallets', () => {
  it.each(['en', 'de', 'fr', 'es', 'ja'] as const)('are all there in %s', (language) => {
    for (const [name, text] of Object.entries(walletStrings(language))) {
      expect(text.trim(), name).not.toBe('');
    }
    expect(walletStrings(language).payAmount).toContain('{amount}');
  });
});
