import { z } from 'zod';
import { decideAccess } from '../../domain/access';
import type { Effect } from './effect';
import { ownerOf } from './owner-of';

const FACTS = `
  SELECT s.id, ${ownerOf('s')} AS "userId", s.status, s.awaiting_setup AS "awaitingSetup", s.deleted_at IS NOT NULL AS gone,
         ARRAY(SELECT i.lookup_key FROM subscription_items i
               WHERE i.provider = s.provider AND i.subscription_id = s.id) AS "lookupKeys"
  FROM subscriptions s
  WHERE s.provider = $1 AND s.id = ANY ($2::text[])`;

const factsSchema = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  status: z.string(),
  awaitingSetup: z.boolean(),
  gone: z.boolean(),
  lookupKeys: z.array(z.string().nullable()),
});

const ENTER = `
  INSERT INTO access_log_entries (event_id, user_id, subscription_id, status, granted)
  SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::boolean[])`;

/** Writes down, for each event about a subscription, its status then and whether that opened what is paid for. */
export const accessLog: Effect = {
  name: 'access_log',
  run: async (client, provider, events) => {
    const about = events.flatMap(({ id, objectType, objectId }) =>
      objectType === 'subscription' && objectId !== null ? [{ eventId: id, subscriptionId: objectId }] : [],
    );
    const { rows } = await client.query({
      name: 'access_facts',
      text: FACTS,
      values: [provider, about.map(({ subscriptionId }) => subscriptionId)],
    });
    const facts = new Map(
      z
        .array(factsSchema)
        .parse(rows)
        .map((fact) => [fact.id, fact]),
    );
    const entries = about.flatMap(({ eventId, subscriptionId }) => {
      const known = facts.get(subscriptionId);
      if (!known?.userId) return [];
      const { granted } = decideAccess(known.gone ? [] : [known]);
      return [{ eventId, userId: known.userId, subscriptionId, status: known.status, granted }];
    });
    await client.query({
      name: 'enter_access',
      text: ENTER,
      values: [
        entries.map(({ eventId }) => eventId),
        entries.map(({ userId }) => userId),
        entries.map(({ subscriptionId }) => subscriptionId),
        entries.map(({ status }) => status),
        entries.map(({ granted }) => granted),
      ],
    });
  },
};
