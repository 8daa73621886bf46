import { brandRule } from './brand';
import { passesLuhn } from './luhn';
import { COMPLETE, type Verdict } from './verdict';

/** The most digits that a card starting like this may have. */
export function maxNumberLength(digits: string): number {
  return Math.max(...brandRule(digits).lengths);
}

/** Groups digits as they are embossed: 4-6-5 for American Express, 4-6-4 for a 14-digit Diners Club, else fours. */
export function formatNumber(digits: string): string {
  const groups: string[] = [];
  let rest = digits;
  for (const size of groupSizes(digits)) {
    if (rest === '') break;
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups.join(' ');
}

function groupSizes(digits: string): readonly number[] {
  const { brand } = brandRule(digits);
  if (brand === 'amex') return [4, 6, 5];
  if (brand === 'diners' && digits.length <= 14) return [4, 6, 4];
  return [4, 4, 4, 4, 3];
}

/** Judges the digits of a card number by length and Luhn digit. */
export function judgeNumber(digits: string): Verdict {
  if (digits === '') return { kind: 'empty', code: 'incomplete_number' };
  const { lengths } = brandRule(digits);
  if (!lengths.includes(digits.length)) return { kind: 'unfinished', code: 'incomplete_number' };
  if (passesLuhn(digits)) return COMPLETE;
  const mayGrow = digits.length < Math.max(...lengths);
  return { kind: mayGrow ? 'unfinished' : 'wrong', code: 'invalid_number' };
}
