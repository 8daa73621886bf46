import { z } from 'zod';
import type { PaymentsContext } from '../context';

const MOST_CHARACTERS = 200;
const MOST_WORDS = 6;

/** As in the index customers_words_idx. */
const CUSTOMER_WORDS = `
  to_tsvector('simple', regexp_replace(COALESCE(c.name, '') || ' ' || COALESCE(c.email, ''), '[^[:alnum:]]+', ' ', 'g'))`;

/** What names a customer, by the beginning of the provider's id. */
const TABLES = new Map([
  ['sub', 'subscriptions'],
  ['in', 'invoices'],
  ['pi', 'payments'],
  ['pm', 'payment_methods'],
  ['re', 'refunds'],
]);

/** A condition on customers `c`, with its one value as $3. */
export type CustomerSearch = { readonly condition: string; readonly value: string };

function byId(term: string): CustomerSearch | null {
  const prefix = /^([a-z]+)_\w+$/.exec(term)?.[1];
  if (prefix === 'cus') return { condition: 'c.id = $3', value: term };
  const table = TABLES.get(prefix ?? '');
  if (table === undefined) return null;
  const condition = `c.id = (SELECT o.customer_id FROM ${table} o WHERE o.provider = c.provider AND o.id = $3)`;
  return { condition, value: term };
}

function byWords(term: string): CustomerSearch | null {
  const words = term.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  // Letters and digits alone are left: nothing of the language of queries gets through.
  const value = words
    .slice(0, MOST_WORDS)
    .map((word) => `${word}:*`)
    .join(' & ');
  return { condition: `${CUSTOMER_WORDS} @@ to_tsquery('simple', $3)`, value };
}

/**
 * What an admin may look for: any id of the provider's, a user's id, the last four digits of a card, or the beginnings of
 * words of the name and the e-mail, all of which must be there. Null for what can be nothing of these.
 */
export function parseCustomerSearch(text: string): CustomerSearch | null {
  const term = text.trim().slice(0, MOST_CHARACTERS);
  if (/^\d{4}$/.test(term)) {
    const condition = `c.id IN (SELECT m.customer_id FROM payment_methods m
      WHERE m.provider = c.provider AND m.last4 = $3 AND m.deleted_at IS NULL)`;
    return { condition, value: term };
  }
  if (z.uuid().safeParse(term).success)
    return {
      condition: 'c.id = (SELECT u.stripe_customer_id FROM users u WHERE u.id = $3::uuid)',
      value: term,
    };
  return byId(term) ?? byWords(term);
}

const rowsSchema = z.array(
  z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable(), created: z.date() }),
);

/** The newest first, from a cursor on. */
export async function findCustomers(
  { database, provider }: PaymentsContext,
  { condition, value }: CustomerSearch,
  after: { readonly created: Date; readonly id: string } | null,
  most: number,
) {
  const text = `
    SELECT c.id, c.email, c.name, c.created FROM customers c
    WHERE c.provider = $1 AND c.deleted_at IS NULL AND c.created IS NOT NULL AND ${condition}
      AND ($4::timestamptz IS NULL OR (c.created, c.id) < ($4, $5))
    ORDER BY c.created DESC, c.id DESC
    LIMIT $2`;
  const values = [provider.name, most, value, after?.created ?? null, after?.id ?? null];
  return rowsSchema.parse((await database.pool.query(text, values)).rows);
}
