import type { ConfirmationToken, PaymentIntent, PaymentMethod, SetupIntent } from '@stripe/stripe-js';

/*
 * What a publishable key may see. Typed so that a field that Stripe.js comes to declare, or stops declaring, does not
 * compile until it is decided on here.
 */

type Declared<T> = Readonly<Record<keyof T, true>>;

const PAYMENT_INTENT: Declared<PaymentIntent> = {
  id: true,
  object: true,
  amount: true,
  canceled_at: true,
  cancellation_reason: true,
  capture_method: true,
  client_secret: true,
  confirmation_method: true,
  created: true,
  currency: true,
  description: true,
  last_payment_error: true,
  livemode: true,
  next_action: true,
  payment_method: true,
  payment_method_types: true,
  receipt_email: true,
  setup_future_usage: true,
  shipping: true,
  status: true,
};

const SETUP_INTENT: Declared<SetupIntent> = {
  id: true,
  object: true,
  cancellation_reason: true,
  client_secret: true,
  created: true,
  description: true,
  last_setup_error: true,
  livemode: true,
  next_action: true,
  payment_method: true,
  payment_method_types: true,
  status: true,
  usage: true,
};

const CONFIRMATION_TOKEN: Declared<ConfirmationToken> = {
  id: true,
  object: true,
  created: true,
  expires_at: true,
  livemode: true,
  payment_intent: true,
  payment_method_preview: true,
  return_url: true,
  setup_future_usage: true,
  setup_intent: true,
  shipping: true,
  use_stripe_sdk: true,
};

/** Of a card. Stripe.js declares metadata as well, which Stripe redacts for publishable keys (docs.stripe.com/metadata). */
const PAYMENT_METHOD = {
  id: true,
  object: true,
  allow_redisplay: true,
  billing_details: true,
  card: true,
  created: true,
  customer: true,
  livemode: true,
  type: true,
} as const satisfies Partial<Declared<PaymentMethod>>;

/** By kind of object, what Stripe.js declares of it: a publishable key is shown all of that. */
export const DECLARED: Readonly<Record<string, readonly string[]>> = {
  payment_intent: Object.keys(PAYMENT_INTENT),
  setup_intent: Object.keys(SETUP_INTENT),
  confirmation_token: Object.keys(CONFIRMATION_TOKEN),
  payment_method: Object.keys(PAYMENT_METHOD),
};

/**
 * What a publishable key is shown beyond that. The API reference marks the first two as "retrievable with publishable
 * key"; a recorded answer to Stripe.js of 2022 has all three.
 */
const SHOWN_AS_WELL: Readonly<Record<string, readonly string[]>> = {
  payment_intent: ['automatic_payment_methods', 'processing', 'source'],
};

/** Fields that no object shows to a publishable key, however deep they are. */
const NEVER = ['metadata', 'fingerprint'];

/** What an answer shows although a publishable key must not see it, as paths. An object of an unknown kind is such. */
export function overexposed(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => overexposed(part, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const kind: unknown = Reflect.get(value, 'object');
  const allowed = typeof kind === 'string' ? allowedOf(kind) : null;
  return Object.entries(value).flatMap(([name, part]) => {
    const here = `${at}/${name}`;
    if (NEVER.includes(name) || (allowed && !allowed.includes(name))) return [here];
    return overexposed(part, here);
  });
}

function allowedOf(kind: string): readonly string[] {
  return [...(DECLARED[kind] ?? []), ...(SHOWN_AS_WELL[kind] ?? [])];
}
