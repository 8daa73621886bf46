import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { planOfMeter } from '../domain/catalog';
import { type Refused, refused } from '../domain/refusal';
import { ruleOf, SUBSCRIPTION_STATUSES } from '../domain/subscription-status';

/** Something used of a meter. `identifier` is of the work that used it: done again, it is counted once. */
export type Usage = {
  readonly meter: string;
  readonly identifier: string;
  /** Whole units. */
  readonly quantity: number;
};
/** `not_metered`: they have no plan that is paid by this meter. */
export type Recorded = { readonly kind: 'recorded' | 'already_recorded' | 'not_metered' } | Refused;

const MOST_AT_ONCE = 1_000_000;
const usageSchema = z.strictObject({
  meter: z.string().max(100),
  identifier: z.string().min(1).max(100),
  quantity: z.int().positive().max(MOST_AT_ONCE),
});

const OPEN = SUBSCRIPTION_STATUSES.filter((status) => ruleOf(status).access);

// Not before the period that runs at the provider, whose clock may be ahead of ours: what is used now is never of a
// period that is paid for.
const RECORD = `
  WITH metered AS (
    SELECT u.id, GREATEST($6::timestamptz, i.current_period_start) AS used_at
    FROM users u
    JOIN subscriptions s ON s.provider = $1 AND s.customer_id = u.stripe_customer_id AND s.deleted_at IS NULL
      AND s.status = ANY ($7::text[]) AND NOT s.awaiting_setup
    JOIN subscription_items i ON i.provider = s.provider AND i.subscription_id = s.id
      AND i.lookup_key = ANY ($8::text[])
    WHERE u.id = $2
    ORDER BY s.created DESC
    LIMIT 1
  ), recorded AS (
    INSERT INTO usage_records (user_id, event_name, identifier, quantity, used_at)
    SELECT id, $3, $4, $5, used_at FROM metered
    ON CONFLICT (user_id, event_name, identifier) DO NOTHING
    RETURNING id
  )
  SELECT (SELECT count(*) FROM metered)::int AS metered, (SELECT count(*) FROM recorded)::int AS recorded`;
const countsSchema = z.tuple([z.object({ metered: z.number(), recorded: z.number() })]);

/** Writes down what was used, for the next invoice. See PaymentService. */
export async function recordUsage(context: PaymentsContext, userId: string, input: Usage): Promise<Recorded> {
  const parsed = usageSchema.safeParse(input);
  if (!parsed.success) return refused('invalid_request', 'not a usage');
  const { meter, identifier, quantity } = parsed.data;
  const plan = planOfMeter(meter);
  if (!plan) return refused('invalid_request', `no meter ${meter}`);
  const lookupKeys = plan.prices.map(({ lookupKey }) => lookupKey);
  const { rows } = await context.database.pool.query(RECORD, [
    context.provider.name,
    userId,
    meter,
    identifier,
    quantity,
    context.now(),
    OPEN,
    lookupKeys,
  ]);
  const [{ metered, recorded }] = countsSchema.parse(rows);
  if (metered === 0) return { kind: 'not_metered' };
  return { kind: recorded === 1 ? 'recorded' : 'already_recorded' };
}
