import type { PaymentsContext } from '../context';
import { type Access, type AccessFacts, decideAccess } from '../domain/access';
import { parseStatus } from '../domain/subscription-status';
import { customerIdOf } from './owner';

type FactsRow = AccessFacts & { readonly customerId: string };

const FACTS = `
  SELECT s.customer_id AS "customerId", s.status, s.awaiting_setup AS "awaitingSetup",
         array_remove(array_agg(i.lookup_key), NULL) AS "lookupKeys"
  FROM subscriptions s
  LEFT JOIN subscription_items i ON i.provider = s.provider AND i.subscription_id = s.id
  WHERE s.provider = $1 AND s.customer_id = ANY ($2) AND s.deleted_at IS NULL
  GROUP BY s.provider, s.id`;

/** A status added by the provider gives no access, and somebody must be told (failure 14). */
function alertToStatus(context: PaymentsContext, { customerId, status }: FactsRow): void {
  if (parseStatus(status) !== 'unrecognized') return;
  context.log.error(
    { alert: 'unrecognized_subscription_status', customer: customerId, status },
    'unknown status',
  );
}

/** The access of each of these customers; one that is not in the map has none. */
export async function accessByCustomer(
  context: PaymentsContext,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Access>> {
  const { rows } = await context.database.pool.query<FactsRow>(FACTS, [
    context.provider.name,
    [...customerIds],
  ]);
  const facts = new Map<string, FactsRow[]>();
  for (const row of rows) {
    alertToStatus(context, row);
    facts.set(row.customerId, [...(facts.get(row.customerId) ?? []), row]);
  }
  return new Map([...facts].map(([customerId, its]) => [customerId, decideAccess(its)]));
}

/** What a user may open, from the mirror alone. */
export async function accessOf(context: PaymentsContext, userId: string): Promise<Access> {
  const customerId = await customerIdOf(context, userId);
  if (customerId === null) return decideAccess([]);
  return (await accessByCustomer(context, [customerId])).get(customerId) ?? decideAccess([]);
}
