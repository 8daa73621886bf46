import { z } from 'zod';
import type { PaymentsContext } from '../context';

const rowsSchema = z.tuple([z.object({ credits: z.coerce.number().int() })]);

/** A user's credits: the sum of the ledger. */
export async function creditsOf({ database }: PaymentsContext, userId: string): Promise<number> {
  const { rows } = await database.pool.query(
    'SELECT COALESCE(sum(credits), 0) AS credits FROM credit_entries WHERE user_id = $1',
    [userId],
  );
  return rowsSchema.parse(rows)[0].credits;
}
