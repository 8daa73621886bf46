import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';
import { stepKey } from '../idempotency-key';
import type { PaymentProvider, ProviderFailure, ProviderResult } from '../provider';
import { isKeyUsable, mayConcludeNothingHappened } from './key-age';
import type { OperationOf } from './operation';
import { recordNext } from './store';
import { openAndLease } from './wait-for-lease';

type CustomerId = { readonly id: string };
type CustomerOperation = OperationOf<'create_customer'>;

const savedSchema = z.object({
  stripeCustomerId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
});

async function savedCustomer({ database }: PaymentsContext, userId: string) {
  const { rows } = await database.pool.query(
    'SELECT stripe_customer_id AS "stripeCustomerId", email, name FROM users WHERE id = $1',
    [userId],
  );
  return savedSchema.parse(rows[0]);
}

/** The user's row and the operation change together: a crash in between would leave a customer nobody knows of. */
async function saveCustomer(
  context: PaymentsContext,
  operation: CustomerOperation,
  id: string,
): Promise<void> {
  await inTransaction(context.database, async (client) => {
    await client.query(
      'UPDATE users SET stripe_customer_id = $2, updated_at = now() WHERE id = $1 AND stripe_customer_id IS NULL',
      [operation.userId, id],
    );
    // Its webhook may have been faster, and found no user for it.
    await client.query('UPDATE customers SET owned = true WHERE provider = $1 AND id = $2 AND NOT owned', [
      context.provider.name,
      id,
    ]);
    await client.query(
      `UPDATE payment_operations SET state = 'done', object_type = 'customer', object_id = $2, finished_at = now(),
         updated_at = now(), next_check_at = NULL, lease_token = NULL, lease_until = NULL
       WHERE id = $1 AND state <> 'done'`,
      [operation.id, id],
    );
  });
}

/** Sends the creation, or, where its key would only repeat a 5xx or has been forgotten, looks for what it made. */
async function createOrFind(
  provider: PaymentProvider,
  operation: CustomerOperation,
  now: Date,
): Promise<ProviderResult<CustomerId | null>> {
  const { id, userId, params } = operation;
  if (isKeyUsable(operation, now)) {
    return provider.createCustomer(stepKey(id, 'create_customer'), { userId, operationId: id, ...params });
  }
  return provider.findCustomerByOperation(params.email, id);
}

async function recordFailure(
  context: PaymentsContext,
  operation: CustomerOperation,
  failure: ProviderFailure,
): Promise<ProviderFailure> {
  const { detail } = failure;
  switch (failure.kind) {
    case 'declined':
    case 'refused': {
      // Wrong keys are refused before anything is looked at: that says nothing of an earlier try.
      const says = failure.code !== 'misconfigured' || operation.attempts <= 1;
      await recordNext(
        context,
        operation,
        says ? { state: 'refused', code: failure.code, detail } : { state: 'unchanged', detail },
      );
      break;
    }
    case 'unknown':
      await recordNext(context, operation, { state: 'unknown', keySpent: failure.keySpent, detail });
      break;
    case 'rate_limited':
    case 'unavailable':
      await recordNext(context, operation, { state: 'unchanged', detail });
      break;
    default:
      failure satisfies never;
  }
  return failure;
}

/** One pass over a leased creation. `null`: it made nothing, and the operation is closed. */
export async function advanceCustomer(
  context: PaymentsContext,
  operation: CustomerOperation,
  provider: PaymentProvider,
): Promise<ProviderResult<CustomerId | null>> {
  const result = await createOrFind(provider, operation, context.now());
  if (result.kind !== 'ok') return recordFailure(context, operation, result);
  if (result.value) {
    await saveCustomer(context, operation, result.value.id);
    return result;
  }
  if (!mayConcludeNothingHappened(operation, context.now())) {
    return recordFailure(context, operation, { kind: 'unknown', detail: 'not listed yet', keySpent: true });
  }
  await recordNext(context, operation, {
    state: 'refused',
    code: 'processing_error',
    detail: 'nothing was made',
  });
  return result;
}

/**
 * The user's customer at the provider, created at the first payment and only once: two first payments at once, or a
 * crash between creating and saving, end in one customer (failure 5). At most one provider call.
 */
export async function ensureCustomer(
  context: PaymentsContext,
  userId: string,
  provider: PaymentProvider = context.provider,
): Promise<ProviderResult<CustomerId>> {
  const user = await savedCustomer(context, userId);
  if (user.stripeCustomerId) return { kind: 'ok', value: { id: user.stripeCustomerId } };
  const params = { email: user.email, name: user.name };
  const request = { userId, purpose: 'create_customer', slot: 'customer', params } as const;
  const { leased } = await openAndLease(context, request);
  if (leased?.purpose !== 'create_customer') {
    const again = await savedCustomer(context, userId);
    if (again.stripeCustomerId) return { kind: 'ok', value: { id: again.stripeCustomerId } };
    return { kind: 'unavailable', detail: 'the customer is being created elsewhere' };
  }
  const result = await advanceCustomer(context, leased, provider);
  if (result.kind !== 'ok') return result;
  return result.value
    ? { kind: 'ok', value: result.value }
    : { kind: 'unavailable', detail: 'the customer was not created' };
}
