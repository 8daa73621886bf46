import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { hashParams } from '../operations/operation';
import type { SubscriptionRecord } from '../records';
import { cardKey, personKey } from './trial-key';

const FACTS = `
  SELECT s.id, u.id AS "userId", u.email, m.fingerprint
  FROM subscriptions s JOIN users u ON u.stripe_customer_id = s.customer_id
  LEFT JOIN payment_methods m ON m.provider = s.provider AND m.id = s.default_payment_method_id
  WHERE s.provider = $1 AND s.id = ANY ($2::text[])
  ORDER BY s.id`;
const factsSchema = z.object({
  id: z.string(),
  userId: z.string(),
  email: z.string(),
  fingerprint: z.string().nullable(),
});
type Facts = z.infer<typeof factsSchema>;

// Whoever writes a key first has had the trial: two at once with one card wait for each other here.
const USE = 'INSERT INTO trial_uses (key, subscription_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const USED_BY = 'SELECT subscription_id AS "usedBy" FROM trial_uses WHERE key = $1';

async function isRepeated(client: pg.PoolClient, { id, fingerprint }: Facts): Promise<boolean> {
  if (fingerprint === null) return false;
  await client.query(USE, [cardKey(fingerprint), id]);
  const { rows } = await client.query<{ usedBy: string }>(USED_BY, [cardKey(fingerprint)]);
  return rows[0]?.usedBy !== id;
}

// Opened as any other, for the completer to carry out: no call is made from here.
const END = `
  INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, updated_at, next_check_at)
  VALUES ($1, $2, 'cancel_subscription', $3, $4, $5, now(), now()) ON CONFLICT DO NOTHING`;

async function end(client: pg.PoolClient, { id: subscriptionId, userId }: Facts): Promise<void> {
  const params = { subscriptionId, when: 'now', feedback: null } as const;
  const slot = `${subscriptionId}:repeated_trial`;
  await client.query(END, [randomUUID(), userId, slot, JSON.stringify(params), hashParams(params)]);
}

/**
 * Writes down who has had a trial and with which card, when a trial of ours has begun. One that was begun with a card that
 * has had one is ended before it costs anything (failure 15). In the transaction that writes the mirror.
 * @returns the ids of those that are ended
 */
export async function settleTrials(
  client: pg.PoolClient,
  { provider, trialOncePerCard = false }: Pick<PaymentsContext, 'provider' | 'trialOncePerCard'>,
  subscriptions: readonly SubscriptionRecord[],
): Promise<ReadonlySet<string>> {
  const begun = subscriptions.filter(
    ({ status, operationId, awaitingSetup }) =>
      status === 'trialing' && operationId !== null && !awaitingSetup,
  );
  const repeated = new Set<string>();
  if (begun.length === 0) return repeated;
  const { rows } = await client.query(FACTS, [provider.name, begun.map(({ id }) => id)]);
  for (const facts of z.array(factsSchema).parse(rows)) {
    await client.query(USE, [personKey(facts.email), facts.id]);
    if (!trialOncePerCard || !(await isRepeated(client, facts))) continue;
    repeated.add(facts.id);
    await end(client, facts);
  }
  return repeated;
}
