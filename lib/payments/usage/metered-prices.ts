import { PLANS } from '../domain/catalog';

const PRICES = PLANS.flatMap(({ meter, prices }) =>
  meter ? prices.map(({ lookupKey }) => ({ eventName: meter.eventName, lookupKey })) : [],
);

/** The meters of the catalogue and the lookup keys they are charged under, as two columns for `unnest`. */
export const METERED_PRICES: readonly [readonly string[], readonly string[]] = [
  PRICES.map(({ eventName }) => eventName),
  PRICES.map(({ lookupKey }) => lookupKey),
];

/**
 * Joins `period`, the billing period that runs of a user's subscription to a meter, by an alias that has `customer_id`
 * and `event_name`. Takes the provider as $1 and METERED_PRICES as $2 and $3.
 */
export const runningPeriodOf = (alias: string): string => `
  LEFT JOIN LATERAL (
    SELECT i.current_period_start AS starts, i.current_period_end AS ends
    FROM unnest($2::text[], $3::text[]) AS metered (event_name, lookup_key)
    JOIN subscription_items i ON i.provider = $1 AND i.lookup_key = metered.lookup_key
    JOIN subscriptions s ON s.provider = i.provider AND s.id = i.subscription_id AND s.deleted_at IS NULL
    WHERE metered.event_name = ${alias}.event_name AND s.customer_id = ${alias}.customer_id
    ORDER BY s.created DESC
    LIMIT 1
  ) period ON true`;
