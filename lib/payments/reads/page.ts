import { z } from 'zod';
import type { Page } from '../domain/views';

export const PAGE_SIZE = 25;

/** The last row of the page before: where the next one goes on, however many rows have come in since. */
export type Cursor = { readonly created: Date; readonly id: string };

// What an address may hold is anybody's to write: nothing that the database would choke on gets through.
const cursorSchema = z.tuple([
  z.number().int().min(0).max(8_640_000_000_000_000),
  z.string().regex(/^[\w-]{1,255}$/),
]);

const encode = ({ created, id }: Cursor): string =>
  Buffer.from(JSON.stringify([created.getTime(), id])).toString('base64url');

/** Reads a cursor back; one that is malformed means the first page. */
export function parseCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const [created, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { created: new Date(created), id };
  } catch {
    return null;
  }
}

/** The rows after a cursor, newest first. Rows without a creation time are tombstones of what was never seen. */
export function rowsAfter(text: string | null) {
  const cursor = parseCursor(text);
  // The bound is what an index can begin at: of the alternatives alone the database would read every newer row.
  return cursor
    ? {
        created: { lte: cursor.created },
        OR: [{ created: { lt: cursor.created } }, { created: cursor.created, id: { lt: cursor.id } }],
      }
    : { created: { not: null } };
}

/** Newest first, and one row more than a page, to know whether there is another. */
export const PAGE = { take: PAGE_SIZE + 1, orderBy: [{ created: 'desc' }, { id: 'desc' }] } as const;

/** Cuts the surplus row off. */
export function toPage<T extends { readonly id: string; readonly created: Date | null }>(
  rows: readonly T[],
): Page<T> {
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const next =
    rows.length > PAGE_SIZE && last?.created ? encode({ created: last.created, id: last.id }) : null;
  return { rows: shown, next };
}
