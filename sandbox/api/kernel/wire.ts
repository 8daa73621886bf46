import type Stripe from 'stripe';

/**
 * A Stripe object as it travels: the SDK's own declaration, except that the decimals it parses for its
 * callers are still strings.
 */
export type Wire<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T;

/** What every stored object has. Ids of expandable fields are stored, never the objects themselves. */
export interface Stored {
  id: string;
  object: string;
}

/** The id behind an expandable field, which in the store is always an id. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  if (field === null || field === undefined) return null;
  return typeof field === 'string' ? field : field.id;
}
