import type { Strings } from '../locale/strings';

/** Which field a decline code points at; every other decline is about the card as a whole and is told by the page. */
export const FIELD_OF_DECLINE: Readonly<Record<string, 'number' | 'expiry' | 'cvc'>> = {
  incorrect_number: 'number',
  invalid_number: 'number',
  expired_card: 'expiry',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  incorrect_cvc: 'cvc',
  invalid_cvc: 'cvc',
};

/** The sentence for a problem, found while typing or reported by the issuer. */
export function problemText(strings: Strings, code: string): string {
  const sentences: Readonly<Record<string, string>> = { ...strings.problems, ...strings.declines };
  return sentences[code] ?? strings.problems.invalid_number;
}
