import type { PaymentsContext } from '../context';
import type { PaymentProvider, ProviderResult, Started } from '../provider';
import { ensureCustomer } from './ensure-customer';
import { stepKey } from './key';
import { isKeyUsable } from './key-age';
import type { OperationOf } from './operation';

export type StartOperation = OperationOf<'start_subscription'> | OperationOf<'start_payment'>;
export type StartedType = 'subscription' | 'payment';

/** The provider's object that an operation makes. */
export function startedType({ purpose }: StartOperation): StartedType {
  return purpose === 'start_subscription' ? 'subscription' : 'payment';
}

/** Sends the creation exactly as it was saved: the same key must always carry the same parameters. */
function create(provider: PaymentProvider, operation: StartOperation, customerId: string) {
  const { id: operationId, userId } = operation;
  const key = stepKey(operationId, operation.purpose);
  const ours = { operationId, userId, customerId };
  return operation.purpose === 'start_subscription'
    ? provider.createSubscription(key, { ...ours, ...operation.params })
    : provider.createPayment(key, { ...ours, ...operation.params });
}

/**
 * Brings a leased operation's object about or finds it: read by its id once that is known, else created under the
 * operation's key, else, when that key is too old or spent, looked for by our own id in the customer's lists.
 * @returns null when it is certain enough that nothing was made
 */
export async function sendStart(
  context: PaymentsContext,
  operation: StartOperation,
  provider: PaymentProvider,
): Promise<ProviderResult<Started | null>> {
  const type = startedType(operation);
  if (operation.objectId) return provider.readStarted(type, operation.objectId);
  const customer = await ensureCustomer(context, operation.userId, provider);
  // Whatever became of the customer, nothing was sent for this operation itself.
  if (customer.kind === 'unknown') return { kind: 'unavailable', detail: `customer: ${customer.detail}` };
  if (customer.kind !== 'ok') return customer;
  if (isKeyUsable(operation, context.now())) return create(provider, operation, customer.value.id);
  return provider.findByOperation(type, customer.value.id, operation.id);
}
