import type { PaymentsContext } from '../context';
import { MIRROR_KINDS } from '../records';
import { MIRROR_TABLES } from '../sync/columns';
import type { HeldRun } from './run';

const OBJECTS = MIRROR_KINDS.map(
  (kind) => `(SELECT count(*) FROM ${MIRROR_TABLES[kind].table} WHERE provider = $1 AND deleted_at IS NULL)`,
).join(' + ');

const EVENTS = 'SELECT count(*) FROM webhook_events WHERE received_at >= $2';

// The last run of the same scope knows what the mirror does not: objects that were missing, and reads of single ones.
const BEFORE = `
  SELECT read FROM reconciliation_runs WHERE provider = $1 AND scope = $3 AND state = 'done'
  ORDER BY started_at DESC LIMIT 1`;

/** How many events and objects a run is going to read, as far as can be told before. */
export async function estimate(
  { database, provider }: PaymentsContext,
  { scope, since }: HeldRun,
): Promise<number> {
  const objects = scope === 'full' ? OBJECTS : '0';
  const { rows } = await database.pool.query<{ expected: number }>(
    `SELECT GREATEST((${EVENTS}) + ${objects}, COALESCE((${BEFORE}), 0))::int AS expected`,
    [provider.name, since, scope],
  );
  return rows[0]?.expected ?? 0;
}
