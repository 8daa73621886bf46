import { forbiddenState, invalidRequest, p, SandboxError, type Transaction } from '../../kernel';
import { coupons, type StoredTerms, termsOf } from '../coupons/coupon';
import { couponIdOf, promotionCodes, promotionTerms } from '../promotion-codes/promotion-code';
import { couponRefusal, type Purchase, promotionRefusal, type Refusal } from './rules';

/** `discounts` as a request sends them. */
export const discountParams = p.list(
  p.shape({
    coupon: p.text().optional(),
    promotion_code: p.text().optional(),
    discount: p.text().optional(),
  }),
  20,
);

export interface DiscountRequest {
  coupon?: string | undefined;
  promotion_code?: string | undefined;
  discount?: string | undefined;
}

/** A discount that may be given: the coupon's terms and the code it came by. */
export interface ResolvedDiscount {
  terms: StoredTerms;
  promotion: string | null;
}

/**
 * Finds the coupons and promotion codes a request names and checks that each may be used for this purchase.
 * Throws 400 with the parameter that named the one which may not.
 */
export function resolveDiscounts(
  tx: Transaction,
  requested: readonly DiscountRequest[] | null | undefined,
  purchase: Purchase,
): ResolvedDiscount[] {
  const found = (requested ?? []).map((request, i) => resolve(tx, request, `discounts[${i}]`, purchase));
  const ids = found.map((one) => one.terms.id);
  if (new Set(ids).size < ids.length) {
    throw forbiddenState('You may not apply the same coupon more than once.', { param: 'discounts' });
  }
  return found;
}

/** Those that may be used for a purchase; discounts that are there already stay. */
export function redeemable(
  tx: Transaction,
  requested: readonly DiscountRequest[],
  purchase: Purchase,
): DiscountRequest[] {
  return requested.filter((request) => {
    if (request.discount !== undefined) return true;
    try {
      resolve(tx, request, 'discounts', purchase);
      return true;
    } catch (error) {
      if (error instanceof SandboxError) return false;
      throw error;
    }
  });
}

function resolve(
  tx: Transaction,
  request: DiscountRequest,
  at: string,
  purchase: Purchase,
): ResolvedDiscount {
  const { coupon, promotion_code, discount } = request;
  if (discount !== undefined) {
    throw invalidRequest('The sandbox does not implement the parameter discount.', {
      param: `${at}[discount]`,
    });
  }
  if ((coupon === undefined) === (promotion_code === undefined)) {
    const message = 'You must specify exactly one of these parameters: coupon, promotion_code.';
    throw invalidRequest(message, { param: at });
  }
  if (coupon !== undefined) {
    const { id } = tx.referenced(coupons, coupon, `${at}[coupon]`);
    return { terms: redeemed(termsOf(tx, id), purchase, `${at}[coupon]`), promotion: null };
  }
  const param = `${at}[promotion_code]`;
  const promotion = tx.referenced(promotionCodes, promotion_code ?? '', param);
  // The coupon first: a code whose coupon has ended is inactive for that reason, which is the one to name.
  const terms = redeemed(termsOf(tx, couponIdOf(promotion)), purchase, param);
  refuse(promotionRefusal(promotionTerms(tx, promotion), purchase), param);
  return { terms, promotion: promotion.id };
}

function redeemed(terms: StoredTerms, purchase: Purchase, param: string): StoredTerms {
  refuse(couponRefusal(terms, purchase), param);
  return terms;
}

function refuse(refusal: Refusal | null, param: string): void {
  if (!refusal) return;
  throw forbiddenState(
    refusal.message,
    refusal.code === undefined ? { param } : { param, code: refusal.code },
  );
}
