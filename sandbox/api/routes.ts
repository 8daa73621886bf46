import { billingRoutes } from './billing';
import type { Route } from './kernel';
import { paymentsRoutes } from './payments';
import { searchRoutes } from './search/routes';
import { testClockRoutes } from './test-clocks/routes';

/** Every endpoint of the API. */
export function routes(): Route[] {
  return [...paymentsRoutes, ...billingRoutes, ...searchRoutes, ...testClockRoutes];
}
