import { z } from 'zod';
import { CURRENCIES, findSellable, SEATS } from '@/lib/payments/domain/catalog';

const schema = z
  .object({
    checkout: z.string().refine((lookupKey) => findSellable(lookupKey) !== null),
    currency: z.enum(CURRENCIES).nullable().catch(null),
    seats: z.coerce.number().int().min(SEATS.min).max(SEATS.max).catch(1),
  })
  .transform(({ checkout: lookupKey, ...chosen }) => ({ lookupKey, ...chosen }));

/** A checkout that waits for something said elsewhere first. */
export type AwaitedCheckout = z.output<typeof schema>;

/** Reads it from an address or a form; null when none waits. Never an address of the reader's own (failure 20). */
export function parseAwaitedCheckout(fields: Readonly<Record<string, unknown>>): AwaitedCheckout | null {
  return schema.safeParse(fields).data ?? null;
}

/** The fields that parseAwaitedCheckout reads. */
export function awaitedFields({ lookupKey, currency, seats }: AwaitedCheckout): Record<string, string> {
  return {
    checkout: lookupKey,
    ...(currency === null ? {} : { currency }),
    ...(seats === 1 ? {} : { seats: String(seats) }),
  };
}

/** Where the buyer says where they are billed before they go on. */
export function detailsBefore(checkout: AwaitedCheckout, refused?: 'address_required'): string {
  const query = { ...awaitedFields(checkout), ...(refused ? { refused } : {}) };
  return `/billing/details?${new URLSearchParams(query)}`;
}
