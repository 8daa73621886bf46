import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import type { PaymentProvider } from '../provider';
import { advanceStart } from './advance-start';
import { stepKey } from './key';
import type { StartOperation } from './send-start';
import { recordNext } from './store';

export type Abandoned =
  /** Nothing of it can be paid any more, and its slot is free. */
  | { readonly kind: 'abandoned' }
  /** It won, or how it stands could not be found out: that is what it came to. */
  | { readonly kind: 'kept'; readonly outcome: Outcome };

/**
 * Gives up a leased operation that waits for its buyer, because other parameters were picked or its time is over. The
 * provider is the judge: if the buyer paid in another tab a moment ago, giving up is refused and the payment has won.
 */
export async function abandonStart(
  context: PaymentsContext,
  operation: StartOperation,
  reason: 'canceled' | 'expired',
  provider: PaymentProvider = context.provider,
): Promise<Abandoned> {
  const { id, objectId } = operation;
  if (objectId === null) throw new TypeError(`Operation ${id} waits for its buyer without an object`);
  // A key for each try: voiding and canceling are safe to repeat, and a saved 5xx must not be all there ever is.
  const key = stepKey(id, `abandon:${operation.attempts}`);
  const result =
    operation.purpose === 'start_subscription'
      ? await provider.abandonSubscription(key, objectId)
      : await provider.abandonPayment(key, objectId);
  if (result.kind === 'ok') {
    await recordNext(context, operation, { state: 'refused', code: reason, detail: reason });
    return { kind: 'abandoned' };
  }
  return { kind: 'kept', outcome: await advanceStart(context, operation, provider) };
}
