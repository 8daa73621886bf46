import type Stripe from 'stripe';
import type { PaymentsContext } from '@/lib/payments/context';
import { compareEffects } from '../../simulation/webhooks/compare-effects';
import { compareMirror } from '../../simulation/webhooks/compare-mirror';

/** What is not as it should be: an event without its one processed row, a field of the mirror, an effect too many or too few. */
export async function judge(
  context: PaymentsContext,
  stripe: Stripe,
  events: readonly Stripe.Event[],
): Promise<string[]> {
  const { database } = context;
  const { rows } = await database.pool.query<{
    event_id: string;
    rows: number;
    deliveries: number;
    state: string;
  }>(
    `SELECT event_id, count(*)::int AS rows, min(deliveries) AS deliveries, min(state) AS state
     FROM webhook_events GROUP BY event_id`,
  );
  const byId = new Map(rows.map((row) => [row.event_id, row]));
  const wrong = events.flatMap(({ id, type }) => {
    const row = byId.get(id);
    if (!row) return [`${type} ${id} was lost`];
    if (row.rows !== 1) return [`${type} ${id} has ${row.rows} rows`];
    return row.state === 'processed' || row.state === 'ignored' ? [] : [`${type} ${id} is ${row.state}`];
  });
  if (rows.length !== events.length) wrong.push(`${rows.length} rows for ${events.length} events`);
  return [...wrong, ...(await compareMirror(context, stripe)), ...(await compareEffects(context, stripe))];
}
