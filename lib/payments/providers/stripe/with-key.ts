import type { IdempotencyKey } from '../../provider';
import type { KeyedOptions } from './keyed-stripe';

/** The SDK's options of a request that changes something: never without a key. */
export const withKey = (idempotencyKey: IdempotencyKey): KeyedOptions => ({ idempotencyKey });
