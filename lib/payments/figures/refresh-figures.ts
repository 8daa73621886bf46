import type pg from 'pg';
import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';
import { METERED_PRICES } from '../usage/metered-prices';
import { INVOICE_FACTS, PAYMENT_FACTS } from './payment-facts';
import { SUBSCRIPTION_FACTS } from './subscription-facts';

const SOURCES = ['subscription', 'payment', 'invoice'] as const;
type Source = (typeof SOURCES)[number];

const FACTS: Readonly<Record<Source, string>> = {
  subscription: SUBSCRIPTION_FACTS,
  payment: PAYMENT_FACTS,
  invoice: INVOICE_FACTS,
};

/** Of lookup keys whose usage is billed afterwards. */
const [, METERED] = METERED_PRICES;

/** One process at a time: two that made up the same difference would count it twice. Any number, held until the commit. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(7243110) AS locked';

// Which invoice a payment was for is asked of an array, about which the planner guesses badly: it would read every invoice
// for each payment.
const FEW_OF_MANY = 'SET LOCAL enable_seqscan = off';

const TAKE = `
  WITH taken AS (DELETE FROM figure_marks WHERE id IN (SELECT id FROM figure_marks ORDER BY id LIMIT $1) RETURNING source, source_id)
  SELECT source, array_agg(DISTINCT source_id) AS ids FROM taken GROUP BY source`;

const takenSchema = z.array(z.object({ source: z.enum(SOURCES), ids: z.array(z.string()) }));
const lockedSchema = z.tuple([z.object({ locked: z.boolean() })]);

const KEY = 'metric, day, cohort, currency, lookup_key';

/**
 * Brings the facts of some objects, and the sums they are part of, to what the mirror now says. What was counted before is
 * taken back by a fact of its own, so that a figure is always the sum of the facts.
 */
const count = (source: Source): string => `
  WITH desired AS (${FACTS[source]}), differing AS (
    SELECT source_id, ${KEY}, sum(amount)::bigint AS amount, sum(count)::int AS count
    FROM (
      SELECT source_id, ${KEY}, amount, count FROM desired
      UNION ALL
      SELECT source_id, ${KEY}, -amount, -count FROM figure_facts WHERE source = '${source}' AND source_id = ANY ($2)
    ) AS before_and_after
    GROUP BY source_id, ${KEY} HAVING sum(amount) <> 0 OR sum(count) <> 0
  ), added AS (
    INSERT INTO figure_facts (source, source_id, ${KEY}, amount, count)
    SELECT '${source}', source_id, ${KEY}, amount, count FROM differing
    RETURNING ${KEY}, amount, count
  )
  INSERT INTO figures (${KEY}, amount, count)
  SELECT ${KEY}, sum(amount), sum(count) FROM added GROUP BY ${KEY}
  ON CONFLICT (currency, metric, day, lookup_key, cohort)
  DO UPDATE SET amount = figures.amount + excluded.amount, count = figures.count + excluded.count`;

async function countTaken(client: pg.PoolClient, provider: string, limit: number): Promise<number> {
  const [{ locked }] = lockedSchema.parse((await client.query(LOCK)).rows);
  if (!locked) return 0;
  await client.query(FEW_OF_MANY);
  const taken = takenSchema.parse((await client.query(TAKE, [limit])).rows);
  for (const { source, ids } of taken)
    await client.query(count(source), [provider, ids, ...(source === 'subscription' ? [METERED] : [])]);
  return taken.reduce((sum, { ids }) => sum + ids.length, 0);
}

/**
 * Counts what has changed in the mirror since it was last counted: in slices, each in a transaction with the marks it takes
 * away, so that a crash loses none and counts none twice.
 * @returns how many objects were counted; 0 when there was nothing to do or another process is at it
 */
export async function refreshFigures(
  { database, provider }: PaymentsContext,
  { limit, deadline }: { readonly limit: number; readonly deadline: Date },
): Promise<number> {
  let counted = 0;
  for (;;) {
    const slice = await inTransaction(database, (client) => countTaken(client, provider.name, limit));
    counted += slice;
    if (slice === 0 || Date.now() >= deadline.getTime()) return counted;
  }
}
