import type { PaymentsContext } from '../context';
import type { InboxBacklog, InboxFailures } from '../domain/admin-views';
import { ofType } from './of-type';

/** Above this the exact number is of no use to anybody, and counting would take time from the workers. */
const COUNTED = 100_000;
const RATE_MINUTES = 5;

// Each part is answered by one of the small indexes over what is not done, or from the end of the one by time: it costs
// the same whether the table holds a thousand events or ten million.
export const BACKLOG = `
  SELECT
    (SELECT GREATEST(0, extract(epoch FROM now() - due_at)) FROM webhook_events
     WHERE state = 'pending' AND due_at <= now() ORDER BY due_at LIMIT 1)::float8 AS "oldestSeconds",
    (SELECT count(*) FROM (SELECT FROM webhook_events WHERE state = 'pending' LIMIT $1) w)::int AS waiting,
    (SELECT count(*) FROM (SELECT FROM webhook_events WHERE state = 'dead' LIMIT $1) d)::int AS dead,
    (SELECT count(*) FROM (
       SELECT FROM webhook_events WHERE received_at > now() - make_interval(mins => $2) LIMIT $1) r)::float8 / $2
      AS "receivedPerMinute"`;

// Two queries in one: together in one WHERE they would match neither of the partial indexes.
const FAILURES = `
  SELECT type, count(*) FILTER (WHERE state = 'pending')::int AS waiting, count(*) FILTER (WHERE state = 'dead')::int AS dead
  FROM (
    SELECT type, state FROM webhook_events WHERE state = 'pending' AND last_error IS NOT NULL
    UNION ALL
    SELECT type, state FROM webhook_events WHERE state = 'dead'
  ) failed
  GROUP BY type
  ORDER BY count(*) DESC, type
  LIMIT 50`;

/**
 * How far the inbox is behind. Cheap enough to be asked every few seconds.
 * @throws the database's error
 */
export async function inboxBacklog({ database }: PaymentsContext): Promise<InboxBacklog> {
  const { rows } = await database.pool.query<InboxBacklog>(BACKLOG, [COUNTED, RATE_MINUTES]);
  return rows[0] ?? { oldestSeconds: null, waiting: 0, dead: 0, receivedPerMinute: 0 };
}

/** How many dead letters `replayDead` would take. */
export async function countDead({ database }: PaymentsContext, type: string | null): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM webhook_events WHERE state = 'dead' AND ${ofType('$1')}`,
    [type],
  );
  return rows[0]?.count ?? 0;
}

/** The events that failed and are not done yet, by type, the most first. Costs as much as there are such events. */
export async function inboxFailures({ database }: PaymentsContext): Promise<readonly InboxFailures[]> {
  const { rows } = await database.pool.query<InboxFailures>(FAILURES);
  return rows;
}
