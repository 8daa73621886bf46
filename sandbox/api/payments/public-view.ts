/** What a publishable key gets to see of a payment intent: no metadata, no customer, nothing of the merchant's. */
export const PUBLIC_PAYMENT_FIELDS = [
  'id',
  'object',
  'amount',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const;

export const PUBLIC_SETUP_FIELDS = [
  'id',
  'object',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'status',
  'usage',
] as const;

/** A card that the buyer may use is shown, and what its merchant noted about it is not. */
export const PUBLIC_METHOD_FIELDS = [
  'id',
  'object',
  'allow_redisplay',
  'billing_details',
  'card',
  'created',
  'customer',
  'livemode',
  'type',
] as const;

/** What Stripe.js declares of a confirmation token. */
export const PUBLIC_TOKEN_FIELDS = [
  'id',
  'object',
  'created',
  'expires_at',
  'livemode',
  'payment_intent',
  'payment_method_preview',
  'return_url',
  'setup_future_usage',
  'setup_intent',
  'shipping',
  'use_stripe_sdk',
] as const;
