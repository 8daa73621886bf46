import type { PaymentsContext } from '../context';
import { isHarmless } from '../operations/conclude';
import { isRunnable } from '../operations/drivers';
import { recordNext } from '../operations/store';
import { loadOperationOf } from '../operations/stored';
import { waitForLease } from '../operations/wait-for-lease';

/** Milliseconds a person is kept waiting while it is being tried. */
const PATIENCE = 2_000;

/**
 * Takes back a change that was accepted while the provider could not be reached. Under the lease, so that nobody is sending
 * it at that moment; and only when every attempt so far is known not to have been carried out.
 */
export async function withdraw(
  context: PaymentsContext,
  userId: string,
  operationId: string,
): Promise<'withdrawn' | 'too_late' | 'not_found'> {
  const operation = await loadOperationOf(context, userId, operationId);
  if (!operation) return 'not_found';
  const leased = await waitForLease(context, operation.id, PATIENCE);
  if (!leased || !isRunnable(leased)) return 'too_late';
  if (!isHarmless(leased)) {
    await recordNext(context, leased, { state: 'unchanged', detail: 'may have been carried out' });
    return 'too_late';
  }
  await recordNext(context, leased, { state: 'refused', code: 'canceled', detail: 'withdrawn' });
  return 'withdrawn';
}
