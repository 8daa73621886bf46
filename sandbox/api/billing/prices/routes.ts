import { defineRoute, p, paginate, within } from '../../kernel';
import { create } from './create';
import { listParams } from './params';
import { type Price, prices } from './price';
import { update } from './update';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/prices/:price',
  params: p.none,
  handle: ({ tx, path }): Price => tx.addressed(prices, path('price')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/prices',
  params: listParams,
  handle({ tx, params }) {
    const { active, currency, lookup_keys, product, recurring, type } = params;
    const matching = (product === undefined ? tx.all(prices) : tx.where(prices, 'product', product)).filter(
      (price) =>
        (active === undefined || price.active === active) &&
        (currency === undefined || price.currency === currency) &&
        (lookup_keys === undefined ||
          (price.lookup_key !== null && lookup_keys.includes(price.lookup_key))) &&
        (type === undefined || price.type === type) &&
        (recurring?.interval === undefined || price.recurring?.interval === recurring.interval) &&
        (recurring?.meter === undefined || price.recurring?.meter === recurring.meter) &&
        (recurring?.usage_type === undefined || price.recurring?.usage_type === recurring.usage_type) &&
        within(price.created, params.created),
    );
    return paginate(matching, params, '/v1/prices');
  },
});

export const priceRoutes = [create, retrieve, update, list];
