import { z } from 'zod';
import { invalidRequest, p } from '../kernel';
import { methodData } from './payment-method-params';

/** Any value: parameters that are accepted for their name, or refused for it with an error of their own. */
const anything = z.unknown().optional();

/** Parameters that payment and setup intents share. */
export const shared = {
  automatic_payment_methods: p
    .shape({ enabled: p.boolean(), allow_redirects: p.oneOf('always', 'never').optional() })
    .optional(),
  payment_method_types: anything,
  allowed_payment_method_types: p.list(p.text()).optional(),
  excluded_payment_method_types: p.list(p.text()).optional(),
  confirmation_token: anything,
  mandate: anything,
  mandate_data: anything,
  payment_method: p.text().optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: p
    .shape({
      card: p
        .shape({
          request_three_d_secure: p.oneOf('any', 'automatic', 'challenge').optional(),
          setup_future_usage: p.clearable(p.oneOf('none', 'off_session', 'on_session')).optional(),
          capture_method: p.clearable(p.oneOf('manual')).optional(),
        })
        .optional(),
    })
    .optional(),
  return_url: p.text().optional(),
  use_stripe_sdk: p.boolean().optional(),
};

/** What Stripe.js adds when it confirms. */
export const fromBrowser = {
  client_secret: p.text().optional(),
  key: p.text().optional(),
  client_attribution_metadata: anything,
  expected_payment_method_type: p.text().optional(),
};

interface Given {
  payment_method_types?: unknown;
  confirmation_token?: unknown;
  payment_method?: string | undefined;
  payment_method_data?: object | undefined;
}

/** Throws 400 for what this version of the API, or the sandbox, does not take. */
export function refuseRetired(params: Given): void {
  if (params.payment_method_types !== undefined) {
    throw invalidRequest(
      'The parameter payment_method_types is no longer supported. Use dynamic payment methods, or ' +
        'allowed_payment_method_types or excluded_payment_method_types instead.',
      { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    );
  }
  if (params.confirmation_token !== undefined) {
    throw invalidRequest('The sandbox does not implement confirmation tokens.', {
      param: 'confirmation_token',
    });
  }
  if (params.payment_method !== undefined && params.payment_method_data !== undefined) {
    const message = 'You may only specify one of these parameters: payment_method, payment_method_data.';
    throw invalidRequest(message, { param: 'payment_method_data' });
  }
}

/** Whether the request wants 3-D Secure wherever the card can. */
export function wants3ds(params: {
  payment_method_options?: { card?: { request_three_d_secure?: string | undefined } | undefined } | undefined;
}): boolean {
  const wish = params.payment_method_options?.card?.request_three_d_secure;
  return wish === 'any' || wish === 'challenge';
}
