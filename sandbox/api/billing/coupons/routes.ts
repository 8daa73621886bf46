import { defineRoute, mergeMetadata, p, paginate, within } from '../../kernel';
import { type Coupon, coupons, couponTerms, current, type DeletedCoupon, termsOf } from './coupon';
import { create, onlyAmounts, requireSameAmount } from './create';
import { listParams, updateParams } from './params';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/coupons/:coupon',
  params: p.none,
  handle: ({ tx, path }): Coupon => current(tx, tx.addressed(coupons, path('coupon'))),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/coupons/:coupon',
  params: updateParams,
  handle({ tx, params, path }): Coupon {
    const before = current(tx, tx.addressed(coupons, path('coupon')));
    const next: Coupon = { ...before, metadata: mergeMetadata(before.metadata ?? {}, params.metadata) };
    if (params.name !== undefined) next.name = params.name;
    if (params.currency_options) {
      if (before.amount_off === null) throw onlyAmounts();
      requireSameAmount(params.currency_options, before);
      const terms = termsOf(tx, before.id);
      const currency_options = { ...terms.currency_options, ...params.currency_options };
      tx.put(couponTerms, { ...terms, currency_options });
    }
    const after = tx.put(coupons, next);
    tx.emitUpdated('coupon.updated', before, after);
    return after;
  },
});

/** Deleting stops new redemptions; who has the discount already keeps it. */
const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/coupons/:coupon',
  params: p.none,
  handle({ tx, path }): DeletedCoupon {
    const coupon = current(tx, tx.addressed(coupons, path('coupon')));
    tx.drop(coupons, coupon.id);
    tx.emit('coupon.deleted', coupon);
    return { id: coupon.id, object: 'coupon', deleted: true };
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/coupons',
  params: listParams,
  handle({ tx, params }) {
    const matching = tx.all(coupons).filter((coupon) => within(coupon.created, params.created));
    return paginate(
      matching.map((coupon) => current(tx, coupon)),
      params,
      '/v1/coupons',
    );
  },
});

export const couponRoutes = [create, retrieve, update, remove, list];
