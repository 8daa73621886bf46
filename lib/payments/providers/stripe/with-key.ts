import type Stripe from 'stripe';
import type { IdempotencyKey } from '../../provider';

/** The SDK's options of a request that changes something: never without a key. */
export const withKey = (idempotencyKey: IdempotencyKey): Stripe.RequestOptions => ({ idempotencyKey });
