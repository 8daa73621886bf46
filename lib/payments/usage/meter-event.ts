import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { METERED_PRICES, runningPeriodOf } from './metered-prices';

// A try that says nothing for this long has died with its process.
const LEASE_SECONDS = 120;

// Stripe finalizes an invoice about an hour after the period's end. What would come too late for it is moved into the
// period that runs, rather than lost. Whatever was sent before under the old time has the same identifier.
const CLAIM = `
  WITH due AS (
    SELECT m.id, m.customer_id, m.event_name, m.timestamp, m.first_sent_at IS NULL AS fresh
    FROM meter_events m
    WHERE m.state = 'due' AND m.provider = $1 AND m.next_attempt_at <= $4 AND ($5::uuid IS NULL OR m.user_id = $5)
    ORDER BY m.next_attempt_at
    LIMIT 1
    FOR UPDATE SKIP LOCKED
  ), placed AS (
    SELECT due.id, due.fresh, period.starts,
           COALESCE(due.timestamp < period.starts AND period.starts < $4 - interval '45 minutes', false) AS late
    FROM due ${runningPeriodOf('due')}
  )
  UPDATE meter_events m
  SET attempts = m.attempts + 1,
      next_attempt_at = $4 + make_interval(secs => $6),
      first_sent_at = COALESCE(m.first_sent_at, $4),
      timestamp = CASE WHEN placed.late THEN placed.starts ELSE m.timestamp END,
      generation = m.generation + placed.late::int
  FROM placed
  WHERE m.id = placed.id
  RETURNING m.id, m.customer_id AS "customerId", m.event_name AS "eventName", m.quantity, m.timestamp, m.attempts,
            m.generation, m.first_sent_at AS "firstSentAt", placed.fresh`;

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    customerId: z.string(),
    eventName: z.string(),
    quantity: z.coerce.number().int().positive(),
    timestamp: z.date(),
    attempts: z.number(),
    generation: z.number(),
    firstSentAt: z.date(),
    /** No try before this one can have been seen by the provider. */
    fresh: z.boolean(),
  }),
);
/** A report of usage that is being sent. */
export type MeterEvent = z.infer<typeof rowsSchema>[number];

/** Takes one that is due, for as long as a try may last; null when none is. */
export async function claimMeterEvent(
  { database, provider, now }: PaymentsContext,
  userId: string | null,
): Promise<MeterEvent | null> {
  const values = [provider.name, ...METERED_PRICES, now(), userId, LEASE_SECONDS];
  return rowsSchema.parse((await database.pool.query(CLAIM, values)).rows)[0] ?? null;
}

/** The provider has counted it. */
export async function markSent({ database, now }: PaymentsContext, { id }: MeterEvent): Promise<void> {
  await database.pool.query(
    `UPDATE meter_events SET state = 'sent', sent_at = $2, last_error = NULL WHERE id = $1`,
    [id, now()],
  );
}

/** No try of ours can settle it any more. */
export async function markStuck(
  { database }: PaymentsContext,
  { id }: MeterEvent,
  error: string,
): Promise<void> {
  await database.pool.query(`UPDATE meter_events SET state = 'stuck', last_error = $2 WHERE id = $1`, [
    id,
    error,
  ]);
}

/** `landed`: false when the provider cannot have seen it. `keySpent`: another key is needed. */
export type PutOff = { readonly error: string; readonly landed: boolean; readonly keySpent: boolean };

/** Leaves it for later: longer each time, a quarter of an hour at most. */
export async function putOff(
  { database, now }: PaymentsContext,
  { id, attempts, fresh }: MeterEvent,
  { error, landed, keySpent }: PutOff,
): Promise<void> {
  const at = now();
  const seconds = Math.min(5 * 2 ** (attempts - 1), 900);
  await database.pool.query(
    `UPDATE meter_events
     SET next_attempt_at = $2, last_error = $3, generation = generation + $4::boolean::int,
         first_sent_at = CASE WHEN $5::boolean THEN NULL ELSE first_sent_at END
     WHERE id = $1`,
    [id, new Date(at.getTime() + seconds * 1000), error, keySpent, fresh && !landed],
  );
}
