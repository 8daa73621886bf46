import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { ProviderEvent } from '../provider';
import type { Differences } from './compare';
import type { ObjectName } from './mirror-rows';

/** A difference between an object at the provider and its row in the mirror. */
export type Finding = ObjectName & {
  readonly found: 'missing' | 'different' | 'gone';
  readonly differences: Differences;
};

// Found again after an interruption, it is still the same break. What an event in the inbox is about to bring to the mirror
// is none.
const NOTE = `
  INSERT INTO reconciliation_breaks (run_id, kind, object_type, object_id, differences, found_at)
  SELECT $1, b.kind, b.object_type, b.object_id, b.differences, COALESCE($3::timestamptz, now())
  FROM json_to_recordset($2::json) AS b (kind text, object_type text, object_id text, differences jsonb)
  WHERE (b.object_type, b.object_id) NOT IN (
    SELECT object_type, object_id FROM webhook_events
    WHERE state = 'pending' AND object_type IS NOT NULL AND object_id IS NOT NULL)
  ON CONFLICT (run_id, kind, object_type, object_id) DO NOTHING`;

type Row = { kind: string; object_type: string; object_id: string; differences: Differences };

async function note(
  { database }: PaymentsContext,
  run: string,
  rows: readonly Row[],
  at: string | null,
): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await database.pool.query(NOTE, [run, JSON.stringify(rows), at]);
  return rowCount ?? 0;
}

/**
 * Writes down what was found, before it is mended: a crash in between loses the mending, which is made up for, and not the
 * finding.
 * @param at when the ticket of the read was drawn: what was processed before it was seen in the mirror
 * @returns how many breaks are new
 */
export function noteFindings(
  context: PaymentsContext,
  run: string,
  findings: readonly Finding[],
  at: string,
): Promise<number> {
  const toRow = ({ found, kind, id, differences }: Finding): Row => ({
    kind: found,
    object_type: kind,
    object_id: id,
    differences,
  });
  return note(context, run, findings.map(toRow), at);
}

/** Writes down events that never came. @returns how many breaks are new */
export function noteMissedEvents(
  context: PaymentsContext,
  run: string,
  events: readonly ProviderEvent[],
): Promise<number> {
  const toRow = ({ id, type, target, created }: ProviderEvent): Row => ({
    kind: 'missed_event',
    object_type: 'event',
    object_id: id,
    differences: {
      type: { mirror: null, provider: type },
      object: { mirror: null, provider: target?.id ?? null },
      created: { mirror: null, provider: created },
    },
  });
  return note(context, run, events.map(toRow), null);
}

/** Marks the breaks on these objects mended: the mirror now says of them what the provider does. */
export async function mend(
  database: Pool | PoolClient,
  run: string,
  names: readonly ObjectName[],
): Promise<void> {
  if (names.length === 0) return;
  await database.query(
    `UPDATE reconciliation_breaks b SET mended_at = now(), mended_by = 'sync'
     FROM json_to_recordset($2::json) AS o (kind text, id text)
     WHERE b.run_id = $1 AND b.object_type = o.kind AND b.object_id = o.id AND b.mended_at IS NULL
       AND b.kind <> 'missed_event'`,
    [run, JSON.stringify(names.map(({ kind, id }) => ({ kind, id })))],
  );
}

/** Marks the missed events mended that the inbox has processed since, of whatever run. */
export async function mendProcessed({ database, provider }: PaymentsContext): Promise<void> {
  await database.pool.query(
    `UPDATE reconciliation_breaks b SET mended_at = e.processed_at, mended_by = 'inbox'
     FROM webhook_events e
     WHERE b.kind = 'missed_event' AND b.mended_at IS NULL
       AND e.source = $1 AND e.event_id = b.object_id AND e.processed_at IS NOT NULL`,
    [provider.name],
  );
}

// An event that was processed only after its object was asked for: the list and the webhook of one change have raced. The
// millisecond: times are stored rounded to one.
const FORGET = `
  DELETE FROM reconciliation_breaks b
  WHERE b.run_id = $1 AND b.kind <> 'missed_event' AND b.mended_at IS NOT NULL AND EXISTS (
    SELECT FROM webhook_events e
    WHERE e.received_at >= (SELECT min(found_at) - interval '1 second' FROM reconciliation_breaks WHERE run_id = $1)
      AND e.object_type = b.object_type AND e.object_id = b.object_id
      AND e.received_at <= b.mended_at + make_interval(secs => $2)
      AND (e.processed_at IS NULL OR e.processed_at >= b.found_at - interval '1 millisecond'))`;

/**
 * Forgets the breaks that a delivery explains which was under way when they were found.
 * @param grace seconds that deliveries are given
 */
export async function forgetExplained(
  { database }: PaymentsContext,
  run: string,
  grace: number,
): Promise<void> {
  await database.pool.query(FORGET, [run, grace]);
}

/** Seconds until every break was mended at least `grace` seconds ago; 0 when there is nothing to wait for. */
export async function secondsOfGrace(
  { database }: PaymentsContext,
  run: string,
  grace: number,
): Promise<number> {
  const { rows } = await database.pool.query<{ seconds: number | null }>(
    `SELECT extract(epoch FROM max(mended_at) + make_interval(secs => $2) - now())::float8 AS seconds
     FROM reconciliation_breaks WHERE run_id = $1 AND kind <> 'missed_event'`,
    [run, grace],
  );
  return Math.max(0, rows[0]?.seconds ?? 0);
}

const countSchema = z.array(z.object({ kind: z.string(), found: z.number(), mended: z.number() }));
export type BreakCounts = z.infer<typeof countSchema>;

/** How many breaks of each kind a run has found so far, and how many of them are mended. */
export async function countBreaks({ database }: PaymentsContext, run: string): Promise<BreakCounts> {
  const { rows } = await database.pool.query(
    `SELECT kind, count(*)::int AS found, count(mended_at)::int AS mended
     FROM reconciliation_breaks WHERE run_id = $1 GROUP BY kind ORDER BY kind`,
    [run],
  );
  return countSchema.parse(rows);
}
