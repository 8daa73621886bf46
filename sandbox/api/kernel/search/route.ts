import { invalidRequest } from '../errors';
import * as p from '../params';
import { defineRoute, type Route } from '../route';
import type { Transaction } from '../transaction';
import type { Stored } from '../wire';
import { matcher, type SearchFields } from './fields';
import { parseQuery } from './query';

interface Searchable<T> {
  /** Such as `/v1/customers/search`. */
  path: string;
  /** What Stripe calls the resource in its errors. */
  resource: string;
  fields: SearchFields<T>;
  /** What is searched, newest first. */
  items(tx: Transaction): T[];
}

type Found = Stored & { metadata?: Record<string, string> | null | undefined };

/** Only shown on request; there is no field of the result to expand. */
const COUNT = 'total_count';

/** Stripe counts no further. */
const MOST_COUNTED = 10_000;

/**
 * Declares a search endpoint. At Stripe what was written is found within a minute or so; here it is found at once.
 * An application that relies on that has a fault which only shows at Stripe: list instead of searching where what
 * was just written must be found. Objects on test clocks are found as well (inferred: Stripe says so of lists only).
 */
export function searchRoute<T extends Found>({ path, resource, fields, items }: Searchable<T>): Route {
  const route = defineRoute({
    method: 'GET',
    path,
    params: p.params({ query: p.text(), limit: p.page.limit, page: p.text().optional() }),
    handle({ tx, params }) {
      const found = items(tx).filter(matcher(parseQuery(params.query), { resource, fields }));
      const start = params.page === undefined ? 0 : after(found, params.page);
      const data = found.slice(start, start + (params.limit ?? 10));
      const last = data.at(-1);
      const has_more = start + data.length < found.length;
      const counted = params.expand?.includes(COUNT)
        ? { total_count: Math.min(found.length, MOST_COUNTED) }
        : {};
      const next_page = has_more && last ? tokenOf(last.id) : null;
      return { object: 'search_result', data, has_more, next_page, url: path, ...counted };
    },
  });
  return {
    ...route,
    prepare(raw) {
      const prepared = route.prepare(raw);
      return { ...prepared, expand: prepared.expand.filter((field) => field !== COUNT) };
    },
  };
}

function tokenOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function after(found: readonly Stored[], page: string): number {
  const id = Buffer.from(page, 'base64url').toString('utf8');
  const at = found.findIndex((item) => item.id === id);
  // Wording inferred.
  if (at < 0) throw invalidRequest(`Invalid page: ${page}`, { param: 'page' });
  return at + 1;
}
