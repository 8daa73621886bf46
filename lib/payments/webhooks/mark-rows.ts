import type { Pool, PoolClient } from 'pg';

// No lease is asked for: the read began after the events came in, so they are done even if another worker has taken them
// over since. That worker may be marking the same rows: everybody who locks many locks them in one order, by event id, or
// two would wait for each other.
const MARK = `
  WITH due AS (
    SELECT id FROM webhook_events
    WHERE id = ANY ($1::bigint[]) AND state = 'pending'
    ORDER BY source, event_id COLLATE "C"
    FOR UPDATE
  )
  UPDATE webhook_events e
  SET state = 'processed', processed_at = now(), lease_until = NULL, last_error = NULL
  FROM due WHERE e.id = due.id
  RETURNING e.id`;

/** Marks those of the rows processed that are still pending; answers their ids. */
export async function markRows(
  database: Pool | PoolClient,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await database.query<{ id: string }>({
    name: 'mark_processed',
    text: MARK,
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}
