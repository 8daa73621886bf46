import type Stripe from 'stripe';

function durationOf(coupon: Stripe.Coupon): string {
  switch (coupon.duration) {
    case 'forever':
      return '';
    case 'repeating':
      return coupon.duration_in_months === 1 ? ' for 1 month' : ` for ${coupon.duration_in_months} months`;
    default:
      return ' the first payment';
  }
}

/** "25% off". An amount is left to the quote and the invoice, which know the currency. */
function reductionOf({ percent_off: percent }: Stripe.Coupon): string {
  return percent === null ? 'Discount' : `${percent}% off`;
}

/** What a coupon does, in words: "25% off for 3 months". */
export function labelOf(coupon: Stripe.Coupon): string {
  return `${reductionOf(coupon)}${durationOf(coupon)}`;
}

/**
 * What is off the next invoices of a subscription, "25% off", and until when; null when nothing is.
 * @param discounts read with `source.coupon` expanded
 */
export function toDiscount(discounts: readonly (string | Stripe.Discount)[]): {
  readonly discount: string | null;
  readonly discountEnd: number | null;
} {
  const labels: string[] = [];
  let end: number | null = null;
  for (const discount of discounts) {
    if (typeof discount === 'string') continue;
    const { coupon } = discount.source;
    if (coupon === null || typeof coupon === 'string') continue;
    labels.push(reductionOf(coupon));
    if (discount.end !== null && (end === null || discount.end < end)) end = discount.end;
  }
  return { discount: labels.join(' and ') || null, discountEnd: end };
}
