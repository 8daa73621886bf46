import { describe, expect, it } from 'vitest';
import { FIELD_OF_DECLINE, problemText } from '@/sandbox/stripe-js/frames/problems';
import { formatAmount } from '@/sandbox/stripe-js/locale/amount';
import { fillIn, resolveLanguage, stringsFor } from '@/sandbox/stripe-js/locale/locale';

describe('language', () => {
  it('follows the browser unless one is asked for', () => {
    expect(resolveLanguage(undefined, ['de-AT', 'en'])).toBe('de');
    expect(resolveLanguage('auto', ['sv', 'fr-CA'])).toBe('fr');
    expect(resolveLanguage('es-419', ['de'])).toBe('es');
    expect(resolveLanguage('ja', [])).toBe('ja');
    expect(resolveLanguage('fil', ['de'])).toBe('en');
    expect(resolveLanguage('auto', [])).toBe('en');
    expect(resolveLanguage('constructor', [])).toBe('en');
  });
});

describe('wording', () => {
  const { problems } = stringsFor('en');

  it('is Stripe’s in English', () => {
    expect(problems).toMatchObject({
      invalid_number: 'Your card number is invalid.',
      incomplete_number: 'Your card number is incomplete.',
      incomplete_expiry: "Your card's expiration date is incomplete.",
      invalid_expiry_year_past: "Your card's expiration year is in the past.",
      incomplete_cvc: "Your card's security code is incomplete.",
    });
    expect(stringsFor('en')).toMatchObject({
      numberLabel: 'Card number',
      expiryLabel: 'Expiration date',
      cvcLabel: 'Security code',
    });
  });

  it.each(['de', 'fr', 'es', 'ja'] as const)('is complete and its own in %s', (language) => {
    const strings = stringsFor(language);
    for (const [code, sentence] of Object.entries(strings.problems)) {
      expect(sentence).not.toBe('');
      expect(Object.entries(problems)).not.toContainEqual([code, sentence]);
    }
    expect(strings.terms).toContain('{business}');
    expect(strings.challenge.payment).toContain('{amount}');
  });

  it('has a sentence for every decline that is about one field', () => {
    for (const code of Object.keys(FIELD_OF_DECLINE))
      expect(problemText(stringsFor('en'), code)).toMatch(/^Your card/);
    expect(problemText(stringsFor('en'), 'incorrect_cvc')).toBe("Your card's security code is incorrect.");
  });

  it('fills places in', () => {
    expect(fillIn('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });

  it('writes amounts from minor units', () => {
    expect(formatAmount({ value: 2000, currency: 'usd' }, 'en')).toBe('$20.00');
    expect(formatAmount({ value: 2000, currency: 'jpy' }, 'en')).toBe('¥2,000');
    expect(formatAmount({ value: 2500, currency: 'kwd' }, 'en').replace(/\s/g, ' ')).toBe('KWD 2.500');
  });
});
