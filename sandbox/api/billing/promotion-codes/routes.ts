import { defineRoute, forbiddenState, idOf, mergeMetadata, p, paginate, within } from '../../kernel';
import { coupons, termsOf } from '../coupons/coupon';
import { promotionIsActive } from '../discounts/rules';
import { create } from './create';
import { listParams, updateParams } from './params';
import {
  couponIdOf,
  current,
  foldCase,
  minimumsOf,
  type PromotionCode,
  promotionCodes,
  promotionMinimums,
  promotionTerms,
} from './promotion-code';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/promotion_codes/:promotion_code',
  params: p.none,
  handle: ({ tx, path }): PromotionCode => current(tx, tx.addressed(promotionCodes, path('promotion_code'))),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/promotion_codes/:promotion_code',
  params: updateParams,
  handle({ tx, params, path }): PromotionCode {
    const before = current(tx, tx.addressed(promotionCodes, path('promotion_code')));
    const next: PromotionCode = {
      ...before,
      metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
    };
    if (params.active === true) {
      const terms = { ...promotionTerms(tx, before), switchedOn: true };
      const coupon = couponIdOf(before);
      const redeemable = promotionIsActive(terms, termsOf(tx, coupon), tx.now());
      if (!redeemable || !tx.get(coupons, coupon)) {
        throw forbiddenState('This promotion code can no longer be redeemed and cannot be activated.', {
          param: 'active',
        });
      }
    }
    if (params.active !== undefined) next.active = params.active;
    if (params.restrictions?.currency_options) {
      const currency_options = { ...minimumsOf(tx, before.id), ...params.restrictions.currency_options };
      tx.put(promotionMinimums, { id: before.id, object: '_promotion_minimums', currency_options });
    }
    const after = tx.put(promotionCodes, next);
    tx.emitUpdated('promotion_code.updated', before, after);
    return after;
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/promotion_codes',
  params: listParams,
  handle({ tx, params }) {
    const { active, code, coupon, created, customer } = params;
    const all =
      code === undefined ? tx.all(promotionCodes) : tx.where(promotionCodes, 'code', foldCase(code));
    const matching = all
      .map((promotion) => current(tx, promotion))
      .filter(
        (promotion) =>
          (active === undefined || promotion.active === active) &&
          (coupon === undefined || couponIdOf(promotion) === coupon) &&
          (customer === undefined || idOf(promotion.customer) === customer) &&
          within(promotion.created, created),
      );
    return paginate(matching, params, '/v1/promotion_codes');
  },
});

export const promotionCodeRoutes = [create, retrieve, update, list];
