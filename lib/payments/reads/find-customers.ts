import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';
import { searchWords } from '../domain/search-words';

const MOST_CHARACTERS = 200;
const MOST_WORDS = 6;

/** As in the index customers_words_idx. */
const CUSTOMER_WORDS = `to_tsvector('simple', c.words)`;

/** What names a customer, by the beginning of the provider's id. */
const TABLES = new Map([
  ['sub', 'subscriptions'],
  ['in', 'invoices'],
  ['pi', 'payments'],
  ['pm', 'payment_methods'],
  ['re', 'refunds'],
]);

/** A condition on customers `c`, with its one value as $3 and the provider as $1. `by`: how it is best looked for. */
export type CustomerSearch = {
  readonly by: 'id' | 'words';
  readonly condition: string;
  readonly value: string;
};

function byId(term: string): CustomerSearch | null {
  const prefix = /^([a-z]+)_\w+$/.exec(term)?.[1];
  if (prefix === 'cus') return { by: 'id', condition: 'c.id = $3', value: term };
  const table = TABLES.get(prefix ?? '');
  if (table === undefined) return null;
  const condition = `c.id = (SELECT o.customer_id FROM ${table} o WHERE o.provider = $1 AND o.id = $3)`;
  return { by: 'id', condition, value: term };
}

function byWords(term: string): CustomerSearch | null {
  const words = searchWords(term);
  if (words.length === 0) return null;
  // Letters and digits alone are left: nothing of the language of queries gets through.
  const value = words
    .slice(0, MOST_WORDS)
    .map((word) => `${word}:*`)
    .join(' & ');
  return { by: 'words', condition: `${CUSTOMER_WORDS} @@ to_tsquery('simple', $3)`, value };
}

/**
 * What an admin may look for: any id of the provider's, a user's id, the last four digits of a card, or the beginnings of
 * words of the name and the e-mail, all of which must be there. Null for what can be nothing of these.
 */
export function parseCustomerSearch(text: string): CustomerSearch | null {
  const term = text.trim().slice(0, MOST_CHARACTERS);
  if (/^\d{4}$/.test(term)) {
    const condition = `c.id IN (SELECT m.customer_id FROM payment_methods m
      WHERE m.provider = $1 AND m.last4 = $3 AND m.deleted_at IS NULL)`;
    return { by: 'id', condition, value: term };
  }
  if (z.uuid().safeParse(term).success)
    return {
      by: 'id',
      condition: 'c.id = (SELECT u.stripe_customer_id FROM users u WHERE u.id = $3::uuid)',
      value: term,
    };
  return byId(term) ?? byWords(term);
}

const rowsSchema = z.array(
  z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable(), created: z.date() }),
);

type Row = z.infer<typeof rowsSchema>[number];
type Cursor = { readonly created: Date; readonly id: string };

const select = (condition: string): string => `
  SELECT c.id, c.email, c.name, c.created FROM customers c
  WHERE c.provider = $1 AND c.deleted_at IS NULL AND c.created IS NOT NULL AND ${condition}`;

/** Up to so many matches are all read, and put in order here. */
const FEW = 1_000;

const isAfter = ({ created, id }: Row, after: Cursor | null): boolean =>
  after === null ||
  created < after.created ||
  (created.getTime() === after.created.getTime() && id < after.id);

const newestFirst = (one: Row, other: Row): number =>
  other.created.getTime() - one.created.getTime() || (one.id < other.id ? 1 : -1);

/**
 * Every match of some words, by the index of words; null where there are many. The planner knows nothing of how rare a word
 * is: for one that nobody has it would walk through all customers in their order, until the last.
 */
async function findFew(
  { database, provider }: PaymentsContext,
  { condition, value }: CustomerSearch,
): Promise<readonly Row[] | null> {
  const rows = await inTransaction(database, async (client) => {
    await client.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off');
    const found = await client.query(`${select(condition)} LIMIT $2`, [provider.name, FEW + 1, value]);
    return rowsSchema.parse(found.rows);
  });
  return rows.length > FEW ? null : rows;
}

/** The newest first, from a cursor on. */
export async function findCustomers(
  context: PaymentsContext,
  search: CustomerSearch,
  after: Cursor | null,
  most: number,
): Promise<readonly Row[]> {
  const few = search.by === 'words' ? await findFew(context, search) : null;
  if (few)
    return few
      .filter((row) => isAfter(row, after))
      .sort(newestFirst)
      .slice(0, most);
  const text = `${select(search.condition)}
      AND ($4::timestamptz IS NULL OR (c.created, c.id) < ($4, $5))
    ORDER BY c.created DESC, c.id DESC
    LIMIT $2`;
  const { database, provider } = context;
  const values = [provider.name, most, search.value, after?.created ?? null, after?.id ?? null];
  return rowsSchema.parse((await database.pool.query(text, values)).rows);
}
