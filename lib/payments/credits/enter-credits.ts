import type pg from 'pg';
import { z } from 'zod';
import { findSellable } from '../domain/catalog';
import { operationIdOf, type PaymentRecord } from '../records';
import { entriesDue } from './entry';

// The user of an earlier line stays the user of all; then whoever the customer is; then whose operation it was, for a
// customer that was deleted meanwhile.
const LEDGER = `
  SELECT count(*)::int AS lines,
         COALESCE(sum(credits), 0)::int AS balance,
         (sum(credits) FILTER (WHERE kind = 'purchase'))::int AS bought,
         COALESCE(
           (SELECT e.user_id FROM credit_entries e WHERE e.provider = $1 AND e.payment_id = $2 LIMIT 1),
           (SELECT u.id FROM users u WHERE u.stripe_customer_id = $3),
           (SELECT o.user_id FROM payment_operations o WHERE o.id = $4)
         ) AS "userId"
  FROM credit_entries
  WHERE provider = $1 AND payment_id = $2`;

const ledgerSchema = z.tuple([
  z.object({
    lines: z.number().int(),
    balance: z.number().int(),
    bought: z.number().int().nullable(),
    userId: z.string().nullable(),
  }),
]);

// A line's number is its place in its payment's history. Two writers that both think they write line 2 cannot both be
// right, so one of them fails and is tried again (failure 27).
const ENTER = `
  INSERT INTO credit_entries (user_id, provider, payment_id, number, kind, refunded, credits)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Brings the credits ledger up to a payment whose mirror row was just written, in the same transaction: the lock on that
 * row makes writers take turns, so webhook, return page and reconciliation may all come by and one entry is made.
 */
export async function enterCredits(
  client: pg.PoolClient,
  provider: string,
  record: PaymentRecord,
): Promise<void> {
  if (record.lookupKey === null || record.status !== 'succeeded') return;
  const values = [provider, record.id, record.customerId, operationIdOf(record)];
  const { rows } = await client.query(LEDGER, values);
  const [{ lines, userId, ...entered }] = ledgerSchema.parse(rows);
  if (userId === null) return;
  const sold = findSellable(record.lookupKey);
  const settled = { received: BigInt(record.amountReceived), refunded: BigInt(record.amountRefunded) };
  const entries = entriesDue(sold?.kind === 'pack' ? sold.pack.credits : null, settled, entered);
  for (const [index, { kind, refunded, credits }] of entries.entries()) {
    await client.query(ENTER, [userId, provider, record.id, lines + index + 1, kind, refunded, credits]);
  }
}
