import { randomUUID } from 'node:crypto';
import type { PaymentsContext } from '../context';
import type { RefusalCode } from '../domain/refusal';
import {
  hashParams,
  type ObjectType,
  ONCE_PURPOSES,
  type Operation,
  type Params,
  type Purpose,
} from './operation';
import { columnsOf, one } from './stored';

/** Longer than the calls of one pass may take, so that a lease that ran out means a process that died. */
const LEASE = '45 seconds';

export type OpenRequest<P extends Purpose> = {
  [Each in P]: {
    readonly userId: string;
    readonly purpose: Each;
    /** What must not happen twice; never the price. */
    readonly slot: string;
    readonly params: Params<Each>;
    /** The user id of whoever asked, where that is not the user themselves. */
    readonly requestedBy?: string;
  };
}[P];

/** An operation, and whether this process holds its lease. */
type Held = { readonly operation: Operation; readonly isLeased: boolean };

/**
 * Saves an operation and takes its lease, or finds the one that already holds its slot. Which of two callers opens it is decided by the
 * database's partial unique indexes, not by a look beforehand (failures 5 and 6).
 */
export async function openOrJoin(context: PaymentsContext, request: OpenRequest<Purpose>): Promise<Held> {
  const { userId, purpose, slot, params, requestedBy = null } = request;
  const values = [
    randomUUID(),
    userId,
    purpose,
    slot,
    JSON.stringify(params),
    hashParams(params),
    requestedBy,
    randomUUID(),
  ];
  const once = ONCE_PURPOSES.includes(purpose);
  for (;;) {
    const opened = await one(
      context,
      `INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, requested_by, updated_at,
         next_check_at, lease_token, lease_until, attempts, first_sent_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now(), now() + interval '1 minute', $8, now() + interval '${LEASE}', 1, now())
       ON CONFLICT DO NOTHING RETURNING ${columnsOf()}`,
      values,
    );
    if (opened) return { operation: opened, isLeased: true };
    const holder = await one(
      context,
      `SELECT ${columnsOf()} FROM payment_operations
       WHERE user_id = $1 AND slot = $2 AND purpose = ANY ($3) AND state <> 'refused' AND ($4 OR state <> 'done')`,
      [userId, slot, once ? ONCE_PURPOSES : [purpose], once],
    );
    if (holder) return { operation: holder, isLeased: false }; // else it was closed in between: the slot is free again
  }
}

/**
 * Takes the operation for this process, by one conditional update. Null when another holds it or it is finished.
 * Remembers when its key was first about to be sent.
 */
export function takeLease(context: PaymentsContext, id: string): Promise<Operation | null> {
  return one(
    context,
    `UPDATE payment_operations
     SET lease_token = $2, lease_until = now() + interval '${LEASE}', attempts = attempts + 1,
         first_sent_at = COALESCE(first_sent_at, now()), updated_at = now()
     WHERE id = $1 AND state IN ('open', 'unknown', 'awaiting_buyer') AND (lease_until IS NULL OR lease_until < now())
     RETURNING ${columnsOf()}`,
    [id, randomUUID()],
  );
}

/** How a pass over a leased operation left it. */
export type Next =
  | {
      readonly state: 'awaiting_buyer' | 'done';
      readonly objectType: ObjectType;
      readonly objectId: string;
    }
  | { readonly state: 'refused'; readonly code: RefusalCode; readonly detail: string }
  | { readonly state: 'unknown'; readonly keySpent: boolean; readonly detail: string }
  /** As it was: the provider could not be asked. */
  | { readonly state: 'unchanged'; readonly detail: string }
  /** Not carried out, and to be tried again when the provider can be reached. */
  | { readonly state: 'deferred'; readonly detail: string }
  /** Sent, and seen to have done nothing: to be sent again, under a new key. */
  | { readonly state: 'renewed'; readonly detail: string }
  /** Nothing can tell what became of it. */
  | { readonly state: 'needs_human'; readonly detail: string };

/** When the completer should look at it again, if nobody else settles it before. */
const CHECK_AGAIN: Readonly<Record<Next['state'], string | null>> = {
  awaiting_buyer: null, // see WHEN_TO_ASK_AGAIN
  unknown: '5 seconds',
  unchanged: '20 seconds',
  deferred: '5 seconds',
  renewed: '1 second',
  needs_human: null,
  done: null,
  refused: null,
};

/**
 * After ten minutes, then ever more rarely, and once its time is over: thousands of checkouts that nobody will finish
 * must not keep the completer from those that matter.
 */
const WHEN_TO_ASK_AGAIN = `LEAST(now() + GREATEST(interval '10 minutes', now() - created_at),
  GREATEST(first_sent_at + interval '23 hours', now() + interval '10 minutes'))`;

/**
 * Writes down how a pass ended and gives the lease back. Nothing is written when the lease is no longer ours: a sync
 * may have closed the operation meanwhile, and that is the truth.
 */
export async function recordNext(context: PaymentsContext, operation: Operation, next: Next): Promise<void> {
  const finished = next.state === 'done' || next.state === 'refused';
  await context.database.pool.query({
    name: 'record_next',
    text: `UPDATE payment_operations
     SET state = CASE WHEN $3 IN ('unchanged', 'deferred') THEN state WHEN $3 = 'renewed' THEN 'open' ELSE $3 END,
         attempts_turned_away = CASE $3 WHEN 'deferred' THEN attempts_turned_away + 1
           WHEN 'renewed' THEN attempts ELSE attempts_turned_away END,
         key_generation = key_generation + CASE WHEN $3 = 'renewed' THEN 1 ELSE 0 END,
         first_sent_at = CASE WHEN $3 IN ('deferred', 'renewed') THEN NULL ELSE first_sent_at END,
         object_type = COALESCE($4, object_type), object_id = COALESCE($5, object_id),
         refusal_code = $6, last_error = $7, 
         key_spent_at = CASE WHEN $3 = 'renewed' THEN NULL ELSE COALESCE(key_spent_at, CASE WHEN $8 THEN now() END) END,
         next_check_at = CASE WHEN $3 = 'awaiting_buyer' THEN ${WHEN_TO_ASK_AGAIN} ELSE now() + $9::interval END,
         finished_at = CASE WHEN $10 THEN now() END,
         lease_token = NULL, lease_until = NULL, updated_at = now()
     WHERE id = $1 AND lease_token = $2`,
    values: [
      operation.id,
      operation.leaseToken,
      next.state,
      'objectType' in next ? next.objectType : null,
      'objectId' in next ? next.objectId : null,
      next.state === 'refused' ? next.code : null,
      'detail' in next ? next.detail : null,
      next.state === 'unknown' && next.keySpent,
      CHECK_AGAIN[next.state],
      finished,
    ],
  });
}
