import type { Pool } from 'pg';
import { MAX_ATTEMPTS, retryDelaySeconds } from './backoff';
import type { ClaimedEvent } from './claim';

const ERROR_LENGTH = 500;

// Rows are locked in one order by everybody who locks many: see mark-rows.ts.
const FAIL = `
  WITH held AS (
    SELECT e.id, failed.delay
    FROM webhook_events e
    JOIN unnest($1::bigint[], $2::int[], $3::float8[]) AS failed (id, attempts, delay)
      ON e.id = failed.id AND e.attempts = failed.attempts
    WHERE e.state = 'pending'
    ORDER BY e.source, e.event_id COLLATE "C"
    FOR UPDATE OF e
  )
  UPDATE webhook_events e
  SET lease_until = NULL,
      last_error = $4,
      state = CASE WHEN held.delay IS NULL THEN 'dead' ELSE 'pending' END,
      due_at = now() + COALESCE(held.delay, 0) * interval '1 second'
  FROM held
  WHERE e.id = held.id
  RETURNING e.id, e.state = 'dead' AS dead`;

export type Failures = { readonly retried: number; readonly dead: readonly ClaimedEvent[] };

/**
 * Sends events back with a delay, or, when trying again is no use or was the last try, makes them dead letters. Only where
 * the lease is still this worker's: the token is the number of the attempt.
 */
export async function markFailed(
  pool: Pool,
  events: readonly ClaimedEvent[],
  failure: { readonly detail: string; readonly retryable: boolean },
): Promise<Failures> {
  const delays = events.map(({ attempts }) =>
    failure.retryable && attempts < MAX_ATTEMPTS ? retryDelaySeconds(attempts) : null,
  );
  const { rows } = await pool.query<{ id: string; dead: boolean }>(FAIL, [
    events.map((event) => event.id),
    events.map((event) => event.attempts),
    delays,
    failure.detail.slice(0, ERROR_LENGTH),
  ]);
  const dead = new Set(rows.filter((row) => row.dead).map((row) => row.id));
  return { retried: rows.length - dead.size, dead: events.filter((event) => dead.has(event.id)) };
}
