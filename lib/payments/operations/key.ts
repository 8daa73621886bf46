import type { IdempotencyKey } from '../provider';

/**
 * The idempotency key of one step of a saved operation: the same from every tab, retry, process and completer pass.
 * @param operationId the saved row's id; no personal data, since providers log keys
 */
export function stepKey(operationId: string, step: string): IdempotencyKey {
  const key: string = `billfold:${operationId}:${step}`;
  if (!isIdempotencyKey(key)) throw new RangeError(`An idempotency key of ${key.length} characters`);
  return key;
}

// Stripe takes at most 255 characters.
function isIdempotencyKey(key: string): key is IdempotencyKey {
  return key.length <= 255;
}
