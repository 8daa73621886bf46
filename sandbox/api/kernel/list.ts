import { invalidRequest, noSuch } from './errors';
import type { Stored } from './wire';

export interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

export interface ListAnswer<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/**
 * One page of a list, newest first. Throws 400 `resource_missing` when the cursor is not in the list.
 * @param items all that match, newest first
 */
export function paginate<T extends Stored>(items: T[], page: PageParams, url: string): ListAnswer<T> {
  if (page.starting_after !== undefined && page.ending_before !== undefined) {
    throw invalidRequest(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    );
  }
  const limit = page.limit ?? 10;
  if (page.ending_before !== undefined) {
    const end = position(items, page.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: items.slice(start, end), has_more: start > 0, url };
  }
  const start =
    page.starting_after === undefined ? 0 : position(items, page.starting_after, 'starting_after') + 1;
  const data = items.slice(start, start + limit);
  return { object: 'list', data, has_more: start + limit < items.length, url };
}

function position(items: Stored[], id: string, param: string): number {
  const found = items.findIndex((item) => item.id === id);
  const noun = items[0]?.object ?? 'object';
  if (found < 0) throw noSuch(noun, id, { param });
  return found;
}

type Bounds = {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
};
export type Range = number | Bounds | undefined;

/** Whether a moment lies in a `created`-style filter. */
export function within(moment: number, range: Range): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return moment === range;
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = range;
  return moment > gt && moment >= gte && moment < lt && moment <= lte;
}
