import { divideRounded } from '../arithmetic/rounding';

/** What decides about the tax of an amount. `percentage`: up to four decimals count. */
export interface RateToApply {
  id: string;
  inclusive: boolean;
  percentage: number;
}

/** One tax of a line, in Stripe's shape (minor units). */
export interface Tax {
  amount: number;
  tax_behavior: 'exclusive' | 'inclusive';
  tax_rate_details: { tax_rate: string };
  taxability_reason: 'not_available';
  taxable_amount: number;
  type: 'tax_rate_details';
}

/** A hundred percent in the parts that percentages are counted in. */
const WHOLE = 1_000_000;

/**
 * The taxes on an amount. Inclusive ones are taken out of it first, exclusive ones are put on what is left; each
 * is rounded on its own.
 */
export function taxesOn(amount: number, rates: readonly RateToApply[]): Tax[] {
  const included = rates.filter((rate) => rate.inclusive).reduce((sum, rate) => sum + parts(rate), 0);
  const taxable = Number(divideRounded(BigInt(amount) * BigInt(WHOLE), BigInt(WHOLE + included)));
  return rates.map((rate) => ({
    amount: rate.inclusive && included === parts(rate) ? amount - taxable : share(taxable, rate),
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: 'not_available',
    taxable_amount: taxable,
    type: 'tax_rate_details',
  }));
}

/** The sum of the taxes of one behaviour. */
export function taxTotal(
  taxes: readonly Pick<Tax, 'amount' | 'tax_behavior'>[],
  behavior: Tax['tax_behavior'],
): number {
  return taxes.reduce((sum, tax) => (tax.tax_behavior === behavior ? sum + tax.amount : sum), 0);
}

/** One entry for each rate: what all lines together carry of it. */
export function totalTaxes(taxes: readonly Tax[]): Tax[] {
  const totals = new Map<string, Tax>();
  for (const tax of taxes) {
    const key = tax.tax_rate_details.tax_rate;
    const sum = totals.get(key);
    const { amount, taxable_amount } = sum ?? { amount: 0, taxable_amount: 0 };
    totals.set(key, {
      ...tax,
      amount: amount + tax.amount,
      taxable_amount: taxable_amount + tax.taxable_amount,
    });
  }
  return [...totals.values()];
}

function parts(rate: RateToApply): number {
  return Math.round((rate.percentage * WHOLE) / 100);
}

function share(taxable: number, rate: RateToApply): number {
  return Number(divideRounded(BigInt(taxable) * BigInt(parts(rate)), BigInt(WHOLE)));
}
