import type { PaymentsContext } from '../context';
import { type Operation, operationSchema } from './operation';

const FIELDS = {
  id: 'id',
  user_id: 'userId',
  purpose: 'purpose',
  slot: 'slot',
  params: 'params',
  params_hash: 'paramsHash',
  state: 'state',
  attempts: 'attempts',
  attempts_turned_away: 'attemptsTurnedAway',
  key_generation: 'keyGeneration',
  first_sent_at: 'firstSentAt',
  key_spent_at: 'keySpentAt',
  object_type: 'objectType',
  object_id: 'objectId',
  refusal_code: 'refusalCode',
  lease_token: 'leaseToken',
  created_at: 'createdAt',
} as const;

/** SQL that names the columns of a row as `operationSchema` reads it. */
export function columnsOf(table = 'payment_operations'): string {
  return Object.entries(FIELDS)
    .map(([column, field]) => `${table}.${column} AS "${field}"`)
    .join(', ');
}

async function query({ database }: PaymentsContext, sql: string, values: unknown[]): Promise<Operation[]> {
  const { rows } = await database.pool.query(sql, values);
  return rows.map((row) => operationSchema.parse(row));
}

/** The one row that a statement answers with, if any. */
export async function one(
  context: PaymentsContext,
  sql: string,
  values: unknown[],
): Promise<Operation | null> {
  return (await query(context, sql, values))[0] ?? null;
}

export function loadOperation(context: PaymentsContext, id: string): Promise<Operation | null> {
  return one(context, `SELECT ${columnsOf()} FROM payment_operations WHERE id = $1`, [id]);
}

/** The operation, if it is this user's; another user's is as good as none (failure 19). */
export function loadOperationOf(
  context: PaymentsContext,
  userId: string,
  id: string,
): Promise<Operation | null> {
  return one(context, `SELECT ${columnsOf()} FROM payment_operations WHERE id::text = $1 AND user_id = $2`, [
    id,
    userId,
  ]);
}

/** A user's operations that may still come to something, oldest first. */
export function unfinishedOf(context: PaymentsContext, userId: string): Promise<Operation[]> {
  return query(
    context,
    `SELECT ${columnsOf()} FROM payment_operations
     WHERE user_id = $1 AND state NOT IN ('done', 'refused') ORDER BY created_at, id`,
    [userId],
  );
}

/** Unfinished operations that nobody has settled for too long: first those nobody knows the outcome of. */
export async function dueOperations({ database }: PaymentsContext, limit: number): Promise<{ id: string }[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id FROM payment_operations
     WHERE state NOT IN ('done', 'refused', 'needs_human') AND next_check_at <= now()
       AND (lease_until IS NULL OR lease_until < now())
     ORDER BY (state = 'awaiting_buyer'), next_check_at LIMIT $1`,
    [limit],
  );
  return rows;
}
