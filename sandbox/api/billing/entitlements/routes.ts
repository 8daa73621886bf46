import { activeEntitlementRoutes } from './active-entitlement-routes';
import { featureRoutes } from './feature-routes';
import { productFeatureRoutes } from './product-feature-routes';

export const entitlementRoutes = [...featureRoutes, ...productFeatureRoutes, ...activeEntitlementRoutes];
