/**
 * The largest webhook body taken in, in bytes. Stripe's own are far below; without a limit anybody could fill our memory
 * before the signature is looked at.
 */
export const WEBHOOK_BODY_LIMIT = 1_048_576;
