import type { Pool } from 'pg';
import type { ClaimedEvent } from './claim';

/** Seconds after which an object whose read seemed too old is read once more. */
const REREAD_SECONDS = 3;

// Only where the lease is still this worker's: the token is the number of the attempt. Rows are locked in one order by
// everybody who locks many: see mark-rows.ts.
const HELD = `
  WITH held AS (
    SELECT e.id
    FROM webhook_events e
    JOIN unnest($1::bigint[], $2::int[]) AS held (id, attempts) ON e.id = held.id AND e.attempts = held.attempts
    WHERE e.state = 'pending'
    ORDER BY e.source, e.event_id COLLATE "C"
    FOR UPDATE OF e
  )
  UPDATE webhook_events e`;

const GIVE_BACK = `${HELD}
  SET attempts = attempts - 1, lease_until = NULL, due_at = now()
  FROM held WHERE e.id = held.id`;

const POSTPONE = `${HELD}
  SET reread = true, lease_until = NULL, due_at = now() + make_interval(secs => ${REREAD_SECONDS})
  FROM held WHERE e.id = held.id`;

const keysOf = (events: readonly ClaimedEvent[]) => [
  events.map((event) => event.id),
  events.map((event) => event.attempts),
];

/** Gives claimed events back untried: due at once, and the try not counted. */
export async function giveBack(pool: Pool, events: readonly ClaimedEvent[]): Promise<void> {
  if (events.length > 0) await pool.query(GIVE_BACK, keysOf(events));
}

/** Makes events due again in some seconds, to be marked whatever the next read says. @returns how many */
export async function postpone(pool: Pool, events: readonly ClaimedEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const { rowCount } = await pool.query(POSTPONE, keysOf(events));
  return rowCount ?? 0;
}
