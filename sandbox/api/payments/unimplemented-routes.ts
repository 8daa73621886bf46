import { z } from 'zod';
import { defineRoute, notImplemented } from '../kernel';

/** What Stripe has and the sandbox has not, where it would otherwise be taken for an id. */
const PATHS = ['/v1/customers/search', '/v1/payment_intents/search', '/v1/charges/search'];

export const unimplementedRoutes = PATHS.map((path) =>
  defineRoute({
    method: 'GET',
    path,
    params: z.looseObject({ expand: z.array(z.string()).optional() }),
    handle: () => {
      throw notImplemented(`GET ${path}; list and filter instead, as search lags behind anyway`);
    },
  }),
);
