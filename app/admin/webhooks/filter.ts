import { z } from 'zod';
import type { AdminEventRow, EventFilter } from '@/lib/payments/domain/admin-views';

/** The address of the list, whose query is the filter. */
export const EVENTS_PATH = '/admin/webhooks';

export const STATE_NAMES: Readonly<Record<AdminEventRow['state'], string>> = {
  pending: 'Waiting',
  processed: 'Processed',
  ignored: 'Ignored',
  dead: 'Given up',
};

// What an address or a form holds is anybody's to write: what is none of ours is no filter.
const schema = z.object({
  state: z.enum(['pending', 'processed', 'ignored', 'dead']).nullable().catch(null),
  type: z
    .string()
    .trim()
    .regex(/^[\w.]{1,100}$/)
    .nullable()
    .catch(null),
});

/** Reads a filter from a query or a form. */
export function parseFilter(source: { readonly state?: unknown; readonly type?: unknown }): EventFilter {
  return schema.parse({ state: source.state, type: source.type });
}

/** The filter as a query, without what is not set. */
export function queryOf({ state, type }: EventFilter): Readonly<Record<string, string>> {
  return { ...(state ? { state } : {}), ...(type ? { type } : {}) };
}

/** The list's address with a filter, and more if need be. */
export function eventsAddress(filter: EventFilter, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...queryOf(filter), ...more }).toString();
  return query ? `${EVENTS_PATH}?${query}` : EVENTS_PATH;
}
