import type { Pool } from 'pg';
import type { EventHint } from '../provider';
import type { MirrorKind, Raw } from '../records';

/** An event this worker holds a lease on. `attempts` counts this try and is the lease's token. */
export type ClaimedEvent = {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly attempts: number;
  /** The object was read once already and seemed to be from before this event. */
  readonly reread: boolean;
  /** Null when the payload was not stored. */
  readonly hint: EventHint | null;
};

/** Seconds a claim is held for; a worker that died is taken over when they are up. */
export const LEASE_SECONDS = 90;

// The most events on the same objects taken along with a batch: they share its reads.
const MAX_COMPANIONS = 5_000;

// due_at is moved to the end of the lease, so one index serves fresh, retried and abandoned events alike. The
// millisecond: due_at is stored rounded to one, and the wake-up call may be faster than that.
const IS_DUE = `state = 'pending' AND due_at <= now() + interval '1 millisecond'`;

// The payload is as large as it likes: it is unpacked once, and only what is needed of it is sent. A payload of another
// shape than `{ data: { object, previous_attributes } }` only means that nothing can be told from it.
const lease = (chosen: string): string => `
  claimed AS (
    UPDATE webhook_events e
    SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1,
        due_at = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE e.id IN (${chosen})
    RETURNING e.*
  )
  SELECT id, event_id, type, object_type, object_id, attempts, reread, data IS NOT NULL AS told,
         data #>> '{object,object}' AS own_type, data #>> '{object,id}' AS own_id,
         data #>> '{object,created}' AS own_created, data #>> '{object,status}' AS own_status,
         CASE WHEN jsonb_typeof(data -> 'previous_attributes') = 'object' THEN data -> 'previous_attributes' END AS previous
  FROM claimed CROSS JOIN LATERAL (SELECT claimed.payload -> 'data' AS data OFFSET 0) AS unpacked`;

// IS TRUE has the seeds looked up in a hash table. Without it they are joined, and the planner, which in a burst still
// believes that next to nothing is pending, compares every waiting event with every seed.
const CLAIM = `
  WITH seeds AS (
    SELECT id, object_type, object_id FROM webhook_events
    WHERE ${IS_DUE}
    ORDER BY due_at, id
    LIMIT $1
    FOR UPDATE SKIP LOCKED
  ), companions AS (
    SELECT id FROM webhook_events
    WHERE ((object_type, object_id) IN (SELECT object_type, object_id FROM seeds)) IS TRUE AND ${IS_DUE}
    LIMIT ${MAX_COMPANIONS}
    FOR UPDATE SKIP LOCKED
  ), ${lease('SELECT id FROM seeds UNION SELECT id FROM companions')}`;

// received_at is rounded to the millisecond: one less, and nothing is taken that came after.
const CLAIM_ALONG = `
  WITH along AS (
    SELECT id FROM webhook_events
    WHERE object_type = $1 AND (object_id IN (SELECT unnest($2::text[]))) IS TRUE AND ${IS_DUE}
      AND received_at <= $3::timestamptz - interval '1 millisecond'
    LIMIT ${MAX_COMPANIONS}
    FOR UPDATE SKIP LOCKED
  ), ${lease('SELECT id FROM along')}`;

type Row = {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly attempts: number;
  readonly reread: boolean;
  readonly told: boolean;
  readonly own_type: string | null;
  readonly own_id: string | null;
  readonly own_created: string | null;
  readonly own_status: string | null;
  readonly previous: Raw | null;
};

function toHint(row: Row): EventHint {
  const created = Number(row.own_created ?? Number.NaN);
  return {
    type: row.type,
    objectType: row.own_type,
    objectId: row.own_id,
    created: Number.isFinite(created) ? created : null,
    status: row.own_status,
    previous: row.previous,
  };
}

function toEvent(row: Row): ClaimedEvent {
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type,
    objectType: row.object_type,
    objectId: row.object_id,
    attempts: row.attempts,
    reread: row.reread,
    hint: row.told ? toHint(row) : null,
  };
}

/** Claims the oldest due events, and with them whatever else is due on the same objects. */
export async function claim(pool: Pool, limit: number): Promise<readonly ClaimedEvent[]> {
  const { rows } = await pool.query<Row>(CLAIM, [limit]);
  return rows.map(toEvent);
}

/**
 * Claims what is due on objects that were just read, as far as it had come in before that read: a change is made before
 * its event is sent, so the read shows it.
 * @param before the time of the ticket that was drawn before the read
 */
export async function claimAlong(
  pool: Pool,
  kind: MirrorKind,
  ids: readonly string[],
  before: string,
): Promise<readonly ClaimedEvent[]> {
  const { rows } = await pool.query<Row>(CLAIM_ALONG, [kind, ids, before]);
  return rows.map(toEvent);
}
