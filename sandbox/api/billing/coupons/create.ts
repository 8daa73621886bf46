import type { z } from 'zod';
import { defineRoute, forbiddenState, invalidRequest, randomText, type Transaction } from '../../kernel';
import { products } from '../products/product';
import { type Coupon, coupons, couponTerms } from './coupon';
import { createParams } from './params';
import { retireTerms } from './retire';

type Params = z.output<typeof createParams>;

const FIVE_YEARS = 5 * 365 * 86_400;

export const create = defineRoute({
  method: 'POST',
  path: '/v1/coupons',
  params: createParams,
  handle({ tx, params }): Coupon {
    check(tx, params);
    const id = params.id ?? randomText(8);
    if (tx.get(coupons, id)) {
      throw forbiddenState('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
    }
    retireTerms(tx, id);
    const coupon = tx.put(coupons, made(tx, id, params));
    tx.put(couponTerms, {
      id,
      object: '_coupon_terms',
      percent_off: coupon.percent_off,
      amount_off: coupon.amount_off,
      currency: coupon.currency,
      currency_options: params.currency_options ?? {},
      redeem_by: coupon.redeem_by,
      max_redemptions: coupon.max_redemptions,
      times_redeemed: 0,
      duration: params.duration ?? 'once',
      duration_in_months: coupon.duration_in_months,
      products: params.applies_to?.products ?? null,
    });
    tx.emit('coupon.created', coupon);
    return coupon;
  },
});

function made(tx: Transaction, id: string, params: Params): Coupon {
  return {
    id,
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: tx.now(),
    currency: params.amount_off === undefined ? null : (params.currency ?? null),
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: params.metadata ?? {},
    name: params.name ?? null,
    percent_off: params.percent_off === undefined ? null : Number(params.percent_off),
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
}

function check(tx: Transaction, params: Params): void {
  const { percent_off, amount_off, currency, redeem_by, applies_to } = params;
  if ((percent_off === undefined) === (amount_off === undefined)) {
    throw invalidRequest('Must provide either percent_off or amount_off, but not both.');
  }
  if (percent_off !== undefined && (Number(percent_off) <= 0 || Number(percent_off) > 100)) {
    throw invalidRequest('Invalid decimal: must be greater than 0 and at most 100', { param: 'percent_off' });
  }
  if (amount_off !== undefined && currency === undefined) {
    throw invalidRequest('You must pass currency when passing amount_off', {
      code: 'parameter_missing',
      param: 'currency',
    });
  }
  if (params.currency_options && amount_off === undefined) throw onlyAmounts();
  requireSameAmount(params.currency_options, { currency, amount_off });
  checkDuration(params);
  if (redeem_by !== undefined && redeem_by <= tx.now()) {
    throw invalidRequest('`redeem_by` must be in the future.', { param: 'redeem_by' });
  }
  if (redeem_by !== undefined && redeem_by > tx.now() + FIVE_YEARS) {
    throw invalidRequest('Invalid timestamp: can be no more than five years in the future.', {
      param: 'redeem_by',
    });
  }
  applies_to?.products?.forEach((id, i) => {
    tx.referenced(products, id, `applies_to[products][${i}]`);
  });
}

/** The coupon's own currency may be repeated, as it is in what Stripe answers, but not contradicted (inferred). */
export function requireSameAmount(
  options: Record<string, { amount_off: number }> | undefined,
  own: { currency?: string | null | undefined; amount_off?: number | null | undefined },
): void {
  const repeated = options?.[own.currency ?? ''];
  if (!repeated || repeated.amount_off === own.amount_off) return;
  const param = `currency_options[${own.currency}]`;
  throw invalidRequest(`\`${param}\` contradicts the amount of the coupon itself.`, { param });
}

/** Wording inferred; the rule is documented. */
export function onlyAmounts() {
  const message = 'You may only set `currency_options` on a coupon with `amount_off`.';
  return invalidRequest(message, { param: 'currency_options' });
}

function checkDuration({ duration = 'once', duration_in_months }: Params): void {
  if (duration === 'repeating' && duration_in_months === undefined) {
    const message = 'You must pass duration_in_months when passing duration=repeating';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'duration_in_months' });
  }
  if (duration !== 'repeating' && duration_in_months !== undefined) {
    const message = 'duration_in_months may only be passed when duration=repeating';
    throw invalidRequest(message, { param: 'duration_in_months' });
  }
}
