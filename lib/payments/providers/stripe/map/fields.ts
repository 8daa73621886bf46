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

/** The id of what may be an object that came expanded, and of each in a list; anything else as it is. */
function fold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fold);
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
}

/**
 * An object as plain JSON without client secrets, for the mirror's `raw`.
 * @param folded the fields that some reads bring expanded: their ids are kept, so that an object looks the same whichever
 *   read brought it
 */
export function rawOf(object: object, folded: readonly string[] = []): Raw {
  const raw: Raw = JSON.parse(withoutSecrets(object));
  const entries = Object.entries(raw).map(([key, value]) => [
    key,
    folded.includes(key) ? fold(value) : value,
  ]);
  return Object.fromEntries(entries);
}
