import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { SCOPES, type Scope } from './run';

/** Events are asked for from this long before the last complete run began: some come late, and clocks differ. */
const OVERLAP_HOURS = 1;
/** How long Stripe keeps events. */
const EVENT_DAYS = 30;

// Counted from the last run that is done: one that failed, or is not finished, has not seen everything (failure 29). Two
// who start at once get the same run, and a run of what is recent can be widened while it is under way.
const START = `
  INSERT INTO reconciliation_runs AS run (id, provider, scope, since, updated_at)
  SELECT gen_random_uuid(), $1, $2,
         GREATEST(now() - make_interval(days => ${EVENT_DAYS}),
                  COALESCE(max(started_at) - make_interval(hours => ${OVERLAP_HOURS}), '-infinity')),
         now()
  FROM reconciliation_runs WHERE provider = $1 AND state = 'done'
  ON CONFLICT (provider) WHERE state = 'running' DO UPDATE
  SET scope = CASE WHEN EXCLUDED.scope = 'full' THEN 'full' ELSE run.scope END, updated_at = now()
  RETURNING id, scope, xmax = 0 AS started`;

const rowSchema = z.object({ id: z.string(), scope: z.enum(SCOPES), started: z.boolean() });
/** The provider's one running run. `started`: it was none before. `scope` is the wider of what was and what is asked for. */
export type StartedRun = z.infer<typeof rowSchema>;

/** Starts a run, or finds the one that is under way and widens it if need be. The work is `workOnRun`'s. */
export async function startRun({ database, provider }: PaymentsContext, scope: Scope): Promise<StartedRun> {
  const { rows } = await database.pool.query(START, [provider.name, scope]);
  return rowSchema.parse(rows[0]);
}
