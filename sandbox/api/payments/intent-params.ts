import { z } from 'zod';
import { invalidRequest, p } from '../kernel';
import { ALLOWED_TYPES, EXCLUDED_TYPES } from './method-types';
import { methodData } from './payment-method-params';
import { refused } from './unsupported';

/** Any value: parameters that are accepted for their name, or refused for it with an error of their own. */
const anything = z.unknown().optional();

const acceptance = p.shape({
  accepted_at: p.timestamp().optional(),
  offline: p.shape({}).optional(),
  online: p
    .shape({
      infer_from_client: p.boolean().optional(),
      ip_address: p.text().optional(),
      user_agent: p.text().optional(),
    })
    .optional(),
  type: p.oneOf('offline', 'online'),
});

const threeDSecure = p.oneOf('any', 'automatic', 'challenge').optional();

/** `payment_method_options` for cards of a payment intent. */
export const paymentOptions = p
  .shape({
    card: p
      .shape({
        capture_method: p.clearable(p.oneOf('manual')).optional(),
        request_three_d_secure: threeDSecure,
        setup_future_usage: p.clearable(p.oneOf('none', 'off_session', 'on_session')).optional(),
        ...refused('cvc_token', 'installments', 'mandate_options', 'moto', 'network', 'three_d_secure'),
        ...refused('request_extended_authorization', 'request_incremental_authorization'),
        ...refused('request_multicapture', 'request_overcapture', 'require_cvc_recollection'),
        ...refused('setup_credential_usage', 'stored_credential_usage'),
        ...refused('statement_descriptor_suffix_kana', 'statement_descriptor_suffix_kanji'),
      })
      .optional(),
  })
  .optional();

/** `payment_method_options` for cards of a setup intent. */
export const setupOptions = p
  .shape({
    card: p
      .shape({
        request_three_d_secure: threeDSecure,
        ...refused('mandate_options', 'moto', 'network', 'setup_credential_usage', 'three_d_secure'),
      })
      .optional(),
  })
  .optional();

export const automaticMethods = p
  .shape({ enabled: p.boolean(), allow_redirects: p.oneOf('always', 'never').optional() })
  .optional();

/** Parameters that payment and setup intents share at every call. */
export const shared = {
  payment_method_types: anything,
  allowed_payment_method_types: p.list(p.oneOf(...ALLOWED_TYPES)).optional(),
  excluded_payment_method_types: p.clearable(p.list(p.oneOf(...EXCLUDED_TYPES))).optional(),
  payment_method: p.text().optional(),
  payment_method_data: methodData.optional(),
  ...refused('customer_account', 'payment_method_configuration'),
};

/** What only makes sense while an intent is being confirmed. */
export const whileConfirming = {
  confirmation_token: p.text().optional(),
  /** Whether the buyer agreed: Stripe takes it for cards as well, but makes them no mandate (inferred). */
  mandate_data: p.clearable(p.shape({ customer_acceptance: acceptance.optional() })).optional(),
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
  allowed_payment_method_types?: string[] | undefined;
  excluded_payment_method_types?: string[] | null | undefined;
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
  if (params.payment_method !== undefined && params.payment_method_data !== undefined) {
    const message = 'You may only specify one of these parameters: payment_method, payment_method_data.';
    throw invalidRequest(message, { param: 'payment_method_data' });
  }
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  if (allowed && !allowed.includes('card')) throw noMethodsLeft('allowed_payment_method_types');
  if (excluded?.includes('card')) throw noMethodsLeft('excluded_payment_method_types');
}

/** The sandbox has cards alone: without them nothing is left to pay with. */
function noMethodsLeft(param: string) {
  return invalidRequest(
    `No valid payment method types for this intent are left by ${param}: the sandbox implements card alone.`,
    { param },
  );
}

/** Throws 400 for a parameter that needs `confirm=true` and came without it. Message inferred. */
export function refuseUnconfirmed(params: { confirm?: boolean | undefined }, names: readonly string[]): void {
  if (params.confirm === true) return;
  const early = Object.entries(params).find(([name, value]) => value !== undefined && names.includes(name));
  if (!early) return;
  throw invalidRequest(`The parameter ${early[0]} can only be used with confirm=true.`, { param: early[0] });
}

/** Whether the request, or else the intent, wants 3-D Secure wherever the card can. */
export function wants3ds(intent: {
  payment_method_options: { card?: { request_three_d_secure: string | null } } | null;
}): boolean {
  const wish = intent.payment_method_options?.card?.request_three_d_secure;
  return wish === 'any' || wish === 'challenge';
}
