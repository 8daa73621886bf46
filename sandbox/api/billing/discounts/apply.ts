import { allocate, percentOf } from '../arithmetic/rounding';

/** What one discount takes off: a share, or a sum in the invoice's currency (minor units). */
export type Reduction = { kind: 'percent'; percent: number } | { kind: 'amount'; amount: number };

export interface DiscountToApply {
  id: string;
  reduction: Reduction;
  /** Product ids the coupon is limited to; null for all. */
  products: readonly string[] | null;
}

export interface DiscountableLine {
  amount: number;
  product: string;
}

export interface DiscountedLine {
  /** What each discount took from this line, in the order of the discounts; zero entries are left out. */
  amounts: { discount: string; amount: number }[];
  /** What is left of the line. */
  net: number;
}

export interface Discounted {
  lines: DiscountedLine[];
  /** One entry per discount, zero included: Stripe lists a discount that took nothing. */
  totals: { discount: string; amount: number }[];
}

/**
 * Applies discounts in their order, each to what the ones before it left over. A discount is rounded once, for
 * the invoice, and then allocated to the lines it covers, so lines always add up to the total.
 */
export function applyDiscounts(
  lines: readonly DiscountableLine[],
  discounts: readonly DiscountToApply[],
): Discounted {
  const result: DiscountedLine[] = lines.map((line) => ({ amounts: [], net: line.amount }));
  const totals = discounts.map((discount) => {
    const weights = lines.map((line, i) => (covers(discount, line) ? Math.max(0, result[i]?.net ?? 0) : 0));
    const base = weights.reduce((a, b) => a + b, 0);
    const amount = Math.min(base, reductionOf(discount.reduction, base));
    const shares = allocate(amount, weights);
    result.forEach((line, i) => {
      const share = shares[i] ?? 0;
      if (share === 0) return;
      line.amounts.push({ discount: discount.id, amount: share });
      line.net -= share;
    });
    return { discount: discount.id, amount };
  });
  return { lines: result, totals };
}

/** Whether a discount may touch a line. */
export function covers(discount: Pick<DiscountToApply, 'products'>, line: { product: string }): boolean {
  return discount.products === null || discount.products.includes(line.product);
}

function reductionOf(reduction: Reduction, base: number): number {
  switch (reduction.kind) {
    case 'percent':
      return percentOf(base, reduction.percent);
    case 'amount':
      return reduction.amount;
  }
}
