declare const idempotencyKey: unique symbol;
/** Made here alone, from a saved operation: a key that is not saved before it is sent does not survive a crash. */
export type IdempotencyKey = string & { readonly [idempotencyKey]: true };

/**
 * The idempotency key of one step of a saved operation: the same from every tab, retry, process and completer pass.
 * @param operationId the saved row's id; no personal data, since providers log keys
 * @param generation how often the operation's keys were given up, after a look showed that they had done nothing
 */
export function stepKey(operationId: string, step: string, generation = 0): IdempotencyKey {
  const again = generation === 0 ? '' : `:${generation}`;
  const key: string = `billfold:${operationId}:${step}${again}`;
  if (!isIdempotencyKey(key)) throw new RangeError(`An idempotency key of ${key.length} characters`);
  return key;
}

/** The key of a part of what another key stands for, where one call of the port takes several requests. */
export function partKey(key: IdempotencyKey, part: string): IdempotencyKey {
  const whole: string = `${key}:${part}`;
  if (!isIdempotencyKey(whole)) throw new RangeError(`An idempotency key of ${whole.length} characters`);
  return whole;
}

// Stripe takes at most 255 characters.
function isIdempotencyKey(key: string): key is IdempotencyKey {
  return key.length <= 255;
}
