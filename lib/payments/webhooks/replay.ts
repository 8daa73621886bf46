import type { PaymentsContext } from '../context';
import type { Replayed } from '../domain/admin-views';
import { INBOX_CHANNEL } from './channel';
import { ofType } from './of-type';

/** The most events made due by one statement: it holds their rows until it commits. */
const BATCH = 1_000;

// Due at once and as if never tried. What hangs on the event is remembered with it: an effect that ran does not run again.
const AFRESH = `state = 'pending', attempts = 0, reread = false, lease_until = NULL, due_at = now(), processed_at = NULL`;

// One that was ignored and never tried is of a type that nothing here hangs on; one that was tried was put aside by hand.
const REPLAY_ONE = `
  WITH replayed AS (
    UPDATE webhook_events SET ${AFRESH}
    WHERE id = $1 AND (state <> 'ignored' OR attempts > 0) AND NOT (state = 'pending' AND COALESCE(lease_until > now(), false))
    RETURNING id
  )
  SELECT pg_notify($2, '')::text FROM replayed`;

// By id, so that one that dies again meanwhile is not taken twice; the rows are locked in the order of mark.ts.
const REPLAY_DEAD = `
  WITH picked AS (
    SELECT id FROM webhook_events
    WHERE state = 'dead' AND id > $1 AND ${ofType('$2')}
    ORDER BY id
    LIMIT $3
  ), locked AS (
    SELECT e.id FROM webhook_events e JOIN picked USING (id)
    WHERE e.state = 'dead'
    ORDER BY e.source, e.event_id COLLATE "C"
    FOR UPDATE OF e
  ), replayed AS (
    UPDATE webhook_events e SET ${AFRESH} FROM locked WHERE e.id = locked.id RETURNING e.id
  )
  SELECT (SELECT max(id) FROM picked) AS last, count(*)::int AS count,
         CASE WHEN count(*) > 0 THEN pg_notify($4, '')::text END
  FROM replayed`;

const IGNORE = `
  UPDATE webhook_events SET state = 'ignored', processed_at = now(), lease_until = NULL
  WHERE id = $1 AND state = 'dead'`;

/** `last`: the highest id looked at, null when there was none. */
type ReplayedBatch = { readonly last: string | null; readonly count: number };

/**
 * Makes one event due at once, processed or not: its object is read and written again, and no effect runs twice. One that a
 * worker holds is left to it, and one of a type that nothing here hangs on has nothing to be replayed.
 * @param id the inbox's own number of the event
 */
export async function replayEvent(context: PaymentsContext, id: string): Promise<Replayed> {
  const { rowCount } = await context.database.pool.query(REPLAY_ONE, [id, INBOX_CHANNEL]);
  return rowCount === 0 ? { kind: 'left_alone' } : { kind: 'replayed', count: 1 };
}

async function replayBatch(
  context: PaymentsContext,
  type: string | null,
  after: string,
): Promise<ReplayedBatch> {
  const values = [after, type, BATCH, INBOX_CHANNEL];
  const { rows } = await context.database.pool.query<ReplayedBatch>(REPLAY_DEAD, values);
  return rows[0] ?? { last: null, count: 0 };
}

/**
 * Makes every dead letter due at once, in statements of a bounded size.
 * @param type only this type, or the types below it (`invoice` for `invoice.paid` …); null for all
 */
export async function replayDead(context: PaymentsContext, type: string | null): Promise<Replayed> {
  let count = 0;
  let after: string | null = '0';
  while (after !== null) {
    const batch: ReplayedBatch = await replayBatch(context, type, after);
    count += batch.count;
    after = batch.last;
  }
  return count > 0 ? { kind: 'replayed', count } : { kind: 'left_alone' };
}

/** Puts a dead letter aside: it is kept, counted no longer, and not tried when it is delivered again, but can be replayed. */
export async function ignoreEvent(context: PaymentsContext, id: string): Promise<boolean> {
  const { rowCount } = await context.database.pool.query(IGNORE, [id]);
  return rowCount === 1;
}
