import { z } from 'zod';
import type { OperationFilter } from '@/lib/payments/domain/admin-views';

export const OPERATIONS_PATH = '/admin/operations';

export const FILTERS: readonly (OperationFilter | null)[] = [null, 'unfinished', 'needs_human'];

export const FILTER_NAMES: Readonly<Record<OperationFilter | 'all', string>> = {
  all: 'All',
  unfinished: 'Unfinished',
  needs_human: 'Waiting for you',
};

// What an address or a form holds is anybody's to write: what is none of ours is no filter.
const schema = z.enum(['unfinished', 'needs_human']).nullable().catch(null);

/** Reads a filter from a query or a form. */
export function parseFilter({ show }: { readonly show?: unknown }): OperationFilter | null {
  return schema.parse(show);
}

/** The filter as a query, without one that is not set. */
export function queryOf(filter: OperationFilter | null): Readonly<Record<string, string>> {
  return filter ? { show: filter } : {};
}

/** The list's address with a filter, and more if need be. */
export function operationsAddress(
  filter: OperationFilter | null,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ ...queryOf(filter), ...more }).toString();
  return query ? `${OPERATIONS_PATH}?${query}` : OPERATIONS_PATH;
}
