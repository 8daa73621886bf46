import { cardError, type SandboxError } from '../kernel/errors';
import { brandOf, checksOut } from './card-number';

/** A card as somebody typed it. */
export interface TypedCard {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string | undefined;
}

/** The typed card with spaces taken out and its year in full. Throws the 402 that Stripe answers for invalid data. */
export function checkedCard(typed: TypedCard, now: Date): TypedCard {
  const number = typed.number.replaceAll(/[\s-]/g, '');
  const brand = brandOf(number);
  if (!/^\d{12,19}$/.test(number))
    throw invalid('invalid_number', 'Your card number is not a valid credit card number.', 'number');
  if (!checksOut(number)) throw invalid('incorrect_number', 'Your card number is incorrect.', 'number');
  const expiry = checkedExpiry(typed, now);
  const cvc = typed.cvc;
  if (cvc !== undefined && (!/^\d+$/.test(cvc) || cvc.length !== brand.cvcLength)) {
    throw invalid('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  }
  return { number, ...expiry, cvc };
}

/** When a card expires, its year in full. Throws the 402 of a month that is none, or is past. */
export function checkedExpiry(
  typed: Pick<TypedCard, 'exp_month' | 'exp_year'>,
  now: Date,
): Pick<TypedCard, 'exp_month' | 'exp_year'> {
  const exp_year = typed.exp_year < 100 ? 2000 + typed.exp_year : typed.exp_year;
  const { exp_month } = typed;
  if (exp_month < 1 || exp_month > 12) throw invalidMonth();
  if (exp_year < now.getUTCFullYear() || exp_year > now.getUTCFullYear() + 50) {
    throw invalid('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  }
  if (exp_year === now.getUTCFullYear() && exp_month < now.getUTCMonth() + 1) throw invalidMonth();
  return { exp_month, exp_year };
}

function invalidMonth(): SandboxError {
  return invalid('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
}

function invalid(code: string, message: string, param: string): SandboxError {
  const error = cardError({ code, message }, { keepsWrites: false });
  error.body.param = param;
  return error;
}
