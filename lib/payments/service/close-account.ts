import type { PoolClient } from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { ruleOf, SUBSCRIPTION_STATUSES } from '../domain/subscription-status';
import { runOperation } from '../operations/run-operation';
import { customerIdOf } from '../reads/owner';
import { reportUsageOf } from '../usage';

/** `closed`: nothing is left of the person. `waiting`: something is being found out first, and nothing was deleted. */
export type Closing = { readonly kind: 'closed' } | { readonly kind: 'waiting' } | Refused;

const LIVE = SUBSCRIPTION_STATUSES.filter((status) => ruleOf(status).holdsPlace);

// Locked first: an operation that is being opened waits for this, and finds the user gone.
const LOCK = 'SELECT FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE';
const STILL_LIVE = `
  SELECT FROM users u WHERE u.id = $1 AND (
    EXISTS (SELECT FROM payment_operations o
            WHERE o.user_id = u.id AND o.state IN ('open', 'unknown') AND o.purpose <> 'end_subscriptions')
    OR EXISTS (SELECT FROM subscriptions s
               WHERE s.provider = $2 AND s.customer_id = u.stripe_customer_id AND s.status = ANY ($3::text[])
                 AND s.deleted_at IS NULL))`;
const ERASE = `
  UPDATE users SET email = id || '@deleted.invalid', name = 'Deleted user', password_hash = NULL, role = 'user',
                   deleted_at = now(), updated_at = now()
  WHERE id = $1`;

async function forget(client: PoolClient, userId: string): Promise<void> {
  await client.query(ERASE, [userId]);
  await client.query('DELETE FROM oauth_accounts WHERE user_id = $1', [userId]);
  await client.query('DELETE FROM local_mails WHERE recipient_id = $1', [userId]);
}

/** Deletes what says who they are, unless something is live or on its way after all. */
function erase({ database, provider }: PaymentsContext, userId: string): Promise<Closing> {
  return inTransaction(database, async (client): Promise<Closing> => {
    if ((await client.query(LOCK, [userId])).rowCount === 0) return { kind: 'closed' };
    if ((await client.query(STILL_LIVE, [userId, provider.name, LIVE])).rowCount !== 0)
      return { kind: 'waiting' };
    await forget(client, userId);
    return { kind: 'closed' };
  });
}

function closingOf(outcome: Outcome): Closing {
  return outcome.kind === 'refused' ? outcome : { kind: 'waiting' };
}

/** Ends what is live at the provider, then deletes the account. See PaymentService. */
export async function closeAccount(context: PaymentsContext, userId: string): Promise<Closing> {
  const customerId = await customerIdOf(context, userId);
  // Whoever never came to pay has no customer, and is not to be given one for this.
  if (customerId !== null) {
    if (!(await reportUsageOf(context, userId)))
      return refused('payments_unavailable', 'usage is unreported');
    const request = { userId, purpose: 'end_subscriptions', slot: 'account', params: {} } as const;
    const outcome = await runOperation(context, request, async () => null);
    if (outcome.kind !== 'done') return closingOf(outcome);
  }
  return erase(context, userId);
}
