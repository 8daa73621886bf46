import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { stepKey } from '../idempotency-key';
import type { PaymentProvider, ProviderResult, Started } from '../provider';
import { type Conclusion, onFailure, onNothingMade, onUnsettled } from './conclude';
import { driverOf, isStart, type Pass, type RunnableOperation } from './drivers';
import { ensureCustomer } from './ensure-customer';
import { isKeyUsable } from './key-age';
import { recordNext } from './store';

/** What a driver works with; the customer is made first where there is none yet. */
export async function passOver(
  context: PaymentsContext,
  operation: RunnableOperation,
  provider: PaymentProvider,
): Promise<ProviderResult<Pass>> {
  const customer = await ensureCustomer(context, operation.userId, provider);
  // Whatever became of the customer, nothing was sent for this operation itself.
  if (customer.kind === 'unknown') return { kind: 'unavailable', detail: `customer: ${customer.detail}` };
  if (customer.kind !== 'ok') return customer;
  const key = (step: string) => stepKey(operation.id, step, operation.keyGeneration);
  return { kind: 'ok', value: { context, provider, customerId: customer.value.id, key } };
}

/**
 * Brings it about or finds it: looked at once it waits for its buyer, else sent under the operation's keys, else, when
 * those are too old or spent, looked for.
 */
function sendOrLook(pass: Pass, operation: RunnableOperation): Promise<ProviderResult<Started | null>> {
  const driver = driverOf(operation);
  const isSent = operation.objectId !== null;
  return !isSent && isKeyUsable(operation, pass.context.now())
    ? driver.send(pass, operation)
    : driver.look(pass, operation);
}

async function conclude(
  context: PaymentsContext,
  operation: RunnableOperation,
  { next, outcome }: Conclusion,
): Promise<Outcome> {
  await recordNext(context, operation, next);
  return outcome;
}

/**
 * Has the mirror say that it is settled. A start is closed by that sync itself, in the same transaction; so whoever sees it
 * closed sees its object. A change is closed once the mirror shows it, and until then its key or a look finds it again.
 */
async function settle(pass: Pass, operation: RunnableOperation, started: Started): Promise<Outcome> {
  const { context } = pass;
  const { id: operationId } = operation;
  const driver = driverOf(operation);
  if (isStart(operation)) await recordNext(context, operation, onUnsettled(operation, started).next);
  const isKnown = await driver.settle(pass, operation, started);
  if (!isStart(operation)) {
    const { objectType } = driver;
    await recordNext(
      context,
      operation,
      isKnown
        ? { state: 'done', objectType, objectId: started.id }
        : { state: 'unchanged', detail: 'done, and the mirror could not be brought up to date' },
    );
  }
  return { kind: isKnown ? 'done' : 'processing', operationId };
}

/**
 * One pass over a leased operation: does what is due at the provider, writes down how it stands and gives the lease back.
 * Safe after a crash at any point: the next pass sends the same keys or looks.
 */
export async function advance(
  context: PaymentsContext,
  operation: RunnableOperation,
  provider: PaymentProvider = context.provider,
): Promise<Outcome> {
  const pass = await passOver(context, operation, provider);
  if (pass.kind !== 'ok') return conclude(context, operation, onFailure(context, operation, pass));
  const result = await sendOrLook(pass.value, operation);
  if (result.kind !== 'ok') return conclude(context, operation, onFailure(context, operation, result));
  const { value: started } = result;
  if (started === null) return conclude(context, operation, onNothingMade(context, operation));
  if (started.state === 'settled') return settle(pass.value, operation, started);
  return conclude(context, operation, onUnsettled(operation, started));
}
