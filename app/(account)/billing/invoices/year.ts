import { z } from 'zod';

const yearSchema = z.coerce.number().int().min(2000).max(2200);

/** The year that an address asks for; null for what is none. */
export function parseYear({ url }: Request): number | null {
  return yearSchema.safeParse(new URL(url).searchParams.get('year')).data ?? null;
}
