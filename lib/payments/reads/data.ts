import { z } from 'zod';
import type { PaymentsContext } from '../context';

// By the customer, of the mirror; `raw` is left out: it is Stripe's own copy of the same.
const MIRRORED = [
  'customers',
  'subscriptions',
  'invoices',
  'payments',
  'payment_methods',
  'refunds',
] as const;
const OWN = {
  credits: `SELECT to_jsonb(e) - 'user_id' AS row FROM credit_entries e WHERE e.user_id = $1 ORDER BY e.id`,
  usage: `
    SELECT jsonb_build_object('meter', r.event_name, 'work', r.identifier, 'quantity', r.quantity, 'used', r.used_at) AS row
    FROM usage_records r WHERE r.user_id = $1 ORDER BY r.id`,
  access: `SELECT to_jsonb(a) - 'user_id' AS row FROM access_log_entries a WHERE a.user_id = $1 ORDER BY a.event_id`,
  operations: `
    SELECT jsonb_build_object('id', o.id, 'purpose', o.purpose, 'state', o.state, 'params', o.params,
                              'asked', o.created_at, 'finished', o.finished_at) AS row
    FROM payment_operations o WHERE o.user_id = $1 ORDER BY o.created_at`,
  mails: `
    SELECT jsonb_build_object('about', m.effect, 'state', m.state, 'written', m.created_at) AS row
    FROM outbox_mails m WHERE m.recipient_id = $1 ORDER BY m.created_at`,
} as const;
const ACCOUNT = `
  SELECT jsonb_build_object('email', u.email, 'name', u.name, 'since', u.created_at) AS row FROM users u WHERE u.id = $1`;

const rowsSchema = z.array(z.object({ row: z.record(z.string(), z.unknown()) }));

const mirrored = (table: string): string => `
  SELECT to_jsonb(m) - 'raw' - 'ticket' - 'owned' - 'provider' - 'account' AS row
  FROM ${table} m JOIN users u ON m.${table === 'customers' ? 'id' : 'customer_id'} = u.stripe_customer_id
  WHERE u.id = $1 ORDER BY m.created, m.id`;

/** Everything that is kept about a user, by kind, as plain rows. */
export async function dataOf(
  { database: { pool } }: PaymentsContext,
  userId: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const queries = [
    ['account', ACCOUNT],
    ...MIRRORED.map((table) => [table, mirrored(table)] as const),
    ...Object.entries(OWN),
  ] as const;
  const found = await Promise.all(
    queries.map(async ([name, text]) => {
      const { rows } = await pool.query(text, [userId]);
      return [name, rowsSchema.parse(rows).map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(found);
}
