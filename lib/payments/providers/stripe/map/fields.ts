import type { Raw } from '../../../records';

/** The id of an object that may have come expanded. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  if (reference == null) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

/** Stripe's seconds since 1970 as a Date. */
export function dateOf(seconds: number): Date;
export function dateOf(seconds: number | null | undefined): Date | null;
export function dateOf(seconds: number | null | undefined): Date | null {
  return seconds == null ? null : new Date(seconds * 1000);
}

// A client secret lets whoever holds it confirm a payment: it stays in the answer and is never stored (failure 23).
const dropSecrets = (key: string, value: unknown): unknown =>
  key.endsWith('client_secret') ? undefined : value;

/** An object as JSON text without client secrets. */
export function withoutSecrets(object: unknown): string {
  return JSON.stringify(object, dropSecrets);
}

/** An object as plain JSON without client secrets, for the mirror's `raw`. */
export function rawOf(object: object): Raw {
  const raw: Raw = JSON.parse(withoutSecrets(object));
  return raw;
}
