import { describe, expect, it } from 'vitest';
import { isEmail, phoneNumber } from '@/sandbox/stripe-js/address/contact';
import { countriesIn, firstCountry } from '@/sandbox/stripe-js/address/countries';
import { formatOf } from '@/sandbox/stripe-js/address/formats';
import { regionsOf } from '@/sandbox/stripe-js/address/regions';
import { addressStrings } from '@/sandbox/stripe-js/locale/address';

describe('countries', () => {
  it('are sorted by their name in the language', () => {
    const german = countriesIn('de', ['DE', 'AT', 'AE']).map(({ name }) => name);
    expect(german).toEqual(['Deutschland', 'Österreich', 'Vereinigte Arabische Emirate']);
  });

  it('are all those that can be delivered to, each once, without those under embargo', () => {
    const codes = countriesIn('en', null).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(220);
    for (const code of ['CU', 'IR', 'KP', 'SY']) expect(codes).not.toContain(code);
  });

  it.each([
    ['the one asked for', 'FR', ['en-GB'], 'FR'],
    ['the browser’s where that is not offered', 'XX', ['en', 'en-GB'], 'GB'],
    ['the United States where the browser names none', null, ['en'], 'US'],
  ])('begin with %s', (_, wanted, languages, expected) => {
    expect(firstCountry(countriesIn('en', null), wanted, languages)).toBe(expected);
  });

  it('begin with the first where nothing else is offered', () => {
    expect(firstCountry(countriesIn('en', ['DE', 'AT']), null, ['en-US'])).toBe('AT');
  });
});

describe('formats', () => {
  it.each([
    ['US', '94107-1234', true],
    ['US', '9410', false],
    ['CA', 'k1a 0b1', true],
    ['GB', 'SW1A 1AA', true],
    ['GB', '12345', false],
    ['DE', '10969', true],
    ['NL', '1012 AB', true],
    ['JP', '100-0005', true],
    ['PL', '00-950', true],
    ['PT', '1000-001', true],
    ['IE', 'D02 X285', true],
  ])('of %s: %s fits is %s', (country, code, fits) => {
    expect(formatOf(country).postal?.test(code)).toBe(fits);
  });

  it('ask for no postal code where there is none', () => {
    for (const country of ['HK', 'AE', 'QA']) {
      expect(formatOf(country).rows.flat()).not.toContain('postal_code');
    }
  });

  it('require only what they ask for, and ask for line 1 everywhere', () => {
    for (const { code } of countriesIn('en', null)) {
      const { rows, required } = formatOf(code);
      expect(rows.flat()).toEqual(expect.arrayContaining([...required]));
      expect(required).toContain('line1');
    }
  });

  it('offer the regions of a country that has a list of them', () => {
    expect(regionsOf('US')).toContainEqual({ value: 'CA', label: 'California' });
    expect(regionsOf('CA')).toHaveLength(13);
    expect(regionsOf('FR')).toBeNull();
  });
});

describe('contact', () => {
  it.each([
    ['(212) 555-0123', 'US', '+12125550123'],
    ['1 212 555 0123', 'US', '+12125550123'],
    ['+49 30 123456', 'US', '+4930123456'],
    ['030 / 123456', 'DE', '030123456'],
    ['０３-1234-5678', 'JP', '0312345678'],
    ['555', 'US', null],
    ['call me', 'DE', null],
  ])('reads the number %s in %s as %s', (text, country, expected) => {
    expect(phoneNumber(text, country)).toBe(expected);
  });

  it.each([
    ['ada@example.com', true],
    ['ada+tag@mail.example.co.uk', true],
    ['ada@example', false],
    ['ada@exa mple.com', false],
    ['ada@-example.com', false],
    ['@example.com', false],
  ])('takes %s for an address: %s', (text, expected) => {
    expect(isEmail(text)).toBe(expected);
  });
});

describe('the words of addresses', () => {
  it.each(['en', 'de', 'fr', 'es', 'ja'] as const)('are all there in %s', (language) => {
    for (const [name, text] of Object.entries(addressStrings(language))) {
      expect(text.trim(), name).not.toBe('');
    }
    expect(addressStrings(language).postalInvalid).toContain('{word}');
  });
});
