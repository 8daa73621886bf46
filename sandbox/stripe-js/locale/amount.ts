import { decimalsOf } from '../../api/billing/arithmetic/currencies';

/** Writes an amount in Stripe's minor units for a person to read, as "$20.00". */
export function formatAmount(amount: { value: number; currency: string }, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: amount.currency });
  return format.format(amount.value / 10 ** decimalsOf(amount.currency));
}
