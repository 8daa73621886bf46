import type { PaymentsContext } from '../context';
import { parseRefusalCode, refused } from '../domain/refusal';
import type { ChangeCompletion } from '../domain/views';
import { advance } from '../operations/advance';
import { isHarmless } from '../operations/conclude';
import { isRunnable, isStart, type RunnableOperation } from '../operations/drivers';
import type { Operation } from '../operations/operation';
import { recordNext } from '../operations/store';
import { loadOperation, loadOperationOf } from '../operations/stored';
import { waitForLease } from '../operations/wait-for-lease';

/** Milliseconds a page is kept waiting for another tab's look at the same change. */
const PATIENCE = 1_500;

/** How a change stands by its row alone. */
function tell(operation: Operation | null): ChangeCompletion {
  switch (operation?.state) {
    case undefined:
      return { kind: 'not_found' };
    case 'done':
      return { kind: 'done' };
    case 'refused':
      return { kind: 'ended', refusal: refused(parseRefusalCode(operation.refusalCode)) };
    default:
      return { kind: 'processing' };
  }
}

async function look(context: PaymentsContext, operation: RunnableOperation): Promise<ChangeCompletion> {
  if (isHarmless(operation)) {
    // Accepted and yet to be sent: the completer does that, and a page that is looked at often must not.
    await recordNext(context, operation, { state: 'deferred', detail: 'looked at by its page' });
    return { kind: 'deferred' };
  }
  const outcome = await advance(context, operation);
  if (outcome.kind === 'requires_action') return { kind: 'unpaid', action: outcome.action };
  return tell(await loadOperation(context, operation.id));
}

/** Looks at a change once more and says how it stands. See PaymentService. */
export async function completeChange(
  context: PaymentsContext,
  userId: string,
  operationId: string,
): Promise<ChangeCompletion> {
  const operation = await loadOperationOf(context, userId, operationId);
  if (!operation || !isRunnable(operation) || isStart(operation)) return { kind: 'not_found' };
  if (operation.state === 'done' || operation.state === 'refused') return tell(operation);
  const leased = await waitForLease(context, operation.id, PATIENCE);
  // Without the lease it may be finished: the webhook's sync closed it while we were on our way.
  if (!leased || !isRunnable(leased)) return tell(await loadOperation(context, operation.id));
  return look(context, leased);
}
