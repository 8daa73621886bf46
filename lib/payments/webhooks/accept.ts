import type { QueryConfig } from 'pg';
import type { PaymentsContext } from '../context';
import type { ProviderEvent } from '../provider';
import { INBOX_CHANNEL } from './channel';

/**
 * What became of a delivery: `stored` as due, `ignored` (kept, but nothing here hangs on its type), `due_again` (known
 * and not yet processed: made due at once) or `seen` (processed already; nothing was touched).
 */
export type Accepted = 'stored' | 'ignored' | 'due_again' | 'seen';

// One statement: the unique key decides between twenty deliveries at once (failure 3), and the wake-up call is sent by
// the same commit that makes the row visible, so there is no gap in which an enqueue could be lost. A redelivery leaves
// a processed row alone (failure 24), leaves a lease to the worker that holds it, and revives a dead letter, because
// somebody pressed "resend".
const ACCEPT = `
  WITH stored AS (
    INSERT INTO webhook_events AS e
      (source, event_id, type, object_type, object_id, livemode, api_version, created, payload, state, processed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::text, CASE WHEN $10::text = 'ignored' THEN now() END)
    ON CONFLICT (source, event_id) DO UPDATE SET
      deliveries = e.deliveries + 1,
      state = 'pending',
      attempts = CASE WHEN e.state = 'dead' THEN 0 ELSE e.attempts END,
      due_at = CASE WHEN e.lease_until > now() THEN e.due_at ELSE LEAST(e.due_at, now()) END
    WHERE e.state IN ('pending', 'dead')
    RETURNING xmax = 0 AS inserted, state = 'pending' AND (lease_until IS NULL OR lease_until <= now()) AS due
  )
  SELECT inserted, CASE WHEN due THEN pg_notify($11, '')::text END FROM stored`;

// Below the provider's own patience: an answer that comes later is not heard, and the next delivery finds the row.
const STATEMENT_DEADLINE_MS = 8_000;

function statement(event: ProviderEvent, payload: string | null): QueryConfig & { query_timeout: number } {
  const state = event.target ? 'pending' : 'ignored';
  return {
    text: ACCEPT,
    query_timeout: STATEMENT_DEADLINE_MS,
    values: [
      event.source,
      event.id,
      event.type,
      event.target?.kind ?? event.objectType,
      event.target?.id ?? event.objectId,
      event.livemode,
      event.apiVersion,
      event.created,
      payload,
      state,
      INBOX_CHANNEL,
    ],
  };
}

/** JSON that PostgreSQL does not take as jsonb, such as a null character or half a surrogate pair in a string. */
function isUnstorableText(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22')
  );
}

/**
 * Stores an event once, whatever way it came in; resolves after the commit. The columns object_type and object_id hold
 * what is to be read again for it, so that processing needs no payload.
 * @throws the database's error when it could not be stored: the sender must come again
 */
export async function accept(context: PaymentsContext, event: ProviderEvent): Promise<Accepted> {
  const { pool } = context.database;
  const run = (payload: string | null) => pool.query<{ inserted: boolean }>(statement(event, payload));
  const { rows } = await run(event.payload).catch((error: unknown) => {
    // The payload is only a hint: an event is not lost for a character in it.
    if (isUnstorableText(error)) return run(null);
    throw error;
  });
  const row = rows[0];
  if (!row) return 'seen';
  if (!row.inserted) return 'due_again';
  return event.target ? 'stored' : 'ignored';
}
