import { z } from 'zod';
import type { SubscriptionItem } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { findSellable, type Meter } from '../domain/catalog';
import { money } from '../domain/money';
import type { UsageView } from '../domain/views';

// What is not reported yet counts by when it was used, what is by the time it was reported under: as the provider bills it.
const USED = `
  SELECT item.id,
         (SELECT COALESCE(sum(m.quantity), 0) FROM meter_events m
          WHERE m.user_id = u.id AND m.event_name = item.meter AND m.timestamp >= item.starts AND m.timestamp < item.ends)
       + (SELECT COALESCE(sum(r.quantity), 0) FROM usage_records r
          WHERE r.user_id = u.id AND r.event_name = item.meter AND r.used_at >= item.starts AND r.used_at < item.ends
            AND r.meter_event_id IS NULL) AS quantity
  FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
       AS item (id, subscription, meter, starts, ends)
  JOIN subscriptions s ON s.provider = $1 AND s.id = item.subscription
  JOIN users u ON u.stripe_customer_id = s.customer_id`;
const usedSchema = z.array(z.object({ id: z.string(), quantity: z.coerce.number().int() }));

type MeteredItem = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly meter: Meter;
  readonly unitAmount: bigint;
  readonly currency: string;
  readonly start: Date;
  readonly end: Date;
};

function meteredItem(item: SubscriptionItem): MeteredItem | null {
  const { id, subscriptionId, lookupKey, unitAmount, currency } = item;
  const { currentPeriodStart: start, currentPeriodEnd: end } = item;
  const sold = lookupKey === null ? null : findSellable(lookupKey);
  const meter = sold?.kind === 'subscription' ? sold.plan.meter : null;
  if (meter === null || unitAmount === null || start === null || end === null) return null;
  return { id, subscriptionId, meter, unitAmount, currency, start, end };
}

/** What was used in the period that runs of the items that are metered, by the item's id. No provider call. */
export async function usageOfItems(
  { database, provider }: PaymentsContext,
  items: readonly SubscriptionItem[],
): Promise<ReadonlyMap<string, UsageView>> {
  const metered = items.flatMap((item) => meteredItem(item) ?? []);
  if (metered.length === 0) return new Map();
  const { rows } = await database.pool.query(USED, [
    provider.name,
    metered.map(({ id }) => id),
    metered.map(({ subscriptionId }) => subscriptionId),
    metered.map(({ meter }) => meter.eventName),
    metered.map(({ start }) => start),
    metered.map(({ end }) => end),
  ]);
  const used = new Map(usedSchema.parse(rows).map(({ id, quantity }) => [id, quantity]));
  return new Map(
    metered.map(({ id, meter, unitAmount, currency }) => {
      const quantity = used.get(id) ?? 0;
      const amount = money(unitAmount * BigInt(quantity), currency);
      return [id, { quantity, unit: meter.unit, price: money(unitAmount, currency), amount }];
    }),
  );
}
