import type { Reduction } from './apply';

/** The parts of a coupon that decide whether it may be used. Times in unix seconds, money in minor units. */
export interface CouponTerms {
  id: string;
  percent_off: number | null;
  amount_off: number | null;
  currency: string | null;
  currency_options: Record<string, { amount_off: number }>;
  redeem_by: number | null;
  max_redemptions: number | null;
  times_redeemed: number;
  /** null = every product. */
  products: readonly string[] | null;
}

/** The parts of a promotion code that decide whether this customer may use it for this purchase. */
export interface PromotionTerms {
  id: string;
  switchedOn: boolean;
  customer: string | null;
  expires_at: number | null;
  max_redemptions: number | null;
  times_redeemed: number;
  first_time_transaction: boolean;
  minimum_amount: number | null;
  minimum_amount_currency: string | null;
  minimum_by_currency: Record<string, { minimum_amount: number }>;
}

/** What is about to be bought. `customer` is null in a preview for somebody not yet known. */
export interface Purchase {
  now: number;
  currency: string;
  subtotal: number;
  products: readonly string[];
  customer: { id: string; hasPriorTransactions: boolean } | null;
}

/** Stripe's refusal: the sentence and, where Stripe gives one, the code. */
export interface Refusal {
  message: string;
  code?: string;
}

/** Whether a coupon can still be redeemed at all; `coupon.valid` and the refusals follow from it. */
export function couponState(coupon: CouponTerms, now: number): 'valid' | 'expired' | 'used_up' {
  if (coupon.redeem_by !== null && coupon.redeem_by <= now) return 'expired';
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) return 'used_up';
  return 'valid';
}

/** `promotion_code.active` as Stripe shows it: only true while it could be redeemed by somebody. */
export function promotionIsActive(promotion: PromotionTerms, coupon: CouponTerms, now: number): boolean {
  if (!promotion.switchedOn || couponState(coupon, now) !== 'valid') return false;
  if (promotion.expires_at !== null && promotion.expires_at <= now) return false;
  return promotion.max_redemptions === null || promotion.times_redeemed < promotion.max_redemptions;
}

/** Why this coupon cannot be used for this purchase, or null when it can. */
export function couponRefusal(coupon: CouponTerms, purchase: Purchase): Refusal | null {
  switch (couponState(coupon, purchase.now)) {
    case 'expired':
      return { message: `Coupon expired: ${coupon.id}`, code: 'coupon_expired' };
    case 'used_up':
      return { message: `Coupon ${coupon.id} is used up and cannot be applied.`, code: 'coupon_expired' };
    case 'valid':
      break;
  }
  if (reductionIn(coupon, purchase.currency) === null)
    return {
      message: `The coupon \`${coupon.id}\` is in ${coupon.currency ?? 'another currency'} and cannot be applied to an amount in ${purchase.currency}.`,
    };
  if (coupon.products !== null && !purchase.products.some((p) => coupon.products?.includes(p)))
    return {
      message: 'This coupon cannot be redeemed because it does not apply to anything in this order.',
      code: 'coupon_applies_to_nothing',
    };
  return null;
}

/** Why this promotion code cannot be used for this purchase, or null. Its coupon is asked about separately. */
export function promotionRefusal(promotion: PromotionTerms, purchase: Purchase): Refusal | null {
  if (promotion.expires_at !== null && promotion.expires_at <= purchase.now)
    return { message: 'This promotion code has expired.', code: 'coupon_expired' };
  if (promotion.max_redemptions !== null && promotion.times_redeemed >= promotion.max_redemptions)
    return cannot('it has already been redeemed the maximum number of times');
  if (!promotion.switchedOn) return cannot('it is inactive');
  if (promotion.customer !== null && promotion.customer !== purchase.customer?.id)
    return cannot('it is restricted to another customer');
  return firstTimeRefusal(promotion, purchase) ?? minimumRefusal(promotion, purchase);
}

function firstTimeRefusal(promotion: PromotionTerms, purchase: Purchase): Refusal | null {
  if (!promotion.first_time_transaction) return null;
  if (purchase.customer === null)
    return {
      ...cannot('it is restricted to first-time customers and no customer was given'),
      code: 'promotion_code_customer_missing_first_time',
    };
  if (!purchase.customer.hasPriorTransactions) return null;
  return {
    ...cannot('the associated customer has prior transactions'),
    code: 'promotion_code_customer_not_first_time',
  };
}

function minimumRefusal(promotion: PromotionTerms, purchase: Purchase): Refusal | null {
  if (promotion.minimum_amount === null) return null;
  const own = promotion.minimum_amount_currency === purchase.currency ? promotion.minimum_amount : undefined;
  const minimum = own ?? promotion.minimum_by_currency[purchase.currency]?.minimum_amount;
  if (minimum === undefined)
    return cannot(`its minimum amount is not set in the currency ${purchase.currency}`);
  return purchase.subtotal >= minimum
    ? null
    : cannot('the associated purchase does not meet the minimum amount requirement');
}

function cannot(reason: string): Refusal {
  return { message: `This promotion code cannot be redeemed because ${reason}.` };
}

/** What the coupon takes off in a currency, or null when it is a sum that has no value in that currency. */
export function reductionIn(coupon: CouponTerms, currency: string): Reduction | null {
  if (coupon.percent_off !== null) return { kind: 'percent', percent: coupon.percent_off };
  if (coupon.amount_off !== null && coupon.currency === currency)
    return { kind: 'amount', amount: coupon.amount_off };
  const option = coupon.currency_options[currency];
  return option ? { kind: 'amount', amount: option.amount_off } : null;
}
