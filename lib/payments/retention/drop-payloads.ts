import type { PoolClient } from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';

/** Rows of the inbox looked at by one transaction: it holds them for a moment only. */
const BATCH = 2_000;
const MARK = 'webhook_payloads';
/** Each event that was not processed when its time had come has a mark of its own. */
const LEFT = 'webhook_payload:';

// The row is locked until the end: two who prune at once go one after the other.
const TAKE_MARK = `
  INSERT INTO retention_marks (name, up_to, updated_at) VALUES ('${MARK}', 0, now())
  ON CONFLICT (name) DO UPDATE SET updated_at = now() RETURNING up_to AS "upTo"`;

// Numbers are given in the order of arrival: this goes over the table once, by its key, and needs no index of its own.
const NEXT = `
  SELECT id, state IN ('processed', 'ignored') AS done, payload IS NOT NULL AS full,
         received_at < now() - make_interval(days => $2) AS old
  FROM webhook_events WHERE id > $1 ORDER BY id LIMIT ${BATCH}`;

type Row = { readonly id: string; readonly done: boolean; readonly full: boolean; readonly old: boolean };

const DROP = `
  UPDATE webhook_events SET payload = NULL
  WHERE id = ANY ($1::bigint[]) AND state IN ('processed', 'ignored') RETURNING id`;

const LEAVE = `
  INSERT INTO retention_marks (name, up_to, updated_at)
  SELECT '${LEFT}' || id, id, now() FROM unnest($1::bigint[]) AS id ON CONFLICT (name) DO NOTHING`;

const MOVE_MARK = `UPDATE retention_marks SET up_to = $1, updated_at = now() WHERE name = '${MARK}'`;

/** Drops the payloads of these rows that are done; what is not is left, with a mark. @returns how many were dropped */
async function drop(client: PoolClient, rows: readonly Row[]): Promise<number> {
  const full = rows.filter((row) => row.full);
  const { rows: dropped } = await client.query<{ id: string }>(DROP, [full.map(({ id }) => id)]);
  const gone = new Set(dropped.map(({ id }) => id));
  const left = full.filter(({ id }) => !gone.has(id));
  if (left.length > 0) await client.query(LEAVE, [left.map(({ id }) => id)]);
  return dropped.length;
}

type Batch = { readonly dropped: number; readonly more: boolean };

/**
 * Goes over the next rows of the inbox, and drops the payloads of those that are done and whose time has come. The envelope
 * stays: it is what tells a redelivery from a new event.
 * @param days how long a payload is kept after it came in
 */
export function dropPayloads({ database }: PaymentsContext, days: number): Promise<Batch> {
  return inTransaction(database, async (client) => {
    const { rows: marks } = await client.query<{ upTo: string }>(TAKE_MARK);
    const { rows } = await client.query<Row>(NEXT, [marks[0]?.upTo ?? 0, days]);
    const young = rows.findIndex(({ old }) => !old);
    const old = young < 0 ? rows : rows.slice(0, young);
    const last = old.at(-1);
    if (!last) return { dropped: 0, more: false };
    const dropped = await drop(client, old);
    await client.query(MOVE_MARK, [last.id]);
    return { dropped, more: old.length === BATCH };
  });
}

// Names are text, and ';' is what comes after ':'.
const LATE = `
  WITH late AS (
    SELECT m.name, e.id FROM retention_marks m JOIN webhook_events e ON e.id = m.up_to
    WHERE m.name > '${LEFT}' AND m.name < '${LEFT.slice(0, -1)};' AND e.state IN ('processed', 'ignored')
    LIMIT ${BATCH}
  ), unmarked AS (
    DELETE FROM retention_marks m USING late WHERE m.name = late.name
  )
  UPDATE webhook_events e SET payload = NULL FROM late WHERE e.id = late.id`;

/** Drops the payloads of events that were left and have been processed since. */
export async function dropLatePayloads({ database }: PaymentsContext): Promise<Batch> {
  const { rowCount } = await database.pool.query(LATE);
  return { dropped: rowCount ?? 0, more: rowCount === BATCH };
}
