import type Stripe from 'stripe';
import {
  defineCollection,
  defineComputed,
  idOf,
  type Stored,
  type Transaction,
  type Wire,
} from '../../kernel';
import { coupons, termsOf } from '../coupons/coupon';
import { type PromotionTerms, promotionIsActive } from '../discounts/rules';

export type PromotionCode = Wire<Stripe.PromotionCode>;

export const promotionCodes = defineCollection<PromotionCode>('promotion_code', {
  references: { customer: 'customer', 'promotion.coupon': 'coupon' },
  shown: current,
  // Buyers type codes in any case; two codes that differ only in case are one.
  indexes: {
    code: (promotion) => foldCase(promotion.code),
    coupon: (promotion) => idOf(promotion.promotion.coupon),
  },
});

/** A code as it is compared. */
export function foldCase(code: string): string {
  return code.toUpperCase();
}

/** Minimum amounts in further currencies, which Stripe shows only on request. */
export interface PromotionMinimums extends Stored {
  object: '_promotion_minimums';
  currency_options: Record<string, { minimum_amount: number }>;
}

export const promotionMinimums = defineCollection<PromotionMinimums>('_promotion_minimums');

defineComputed(promotionCodes, 'restrictions.currency_options', (tx, promotion) =>
  minimumsOf(tx, promotion.id),
);

/** Minimum amounts by currency. */
export function minimumsOf(tx: Transaction, id: string): Record<string, { minimum_amount: number }> {
  return tx.get(promotionMinimums, id)?.currency_options ?? {};
}

/** The id of the coupon behind a code. */
export function couponIdOf(promotion: PromotionCode): string {
  const id = idOf(promotion.promotion.coupon);
  if (id === null) throw new Error(`${promotion.id} has no coupon.`);
  return id;
}

/** What decides whether a code may be redeemed. */
export function promotionTerms(tx: Transaction, promotion: PromotionCode): PromotionTerms {
  return {
    id: promotion.id,
    // A coupon that is deleted is redeemed by nobody any more.
    switchedOn: promotion.active && tx.get(coupons, couponIdOf(promotion)) !== undefined,
    customer: idOf(promotion.customer),
    expires_at: promotion.expires_at,
    max_redemptions: promotion.max_redemptions,
    times_redeemed: promotion.times_redeemed,
    first_time_transaction: promotion.restrictions.first_time_transaction,
    minimum_amount: promotion.restrictions.minimum_amount,
    minimum_amount_currency: promotion.restrictions.minimum_amount_currency,
    minimum_by_currency: minimumsOf(tx, promotion.id),
  };
}

/** The code as it is now: time and redemptions end its being active. */
export function current(tx: Transaction, promotion: PromotionCode): PromotionCode {
  const terms = termsOf(tx, couponIdOf(promotion));
  return { ...promotion, active: promotionIsActive(promotionTerms(tx, promotion), terms, tx.now()) };
}
