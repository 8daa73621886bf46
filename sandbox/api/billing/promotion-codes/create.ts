import type { z } from 'zod';
import {
  defineRoute,
  forbiddenState,
  idOf,
  invalidRequest,
  randomText,
  type Transaction,
} from '../../kernel';
import { liveCustomer } from '../../payments';
import { coupons, type StoredTerms, termsOf } from '../coupons/coupon';
import { couponState } from '../discounts/rules';
import { createParams } from './params';
import { current, foldCase, type PromotionCode, promotionCodes, promotionMinimums } from './promotion-code';

type Params = z.output<typeof createParams>;

const FIVE_YEARS = 5 * 365 * 86_400;

export const create = defineRoute({
  method: 'POST',
  path: '/v1/promotion_codes',
  params: createParams,
  handle({ tx, params }): PromotionCode {
    const coupon = couponFor(tx, params);
    if (params.customer !== undefined) liveCustomer(tx, params.customer);
    checkExpiry(tx, params.expires_at);
    checkWithinCoupon(params, termsOf(tx, coupon));
    checkMinimum(params);
    const code = codeFor(tx, params);
    const id = tx.newId('promo');
    const { currency_options } = params.restrictions ?? {};
    if (currency_options) tx.put(promotionMinimums, { id, object: '_promotion_minimums', currency_options });
    const promotion = tx.put(promotionCodes, made(tx, { id, code, coupon }, params));
    tx.emit('promotion_code.created', promotion);
    return promotion;
  },
});

function made(
  tx: Transaction,
  own: { id: string; code: string; coupon: string },
  params: Params,
): PromotionCode {
  return {
    id: own.id,
    object: 'promotion_code',
    active: params.active ?? true,
    code: own.code,
    created: tx.now(),
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: params.metadata ?? {},
    promotion: { coupon: own.coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
}

function couponFor(tx: Transaction, { promotion }: Params): string {
  if (promotion.coupon === undefined) {
    throw invalidRequest('You must pass promotion.coupon when passing promotion', {
      param: 'promotion.coupon',
    });
  }
  const { id } = tx.referenced(coupons, promotion.coupon, 'promotion[coupon]');
  if (couponState(termsOf(tx, id), tx.now()) !== 'valid') {
    throw forbiddenState(`Coupon expired: ${id}`, { code: 'coupon_expired', param: 'promotion[coupon]' });
  }
  return id;
}

function codeFor(tx: Transaction, params: Params): string {
  if (params.code === undefined) return randomText(8).toUpperCase();
  if (!/^[a-zA-Z0-9\-_]+$/.test(params.code)) {
    const message = `This value must match the regex pattern. (/\\A[a-zA-Z0-9\\-_]+\\z/ does not match for the value ${params.code}).`;
    throw invalidRequest(message, { param: 'code' });
  }
  const holders = tx.where(promotionCodes, 'code', foldCase(params.code));
  const clashing = holders.filter((holder) => mayMeet(idOf(holder.customer), params.customer ?? null));
  if (clashing.some((holder) => current(tx, holder).active)) {
    throw forbiddenState(`An active promotion code with \`code: ${params.code}\` already exists.`);
  }
  return params.code;
}

/** Codes are unique for each customer: two restricted to different customers never meet. */
function mayMeet(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

/** A code cannot outlast its coupon. Wordings inferred; the rules are documented. */
function checkWithinCoupon({ expires_at, max_redemptions }: Params, coupon: StoredTerms): void {
  if (expires_at !== undefined && coupon.redeem_by !== null && expires_at > coupon.redeem_by) {
    const message = "The promotion code's `expires_at` cannot be after the coupon's `redeem_by`.";
    throw invalidRequest(message, { param: 'expires_at' });
  }
  const most = coupon.max_redemptions;
  if (max_redemptions !== undefined && most !== null && max_redemptions > most) {
    const message = "The promotion code's `max_redemptions` cannot be greater than the coupon's.";
    throw invalidRequest(message, { param: 'max_redemptions' });
  }
}

function checkExpiry(tx: Transaction, expiresAt: number | undefined): void {
  if (expiresAt === undefined) return;
  if (expiresAt <= tx.now()) {
    const message =
      'The parameter `expires_at` expects a unix timestamp representing a date and time in the future. ' +
      `You specified the value \`${expiresAt}\` which is in the past.`;
    throw invalidRequest(message, { param: 'expires_at' });
  }
  if (expiresAt > tx.now() + FIVE_YEARS) {
    throw invalidRequest('Invalid timestamp: can be no more than five years in the future.', {
      param: 'expires_at',
    });
  }
}

function checkMinimum({ restrictions }: Params): void {
  const { minimum_amount, minimum_amount_currency, currency_options } = restrictions ?? {};
  if (minimum_amount_currency !== undefined && currency_options?.[minimum_amount_currency]) {
    // Wording inferred; the rule is documented.
    const message = 'Each currency must be different from `minimum_amount_currency`.';
    throw invalidRequest(message, { param: `restrictions[currency_options][${minimum_amount_currency}]` });
  }
  if ((minimum_amount === undefined) === (minimum_amount_currency === undefined)) return;
  const missing = minimum_amount === undefined ? 'minimum_amount' : 'minimum_amount_currency';
  const param = `restrictions[${missing}]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}
