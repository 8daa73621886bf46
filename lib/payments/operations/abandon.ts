import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import type { PaymentProvider } from '../provider';
import { advance, passOver } from './advance';
import { driverOf, type RunnableOperation } from './drivers';
import { recordNext } from './store';

export type Abandoned =
  /** Nothing of it can be confirmed any more, and its slot is free. */
  | { readonly kind: 'abandoned' }
  /** It won, or how it stands could not be found out: that is what it came to. */
  | { readonly kind: 'kept'; readonly outcome: Outcome };

/**
 * Gives up a leased operation that waits for its buyer, because other parameters were picked or its time is over. The
 * provider is the judge: if the buyer paid in another tab a moment ago, giving up is refused and the payment has won.
 */
export async function abandon(
  context: PaymentsContext,
  operation: RunnableOperation,
  reason: 'canceled' | 'expired',
  provider: PaymentProvider = context.provider,
): Promise<Abandoned> {
  if (operation.objectId === null) {
    throw new TypeError(`Operation ${operation.id} waits for its buyer without an object`);
  }
  const pass = await passOver(context, operation, provider);
  const result = pass.kind === 'ok' ? await driverOf(operation).abandon(pass.value, operation) : pass;
  if (result.kind === 'ok') {
    await recordNext(context, operation, { state: 'refused', code: reason, detail: reason });
    return { kind: 'abandoned' };
  }
  return { kind: 'kept', outcome: await advance(context, operation, provider) };
}
