import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { type BreakCounts, countBreaks } from './breaks';
import { SCOPES, type Scope } from './run';

/** How a run stands. */
export type RunReport = {
  readonly id: string;
  readonly scope: Scope;
  readonly state: 'running' | 'done' | 'failed';
  /** Events and objects read so far, by all its slices. */
  readonly read: number;
  readonly expected: number | null;
  /** Nobody is at it just now. */
  readonly idle: boolean;
  readonly lastError: string | null;
  readonly breaks: BreakCounts;
};

const rowSchema = z.object({
  scope: z.enum(SCOPES),
  state: z.enum(['running', 'done', 'failed']),
  read: z.number(),
  expected: z.number().nullable(),
  idle: z.boolean(),
  lastError: z.string().nullable(),
});

/** How a run stands. @throws when there is none of that id */
export async function reportRun(context: PaymentsContext, id: string): Promise<RunReport> {
  const { rows } = await context.database.pool.query(
    `SELECT scope, state, read, expected, last_error AS "lastError", COALESCE(lease_until <= now(), true) AS idle
     FROM reconciliation_runs WHERE id = $1`,
    [id],
  );
  return { id, ...rowSchema.parse(rows[0]), breaks: await countBreaks(context, id) };
}
