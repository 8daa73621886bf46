import { z } from 'zod';
import { decideAccess } from '../../domain/access';
import type { Effect } from './effect';
import { ownerOf } from './owner-of';

const FACTS = `
  SELECT ${ownerOf('s')} AS "userId", s.status, s.awaiting_setup AS "awaitingSetup", s.deleted_at IS NOT NULL AS gone,
         ARRAY(SELECT i.lookup_key FROM subscription_items i
               WHERE i.provider = s.provider AND i.subscription_id = s.id) AS "lookupKeys"
  FROM subscriptions s
  WHERE s.provider = $1 AND s.id = $2`;

const factsSchema = z.object({
  userId: z.string().nullable(),
  status: z.string(),
  awaitingSetup: z.boolean(),
  gone: z.boolean(),
  lookupKeys: z.array(z.string().nullable()),
});

/** Writes down, for each event about a subscription, its status then and whether that opened what is paid for. */
export const accessLog: Effect = {
  name: 'access_log',
  run: async (client, { id, provider, objectType, objectId }) => {
    if (objectType !== 'subscription') return;
    const { rows } = await client.query(FACTS, [provider, objectId]);
    const facts = factsSchema.optional().parse(rows[0]);
    if (!facts?.userId) return;
    const { granted } = decideAccess(facts.gone ? [] : [facts]);
    await client.query(
      `INSERT INTO access_log_entries (event_id, user_id, subscription_id, status, granted)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, facts.userId, objectId, facts.status, granted],
    );
  },
};
