import { expect, test } from 'vitest';
import { endpointOf } from '@/lib/payments/resilience/rate-limiter/endpoint';

test.each([
  ['POST', '/v1/customers', 'POST /v1/customers'],
  ['GET', '/v1/customers?limit=100&starting_after=cus_1', 'GET /v1/customers'],
  ['GET', '/v1/customers/cus_QXg1o8vlGmoR32', 'GET /v1/customers/{id}'],
  ['POST', '/v1/payment_intents/pi_3Pabc/confirm', 'POST /v1/payment_intents/{id}/confirm'],
  ['GET', '/v1/invoices/create_preview', 'GET /v1/invoices/create_preview'],
  ['GET', '/v1/customers/cus_Q1/payment_methods', 'GET /v1/customers/{id}/payment_methods'],
  ['DELETE', '/v1/coupons/SPRING', 'DELETE /v1/coupons/{id}'],
  ['GET', '/v1/coupons/caf%C3%A9', 'GET /v1/coupons/{id}'],
  ['GET', '/v1/entitlements/active_entitlements', 'GET /v1/entitlements/active_entitlements'],
])('%s %s is %s', (method, path, endpoint) => {
  expect(endpointOf(method, path)).toBe(endpoint);
});
