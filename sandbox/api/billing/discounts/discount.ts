import type Stripe from 'stripe';
import { defineCollection, idOf, type Transaction, type Wire } from '../../kernel';
import { boundary } from '../arithmetic/period';
import { earlierTerms, type StoredTerms, termsOf } from '../coupons/coupon';
import type { DiscountToApply } from './apply';
import type { ResolvedDiscount } from './resolve';
import { reductionIn } from './rules';

export type Discount = Wire<Stripe.Discount>;

export const discounts = defineCollection<Discount>('discount', {
  references: { customer: 'customer', promotion_code: 'promotion_code', 'source.coupon': 'coupon' },
});

/** Who has a discount; of the last three at most one. */
export interface Holder {
  customer: string | null;
  subscription: string | null;
  invoice?: string;
  invoice_item?: string;
  subscription_item?: string;
}

/** A discount as it would be given, not stored: a preview shows it and leaves nothing behind. */
export function newDiscount(tx: Transaction, resolved: ResolvedDiscount, holder: Holder): Discount {
  const { terms, promotion } = resolved;
  const months = terms.duration === 'repeating' ? terms.duration_in_months : null;
  return {
    id: tx.newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: holder.customer,
    customer_account: null,
    end: months === null ? null : boundary(tx.now(), { interval: 'month', interval_count: months }, 1),
    invoice: holder.invoice ?? null,
    invoice_item: holder.invoice_item ?? null,
    promotion_code: promotion,
    source: { coupon: terms.id, type: 'coupon' },
    start: tx.now(),
    subscription: holder.subscription,
    subscription_item: holder.subscription_item ?? null,
  };
}

/** The coupon a discount comes from. */
export function couponOf(discount: Discount): string {
  const id = idOf(discount.source.coupon);
  if (id === null) throw new Error(`${discount.id} has no coupon.`);
  return id;
}

/** The terms that a discount was given on: its coupon's, or those of an earlier coupon of the same id. */
function givenTerms(tx: Transaction, discount: Discount): StoredTerms {
  return termsOf(tx, tx.get(earlierTerms, discount.id)?.terms ?? couponOf(discount));
}

/** What a discount takes off an invoice in a currency. */
export function toApply(tx: Transaction, discount: Discount, currency: string): DiscountToApply {
  const terms = givenTerms(tx, discount);
  const reduction = reductionIn(terms, currency) ?? { kind: 'amount' as const, amount: 0 };
  return { id: discount.id, reduction, products: terms.products };
}

/** Whether a discount is spent once it has reduced an invoice. */
export function isOnce(tx: Transaction, discount: Discount): boolean {
  return givenTerms(tx, discount).duration === 'once';
}
