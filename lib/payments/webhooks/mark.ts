import type { Pool } from 'pg';
import { MAX_ATTEMPTS, retryDelaySeconds } from './backoff';
import type { ClaimedEvent } from './claim';

const ERROR_LENGTH = 500;

/**
 * Marks events processed and says how many it marked. No lease is asked for: the read began after the events came in, so
 * they are done even if another worker has taken them over since.
 */
export async function markProcessed(pool: Pool, events: readonly ClaimedEvent[]): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE webhook_events
     SET state = 'processed', processed_at = now(), lease_until = NULL, last_error = NULL
     WHERE id = ANY ($1::bigint[]) AND state = 'pending'`,
    [events.map((event) => event.id)],
  );
  return rowCount ?? 0;
}

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
  const { rows } = await pool.query<{ id: string; dead: boolean }>(
    `UPDATE webhook_events e
     SET lease_until = NULL,
         last_error = $4,
         state = CASE WHEN failed.delay IS NULL THEN 'dead' ELSE 'pending' END,
         due_at = now() + COALESCE(failed.delay, 0) * interval '1 second'
     FROM unnest($1::bigint[], $2::int[], $3::float8[]) AS failed (id, attempts, delay)
     WHERE e.id = failed.id AND e.attempts = failed.attempts AND e.state = 'pending'
     RETURNING e.id, e.state = 'dead' AS dead`,
    [
      events.map((event) => event.id),
      events.map((event) => event.attempts),
      delays,
      failure.detail.slice(0, ERROR_LENGTH),
    ],
  );
  const dead = new Set(rows.filter((row) => row.dead).map((row) => row.id));
  return { retried: rows.length - dead.size, dead: events.filter((event) => dead.has(event.id)) };
}
