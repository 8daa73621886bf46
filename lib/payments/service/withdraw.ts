import type { PaymentsContext } from '../context';
import { abandon } from '../operations/abandon';
import { isHarmless } from '../operations/conclude';
import { isRunnable, isStart } from '../operations/drivers';
import { recordNext } from '../operations/store';
import { loadOperationOf } from '../operations/stored';
import { waitForLease } from '../operations/wait-for-lease';

/** Milliseconds a person is kept waiting while it is being tried. */
const PATIENCE = 2_000;

/**
 * Takes back a change that is not finished. Under the lease, so that nobody is sending it at that moment; and only when it
 * waits to be paid, and the provider gives it up, or when every attempt so far is known not to have been carried out.
 */
export async function withdraw(
  context: PaymentsContext,
  userId: string,
  operationId: string,
): Promise<'withdrawn' | 'too_late' | 'not_found'> {
  const operation = await loadOperationOf(context, userId, operationId);
  if (!operation || !isRunnable(operation) || isStart(operation)) return 'not_found';
  const leased = await waitForLease(context, operation.id, PATIENCE);
  if (!leased || !isRunnable(leased)) return 'too_late';
  if (leased.state === 'awaiting_buyer') {
    const abandoned = await abandon(context, leased, 'canceled');
    return abandoned.kind === 'abandoned' ? 'withdrawn' : 'too_late';
  }
  if (!isHarmless(leased)) {
    await recordNext(context, leased, { state: 'unchanged', detail: 'may have been carried out' });
    return 'too_late';
  }
  await recordNext(context, leased, { state: 'refused', code: 'canceled', detail: 'withdrawn' });
  return 'withdrawn';
}
