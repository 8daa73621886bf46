import { digitsOf } from './digits';
import { COMPLETE, type Verdict } from './verdict';

const SEPARATOR = ' / ';
const FURTHEST_YEARS_AHEAD = 50;

/** Reads whatever was typed, pasted or filled in as up to four digits, MMYY. */
export function expiryDigits(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const yearFirst = /^(\d{4})\s*[-/.]\s*(\d{1,2})$/.exec(plain);
  if (yearFirst) return `${pad(yearFirst[2])}${(yearFirst[1] ?? '').slice(2)}`;
  const separated = /^(\d+)\s*[-/.]\s*(\d*)/.exec(plain);
  const isMonthApart = separated?.[2] !== '' || separated[1]?.length === 1;
  if (separated && isMonthApart) return `${pad(separated[1])}${lastTwoOfYear(separated[2] ?? '')}`;
  const digits = withLeadingZero(digitsOf(plain));
  return `${digits.slice(0, 2)}${lastTwoOfYear(digits.slice(2))}`;
}

function pad(month: string | undefined): string {
  return (month ?? '').padStart(2, '0').slice(0, 2);
}

function withLeadingZero(digits: string): string {
  const first = digits[0] ?? '';
  const second = digits[1] ?? '';
  const startsAboveOne = first > '1';
  const isBeyondTwelve = first === '1' && second > '2';
  return startsAboveOne || isBeyondTwelve ? `0${digits}` : digits;
}

function lastTwoOfYear(year: string): string {
  return year.length === 4 && year.startsWith('20') ? year.slice(2) : year.slice(0, 2);
}

/**
 * Writes MMYY as "MM / YY". While typing forward the separator follows the month at once; while deleting it
 * does not come back by itself, or the month could never be deleted.
 */
export function formatExpiry(digits: string, isDeleting: boolean): string {
  const year = digits.slice(2);
  if (digits.length < 2 || (year === '' && isDeleting)) return digits;
  return `${digits.slice(0, 2)}${SEPARATOR}${year}`;
}

/** Judges MMYY against the month of `now`, in the person's own time zone. */
export function judgeExpiry(digits: string, now: Date): Verdict {
  if (digits === '') return { kind: 'empty', code: 'incomplete_expiry' };
  if (digits.length >= 2) {
    const month = Number(digits.slice(0, 2));
    if (month < 1 || month > 12) return { kind: 'wrong', code: 'invalid_expiry_month' };
  }
  if (digits.length < 4) return { kind: 'unfinished', code: 'incomplete_expiry' };
  return judgeWholeExpiry(Number(digits.slice(0, 2)), 2000 + Number(digits.slice(2)), now);
}

function judgeWholeExpiry(month: number, year: number, now: Date): Verdict {
  if (year < now.getFullYear()) return { kind: 'wrong', code: 'invalid_expiry_year_past' };
  if (year > now.getFullYear() + FURTHEST_YEARS_AHEAD) return { kind: 'wrong', code: 'invalid_expiry_year' };
  if (year === now.getFullYear() && month < now.getMonth() + 1) {
    return { kind: 'wrong', code: 'invalid_expiry_month_past' };
  }
  return COMPLETE;
}
