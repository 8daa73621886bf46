import { digitsOf } from './digits';
import { expiryDigits, formatExpiry } from './expiry';
import { formatNumber, maxNumberLength } from './number';

export type Deletion = 'backward' | 'forward' | null;

/** The state of an input right after the browser applied one edit to it. */
export interface Edit {
  readonly text: string;
  readonly caret: number;
  /** The formatted text before the edit. */
  readonly previous: string;
  readonly deletion: Deletion;
}

export interface Typed {
  readonly text: string;
  readonly caret: number;
  readonly digits: string;
}

/** Formats a card number after an edit and says where the caret belongs. */
export function typeNumber(edit: Edit): Typed {
  const { digits, before } = digitsAfter(edit, digitsOf(edit.text));
  const kept = digits.slice(0, maxNumberLength(digits));
  const text = formatNumber(kept);
  return { text, digits: kept, caret: caretAfter(text, Math.min(before, kept.length)) };
}

/** Formats an expiration date after an edit and says where the caret belongs. */
export function typeExpiry(edit: Edit): Typed {
  const isDeleting = edit.deletion !== null;
  const removed = digitsAfter(edit, digitsOf(edit.text));
  const wasOnlySeparator = removed.digits !== digitsOf(edit.text);
  const isMonthApart = /\d\s*\/\s*\d/.test(edit.text);
  const digits = isDeleting && !isMonthApart ? removed.digits : expiryDigits(edit.text);
  const text = formatExpiry(digits, isDeleting);
  const isAtEnd = edit.caret >= edit.text.length && !wasOnlySeparator;
  if (isAtEnd) return { text, digits, caret: text.length };
  // A zero put in front of the month pushes the caret one place on.
  const shift = Math.max(0, digits.length - removed.digits.length);
  return { text, digits, caret: caretAfter(text, Math.min(removed.before + shift, digits.length)) };
}

/** Keeps the digits of a security code. */
export function typeCvc(edit: Edit, maxLength: number): Typed {
  const digits = digitsOf(edit.text).slice(0, maxLength);
  const before = digitsOf(edit.text.slice(0, edit.caret)).length;
  return { text: digits, digits, caret: Math.min(before, digits.length) };
}

/**
 * Deleting a separator means deleting the digit beyond it: otherwise formatting would put the separator back and
 * the key would seem dead.
 */
function digitsAfter(edit: Edit, digits: string): { digits: string; before: number } {
  const before = digitsOf(edit.text.slice(0, edit.caret)).length;
  const isSeparatorOnly = edit.deletion !== null && digits === digitsOf(edit.previous) && digits !== '';
  if (!isSeparatorOnly || edit.text === edit.previous) return { digits, before };
  const victim = edit.deletion === 'backward' ? before - 1 : before;
  if (victim < 0 || victim >= digits.length) return { digits, before };
  const left = digits.slice(0, victim);
  return { digits: left + digits.slice(victim + 1), before: left.length };
}

function caretAfter(text: string, digitCount: number): number {
  if (digitCount === 0) return 0;
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (/[0-9]/.test(text[index] ?? '')) seen += 1;
    if (seen === digitCount) return index + 1;
  }
  return text.length;
}
