import { billingRoutes } from './billing';
import type { Route } from './kernel';
import { paymentsRoutes } from './payments';

/** Every endpoint of the API. */
export function routes(): Route[] {
  return [...paymentsRoutes, ...billingRoutes];
}
