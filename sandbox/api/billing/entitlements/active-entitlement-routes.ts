import { defineRoute, p, paginate } from '../../kernel';
import { liveCustomer } from '../../payments';
import { type ActiveEntitlement, activeEntitlements, entitlementsOf } from './active-entitlement';

const list = defineRoute({
  method: 'GET',
  path: '/v1/entitlements/active_entitlements',
  params: p.params({ ...p.page, customer: p.text() }),
  handle({ tx, params }) {
    const customer = liveCustomer(tx, params.customer).id;
    return paginate(entitlementsOf(tx, customer), params, '/v1/entitlements/active_entitlements');
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/entitlements/active_entitlements/:entitlement',
  params: p.none,
  handle: ({ tx, path }): ActiveEntitlement => tx.addressed(activeEntitlements, path('entitlement')),
});

export const activeEntitlementRoutes = [list, retrieve];
