import type { Transaction } from '../../kernel';
import { coupons, couponTerms, current, termsOf } from '../coupons/coupon';
import { current as currentCode, promotionCodes } from '../promotion-codes/promotion-code';
import { type Discount, discounts, type Holder, newDiscount } from './discount';
import type { ResolvedDiscount } from './resolve';

/**
 * Gives discounts to their holder and counts each redemption, at once and for good: Stripe does not take
 * the count back when the first payment never comes.
 */
export function redeem(tx: Transaction, resolved: readonly ResolvedDiscount[], holder: Holder): Discount[] {
  return resolved.map((one) => {
    const discount = tx.put(discounts, newDiscount(tx, one, holder));
    countCoupon(tx, one.terms.id);
    if (one.promotion !== null) countPromotion(tx, one.promotion);
    // Those of single invoices and lines are no customer's (inferred).
    if (discount.subscription !== null) tx.emit('customer.discount.created', discount);
    return discount;
  });
}

function countCoupon(tx: Transaction, id: string): void {
  const terms = termsOf(tx, id);
  tx.put(couponTerms, { ...terms, times_redeemed: terms.times_redeemed + 1 });
  const coupon = tx.get(coupons, id);
  if (coupon) tx.put(coupons, current(tx, coupon));
}

function countPromotion(tx: Transaction, id: string): void {
  const promotion = tx.existing(promotionCodes, id);
  tx.put(promotionCodes, currentCode(tx, { ...promotion, times_redeemed: promotion.times_redeemed + 1 }));
}
