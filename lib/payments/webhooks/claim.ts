import type { Pool } from 'pg';

/** An event this worker holds a lease on. `attempts` counts this try and is the lease's token. */
export type ClaimedEvent = {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly attempts: number;
};

/** Seconds a claim is held for; a worker that died is taken over when they are up. */
export const LEASE_SECONDS = 90;

// The most events on the same objects taken along with a batch: they share its reads.
const MAX_COMPANIONS = 5_000;

// due_at is moved to the end of the lease, so one index serves fresh, retried and abandoned events alike. The
// millisecond: due_at is stored rounded to one, and the wake-up call may be faster than that.
const CLAIM = `
  WITH seeds AS (
    SELECT id, object_type, object_id FROM webhook_events
    WHERE state = 'pending' AND due_at <= now() + interval '1 millisecond'
    ORDER BY due_at, id
    LIMIT $1
    FOR UPDATE SKIP LOCKED
  ), companions AS (
    SELECT e.id FROM webhook_events e
    WHERE (e.object_type, e.object_id) IN (SELECT object_type, object_id FROM seeds)
      AND e.state = 'pending' AND e.due_at <= now() + interval '1 millisecond'
    LIMIT $2
    FOR UPDATE SKIP LOCKED
  )
  UPDATE webhook_events e
  SET lease_until = now() + make_interval(secs => $3), due_at = now() + make_interval(secs => $3), attempts = attempts + 1
  WHERE e.id IN (SELECT id FROM seeds UNION SELECT id FROM companions)
  RETURNING e.id, e.event_id AS "eventId", e.type, e.object_type AS "objectType", e.object_id AS "objectId", e.attempts`;

/** Claims the oldest due events, and with them whatever else is due on the same objects. */
export async function claim(pool: Pool, limit: number): Promise<readonly ClaimedEvent[]> {
  const { rows } = await pool.query<ClaimedEvent>(CLAIM, [limit, MAX_COMPANIONS, LEASE_SECONDS]);
  return rows;
}

/** Gives claimed events back untried: due at once, and the try not counted. */
export async function giveBack(pool: Pool, events: readonly ClaimedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await pool.query(
    `UPDATE webhook_events e
     SET attempts = e.attempts - 1, lease_until = NULL, due_at = now()
     FROM unnest($1::bigint[], $2::int[]) AS held (id, attempts)
     WHERE e.id = held.id AND e.attempts = held.attempts AND e.state = 'pending'`,
    [events.map((event) => event.id), events.map((event) => event.attempts)],
  );
}
