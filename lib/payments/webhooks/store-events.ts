import type { Pool } from 'pg';
import type { ProviderEvent } from '../provider';

/**
 * What became of a delivery: `stored` as due, `ignored` (kept, but nothing here hangs on its type), `due_again` (known
 * and not yet processed: made due at once) or `seen` (processed already; nothing was touched).
 */
export type Accepted = 'stored' | 'ignored' | 'due_again' | 'seen';

/** An event that came in, with how many deliveries of it are being stored at once. */
export type Arrival = { readonly event: ProviderEvent; readonly deliveries: number };

/** Below the provider's own patience: an answer that comes later is not heard, and the next delivery finds the row. */
const STATEMENT_DEADLINE_MS = 8_000;

const INSERT = `
  INSERT INTO webhook_events AS e
    (source, event_id, type, object_type, object_id, livemode, api_version, created, payload, state, processed_at, deliveries)`;

// One parameter for any number of events: one prepared statement serves them all.
const MANY = `
  SELECT a.source, a.event_id, a.type, a.object_type, a.object_id, a.livemode, a.api_version, a.created, a.payload,
         a.state, CASE WHEN a.state = 'ignored' THEN now() END, a.deliveries
  FROM json_to_recordset($1::json) AS a (
    source text, event_id text, type text, object_type text, object_id text, livemode boolean, api_version text,
    created timestamptz, payload jsonb, state text, deliveries integer)`;

// Most deliveries come alone, and a list of one would have its payload read twice.
const ONE = `
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, CASE WHEN $10::text = 'ignored' THEN now() END, $11)`;

// The unique key decides between twenty deliveries at once (failure 3), and the row is the queue, so there is no gap in
// which an enqueue could be lost. Rows that are known are left alone, not locked: a statement that locked several of them
// could wait in a ring with a worker that marks them.
const STORE_NEW = `
  ${INSERT}${MANY} ON CONFLICT (source, event_id) DO NOTHING RETURNING source, event_id AS "eventId"`;

// A redelivery leaves a processed row alone (failure 24), leaves a lease to the worker that holds it, and revives a dead
// letter, because somebody pressed "resend". One whose object was read too early keeps its time: sooner is too early again.
const STORE_ONE = `
  ${INSERT}${ONE}
  ON CONFLICT (source, event_id) DO UPDATE SET
    deliveries = e.deliveries + EXCLUDED.deliveries,
    state = 'pending',
    attempts = CASE WHEN e.state = 'dead' THEN 0 ELSE e.attempts END,
    due_at = CASE WHEN e.lease_until > now() OR e.reread THEN e.due_at ELSE LEAST(e.due_at, now()) END
  WHERE e.state IN ('pending', 'dead')
  RETURNING xmax = 0 AS inserted`;

/** The columns of an event's row without its payload, in the order of ONE's parameters. */
function columnsOf({ event, deliveries }: Arrival) {
  return {
    source: event.source,
    event_id: event.id,
    type: event.type,
    object_type: event.target?.kind ?? event.objectType,
    object_id: event.target?.id ?? event.objectId,
    livemode: event.livemode,
    api_version: event.apiVersion,
    created: event.created.toJSON(),
    state: event.target ? 'pending' : 'ignored',
    // That the same thing, which needs no work, came again is not counted later on either.
    deliveries: event.target ? deliveries : 1,
  };
}

/** The row as one JSON object. The payload is JSON already, and is put in as it is. */
function jsonOf(arrival: Arrival): string {
  return `${JSON.stringify(columnsOf(arrival)).slice(0, -1)},"payload":${arrival.event.payload}}`;
}

/** The row as the parameters of ONE. */
function parametersOf(arrival: Arrival, payload: string | null): unknown[] {
  const { state, deliveries, ...columns } = columnsOf(arrival);
  return [...Object.values(columns), payload, state, deliveries];
}

function statement(name: string, text: string, values: unknown[]) {
  return { name, text, values, query_timeout: STATEMENT_DEADLINE_MS };
}

/**
 * Data that PostgreSQL does not take: in a payload a null character, half a surrogate pair, or more levels than it follows.
 * It would be refused for ever, and with it whatever is stored by the same statement.
 */
export function isUnstorable(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(22|23|54)/.test(error.code)
  );
}

/** Names an event among all sources. */
export const keyOf = ({ source, id }: { readonly source: string; readonly id: string }): string =>
  `${source} ${id}`;

/**
 * Stores those that are new, in one statement and one commit, and answers their keys; no known one is touched.
 * @param arrivals each event once, in the order of their keys: two processes that store the same events at once then wait
 *   for each other in one direction only
 */
export async function storeNew(pool: Pool, arrivals: readonly Arrival[]): Promise<ReadonlySet<string>> {
  const rows = `[${arrivals.map(jsonOf).join(',')}]`;
  const stored = await pool.query<{ source: string; eventId: string }>(
    statement('inbox-store-new', STORE_NEW, [rows]),
  );
  return new Set(stored.rows.map(({ source, eventId }) => keyOf({ source, id: eventId })));
}

/** Stores one event, or makes a known one due again; says what became of its first delivery. */
export async function storeOne(pool: Pool, arrival: Arrival): Promise<Accepted> {
  const run = (payload: string | null) =>
    pool.query<{ inserted: boolean }>(
      statement('inbox-store-one', STORE_ONE, parametersOf(arrival, payload)),
    );
  const { rows } = await run(arrival.event.payload).catch((error: unknown) => {
    // The payload is only a hint: an event is not lost for a character in it.
    if (isUnstorable(error)) return run(null);
    throw error;
  });
  const row = rows[0];
  if (!row) return 'seen';
  if (!row.inserted) return 'due_again';
  return arrival.event.target ? 'stored' : 'ignored';
}
