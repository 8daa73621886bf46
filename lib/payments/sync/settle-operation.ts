import type pg from 'pg';
import { parseStatus, ruleOf } from '../domain/subscription-status';
import type { PaymentRecord, SubscriptionRecord } from '../records';

type Verdict =
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly code: 'expired' | 'canceled' };

function verdictOnSubscription({ status, awaitingSetup }: SubscriptionRecord): Verdict | null {
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
  UPDATE payment_operations
  SET state = 'done', finished_at = now(), updated_at = now(), lease_token = NULL, lease_until = NULL,
      next_check_at = NULL
  WHERE object_id = $1 AND purpose = 'change_plan' AND state = 'awaiting_buyer'
    AND params->>'priceId' = $2 AND (params->>'quantity')::int = $3`;

/** Closes the changes of plan that waited to be paid, once the mirror shows the plan. */
export async function settlePlanChanges(
  client: pg.PoolClient,
  { id, pendingUntil, items }: SubscriptionRecord,
): Promise<void> {
  const item = items[0];
  if (pendingUntil !== null || !item) return;
  await client.query(SETTLE_PLAN_CHANGES, [id, item.priceId, item.quantity]);
}

/**
 * Closes the operation that made an object, once the mirror says what became of it. In the transaction that writes the
 * mirror: whoever sees the operation closed sees the mirror row as well, so nobody can start a second in between.
 */
export async function settleOperation(
  client: pg.PoolClient,
  record: SubscriptionRecord | PaymentRecord,
): Promise<void> {
  const verdict = record.kind === 'subscription' ? verdictOnSubscription(record) : verdictOnPayment(record);
  if (record.operationId === null || verdict === null) return;
  await client.query(
    `UPDATE payment_operations
     SET state = $2, refusal_code = $3, object_type = $4, object_id = $5, finished_at = now(), updated_at = now(),
         lease_token = NULL, lease_until = NULL, next_check_at = NULL
     WHERE id::text = $1 AND state NOT IN ('done', 'refused') AND (object_id IS NULL OR object_id = $5)`,
    [
      record.operationId,
      verdict.state,
      verdict.state === 'refused' ? verdict.code : null,
      record.kind,
      record.id,
    ],
  );
}
