import { decimalsOf, displayAmount, minimumCharge } from '../billing/arithmetic/currencies';
import { invalidRequest } from '../kernel';

/**
 * Throws 400 for less than Stripe charges at all, and for thousandths that it cannot charge.
 * @param amount in minor units of the currency
 */
export function requireAmount(amount: number, currency: string): void {
  const minimum = minimumCharge(currency);
  if (amount < minimum) {
    const message = `Amount must be at least ${displayAmount(minimum, currency)} ${currency}`;
    throw invalidRequest(message, { code: 'amount_too_small', param: 'amount' });
  }
  if (decimalsOf(currency) === 3 && amount % 10 !== 0) {
    throw invalidRequest(
      `Amounts in ${currency} must end in 0: the least significant of its three decimals cannot be charged.`,
      { code: 'parameter_invalid_integer', param: 'amount' },
    );
  }
}
