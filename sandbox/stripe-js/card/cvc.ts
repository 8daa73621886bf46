import { type BrandRule, brandRule } from './brand';
import { COMPLETE, type Verdict } from './verdict';

/** The most digits the security code may have; four while the brand is not known. */
export function maxCvcLength(numberDigits: string): number {
  return lengthsFor(brandRule(numberDigits)).at(-1) ?? 4;
}

function lengthsFor(rule: BrandRule): readonly number[] {
  return rule.brand === 'unknown' ? [3, 4] : [rule.cvcLength];
}

/** Judges a security code by the length that the card's brand asks for. */
export function judgeCvc(cvcDigits: string, numberDigits: string): Verdict {
  if (cvcDigits === '') return { kind: 'empty', code: 'incomplete_cvc' };
  const lengths = lengthsFor(brandRule(numberDigits));
  if (lengths.includes(cvcDigits.length)) return COMPLETE;
  const isTooLong = cvcDigits.length > Math.max(...lengths);
  return isTooLong ? { kind: 'wrong', code: 'invalid_cvc' } : { kind: 'unfinished', code: 'incomplete_cvc' };
}
