import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../../context';
import type { ClaimedEvent } from '../claim';
import { markRows } from '../mark-rows';
import type { Effect } from './effect';

export type EventWithEffects = { readonly event: ClaimedEvent; readonly effects: readonly Effect[] };

// A replayed event is pending again, and what it did the first time is not done again.
const CLAIM_EFFECTS = `
  INSERT INTO webhook_effects (event_id, effect)
  SELECT * FROM unnest($1::bigint[], $2::text[])
  ON CONFLICT DO NOTHING
  RETURNING event_id AS "eventId", effect`;

/** Notes these effects as run; answers those that had not run before, each with its events in their order. */
async function claimEffects(
  client: pg.PoolClient,
  marked: readonly EventWithEffects[],
): Promise<ReadonlyMap<Effect, ClaimedEvent[]>> {
  const wanted = marked.flatMap(({ event, effects }) => effects.map((effect) => ({ event, effect })));
  const { rows } = await client.query<{ eventId: string; effect: string }>({
    name: 'claim_effects',
    text: CLAIM_EFFECTS,
    values: [wanted.map(({ event }) => event.id), wanted.map(({ effect }) => effect.name)],
  });
  const claimed = new Set(rows.map(({ eventId, effect }) => `${eventId} ${effect}`));
  const due = new Map<Effect, ClaimedEvent[]>();
  for (const { event, effect } of wanted) {
    if (claimed.has(`${event.id} ${effect.name}`)) due.set(effect, [...(due.get(effect) ?? []), event]);
  }
  return due;
}

/**
 * Runs what hangs on events and marks them processed, all in one transaction: either everything is done and noted, or
 * nothing is. Another worker may have taken over an expired lease and been faster: its events are left alone.
 * @returns how many it was this call that marked
 * @throws what an effect or the database throws; then nothing has happened
 */
export async function runEffects(
  context: PaymentsContext,
  events: readonly EventWithEffects[],
): Promise<number> {
  return inTransaction(context.database, async (client) => {
    // First of all: the rows' locks make a second worker wait, and then find the events no longer pending.
    const pending = await markRows(
      client,
      events.map(({ event }) => event.id),
    );
    const marked = events.filter(({ event }) => pending.has(event.id));
    for (const [effect, due] of await claimEffects(client, marked)) {
      await effect.run(client, context.provider.name, due);
    }
    return marked.length;
  });
}
