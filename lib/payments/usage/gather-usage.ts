import type { PaymentsContext } from '../context';
import { METERED_PRICES, runningPeriodOf } from './metered-prices';

/** As many records as one round takes up. */
const MOST_RECORDS = 10_000;

// One statement, so that no record is ever in two events or marked without being in one. What another process is at is
// left to it. `side`: before, within or after the period that runs, so that no event is of two invoices.
const GATHER = `
  WITH due AS (
    SELECT r.id, r.user_id, r.event_name, r.quantity, r.used_at, u.stripe_customer_id AS customer_id
    FROM usage_records r
    JOIN users u ON u.id = r.user_id
    WHERE r.meter_event_id IS NULL AND ($5::uuid IS NULL OR r.user_id = $5)
    ORDER BY r.id
    LIMIT $4
    FOR UPDATE OF r SKIP LOCKED
  ), placed AS (
    SELECT due.*, COALESCE((used_at >= period.starts)::int + (used_at >= period.ends)::int, 0) AS side
    FROM due ${runningPeriodOf('due')}
  ), grouped AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, user_id, customer_id, event_name, side,
           sum(quantity) AS quantity, max(used_at) AS used_at
    FROM placed
    GROUP BY user_id, customer_id, event_name, side
  ), made AS (
    INSERT INTO meter_events (id, provider, user_id, customer_id, event_name, quantity, timestamp, next_attempt_at)
    SELECT id, $1, user_id, customer_id, event_name, quantity, used_at, $6 FROM grouped
  )
  UPDATE usage_records r SET meter_event_id = grouped.id
  FROM placed JOIN grouped USING (user_id, event_name, side)
  WHERE r.id = placed.id`;

/**
 * Puts what was used and not reported yet into meter events that are due to be sent: one for each user, meter and billing
 * period. Calls nobody.
 * @param userId of whom alone; null for everybody
 * @returns how many records there were; at the most, there may be more
 */
export async function gatherUsage(
  { database, provider, now }: PaymentsContext,
  userId: string | null,
): Promise<{ readonly records: number; readonly isAll: boolean }> {
  const values = [provider.name, ...METERED_PRICES, MOST_RECORDS, userId, now()];
  const { rowCount } = await database.pool.query(GATHER, values);
  const records = rowCount ?? 0;
  return { records, isAll: records < MOST_RECORDS };
}
