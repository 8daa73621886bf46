import type Stripe from 'stripe';
import { defineCollection, defineComputed, type Stored, type Transaction, type Wire } from '../../kernel';
import { type CouponTerms, couponState } from '../discounts/rules';

export type Coupon = Wire<Stripe.Coupon>;
export type DeletedCoupon = Wire<Stripe.DeletedCoupon>;

export const coupons = defineCollection<Coupon>('coupon', { shown: current });

/**
 * What a coupon takes off and where. Kept apart from the coupon: Stripe shows these fields only on request, and
 * discounts already given outlive a deleted coupon.
 */
export interface StoredTerms extends Stored, Omit<CouponTerms, 'products'> {
  object: '_coupon_terms';
  duration: 'once' | 'repeating' | 'forever';
  duration_in_months: number | null;
  products: string[] | null;
}

export const couponTerms = defineCollection<StoredTerms>('_coupon_terms');

/** Which terms a discount was given on, when its coupon was deleted and another was made with the same id. */
export interface EarlierTerms extends Stored {
  /** Its id is the discount's. */
  object: '_earlier_terms';
  terms: string;
}

export const earlierTerms = defineCollection<EarlierTerms>('_earlier_terms');

/** The terms of a coupon that exists or existed. */
export function termsOf(tx: Transaction, couponId: string): StoredTerms {
  return tx.existing(couponTerms, couponId);
}

/** The coupon as it is now: time alone ends its validity. */
export function current(tx: Transaction, coupon: Coupon): Coupon {
  const terms = termsOf(tx, coupon.id);
  return {
    ...coupon,
    times_redeemed: terms.times_redeemed,
    valid: couponState(terms, tx.now()) === 'valid',
  };
}

defineComputed(coupons, 'applies_to', (tx, coupon) => {
  const { products } = termsOf(tx, coupon.id);
  return products === null ? undefined : { products };
});
defineComputed(coupons, 'currency_options', (tx, coupon) => {
  const { currency_options, currency, amount_off } = termsOf(tx, coupon.id);
  if (currency === null || amount_off === null) return undefined;
  return { ...currency_options, [currency]: { amount_off } };
});
