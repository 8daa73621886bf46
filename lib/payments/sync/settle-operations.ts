import type pg from 'pg';
import { parseStatus, ruleOf } from '../domain/subscription-status';
import { operationIdOf, type PaymentRecord, type SubscriptionRecord } from '../records';

type Verdict =
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly code: 'expired' | 'canceled' | 'trial_used' };

function verdictOnSubscription(
  { id, status, awaitingSetup }: SubscriptionRecord,
  repeated: ReadonlySet<string>,
): Verdict | null {
  if (repeated.has(id)) return { state: 'refused', code: 'trial_used' };
  if (status === 'incomplete_expired') return { state: 'refused', code: 'expired' };
  if (status === 'canceled') return { state: 'refused', code: 'canceled' };
  const known = parseStatus(status) !== 'unrecognized';
  return known && ruleOf(status).holdsPlace && !awaitingSetup ? { state: 'done' } : null;
}

function verdictOnPayment({ status }: PaymentRecord): Verdict | null {
  if (status === 'succeeded') return { state: 'done' };
  return status === 'canceled' ? { state: 'refused', code: 'canceled' } : null;
}

// Only as done: a read that lags behind shows no pending change either, and that is no reason to call it expired.
const SETTLE_PLAN_CHANGES = `
  UPDATE payment_operations o
  SET state = 'done', finished_at = now(), updated_at = now(), lease_token = NULL, lease_until = NULL,
      next_check_at = NULL
  FROM unnest($1::text[], $2::text[], $3::int[]) AS now_on (subscription, price, quantity)
  WHERE o.object_id = now_on.subscription AND o.purpose = 'change_plan' AND o.state = 'awaiting_buyer'
    AND o.params->>'priceId' = now_on.price AND (o.params->>'quantity')::int = now_on.quantity`;

/** Closes the changes of plan that waited to be paid, once the mirror shows the plan. */
export async function settlePlanChanges(
  client: pg.PoolClient,
  subscriptions: readonly SubscriptionRecord[],
): Promise<void> {
  const plans = subscriptions.flatMap(({ id, pendingUntil, items: [item] }) =>
    pendingUntil === null && item ? [{ ...item, subscription: id }] : [],
  );
  if (plans.length === 0) return;
  await client.query({
    name: 'settle_plan_changes',
    text: SETTLE_PLAN_CHANGES,
    values: [
      plans.map(({ subscription }) => subscription),
      plans.map(({ priceId }) => priceId),
      plans.map(({ quantity }) => quantity),
    ],
  });
}

const SETTLE = `
  UPDATE payment_operations o
  SET state = v.state, refusal_code = v.code, object_type = v.object_type, object_id = v.object_id,
      finished_at = now(), updated_at = now(), lease_token = NULL, lease_until = NULL, next_check_at = NULL
  FROM jsonb_to_recordset($1) AS v (id uuid, state text, code text, object_type text, object_id text)
  WHERE o.id = v.id AND o.state NOT IN ('done', 'refused') AND (o.object_id IS NULL OR o.object_id = v.object_id)`;

/**
 * Closes the operations that made these objects, once the mirror says what became of them. In the transaction that writes
 * the mirror: whoever sees the operation closed sees the mirror row as well, so nobody can start a second in between.
 */
export async function settleOperations(
  client: pg.PoolClient,
  records: readonly (SubscriptionRecord | PaymentRecord)[],
  repeatedTrials: ReadonlySet<string>,
): Promise<void> {
  const verdicts = records.flatMap((record) => {
    const id = operationIdOf(record);
    const verdict =
      record.kind === 'subscription'
        ? verdictOnSubscription(record, repeatedTrials)
        : verdictOnPayment(record);
    return id && verdict ? [{ id, ...verdict, object_type: record.kind, object_id: record.id }] : [];
  });
  if (verdicts.length === 0) return;
  await client.query({
    name: 'settle_operations',
    text: SETTLE,
    values: [JSON.stringify(verdicts)],
  });
}
