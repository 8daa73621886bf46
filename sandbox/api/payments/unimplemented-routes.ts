import { z } from 'zod';
import { defineRoute, notImplemented } from '../kernel';

/** What Stripe has and the sandbox has not: refused by name, so that it is not taken for a mistyped address. */
const ENDPOINTS = [
  ['POST', '/v1/charges', 'charges without a PaymentIntent, which Stripe has deprecated'],
  ['POST', '/v1/charges/:charge/capture', 'capturing a charge; capture its PaymentIntent instead'],
  ['POST', '/v1/payment_intents/:intent/apply_customer_balance', 'cash balances'],
  ['POST', '/v1/payment_intents/:intent/increment_authorization', 'incremental authorizations'],
  ['POST', '/v1/payment_intents/:intent/verify_microdeposits', 'bank debits'],
  ['POST', '/v1/setup_intents/:intent/verify_microdeposits', 'bank debits'],
  ['GET', '/v1/customers/:customer/cash_balance', 'cash balances'],
  ['POST', '/v1/customers/:customer/cash_balance', 'cash balances'],
  ['GET', '/v1/customers/:customer/cash_balance_transactions', 'cash balances'],
  ['POST', '/v1/customers/:customer/funding_instructions', 'cash balances'],
  ['GET', '/v1/customers/:customer/sources', 'sources; use payment methods instead'],
  ['POST', '/v1/customers/:customer/sources', 'sources; use payment methods instead'],
  ['GET', '/v1/mandates/:mandate', 'mandates: cards have none'],
  ['POST', '/v1/tokens', 'tokens; use payment methods instead'],
] as const;

export const unimplementedRoutes = ENDPOINTS.map(([method, path, what]) =>
  defineRoute({
    method,
    path,
    params: z.looseObject({ expand: z.array(z.string()).optional() }),
    handle: () => {
      throw notImplemented(what);
    },
  }),
);
