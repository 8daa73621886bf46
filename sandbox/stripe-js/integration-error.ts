/** Thrown, as Stripe.js does, when the page's code uses the library wrongly: a bug for its developer, never for the buyer. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}

/** Shows a value in a message the way Stripe.js does, without letting a large object flood the console. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value)?.slice(0, 120) ?? String(value);
}
