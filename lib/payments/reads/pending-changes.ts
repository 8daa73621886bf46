import type { PaymentsContext } from '../context';
import { operationInWords } from '../domain/operation-words';
import type { PendingChange } from '../domain/views';
import { isHarmlessAtRest } from '../operations/conclude';
import { isRunnable, isStart } from '../operations/drivers';
import type { Operation } from '../operations/operation';
import { unfinishedOf } from '../operations/stored';

function stateOf(operation: Operation): PendingChange['state'] {
  if (operation.state === 'awaiting_buyer') return 'awaiting_buyer';
  return isHarmlessAtRest(operation) ? 'deferred' : 'checking';
}

/** The user's changes that are not finished, oldest first. A checkout that was begun is the checkout's own business. */
export async function pendingChanges(
  context: PaymentsContext,
  userId: string,
): Promise<readonly PendingChange[]> {
  const operations = await unfinishedOf(context, userId);
  return operations.flatMap((operation) => {
    if (!isRunnable(operation) || isStart(operation)) return [];
    const state = stateOf(operation);
    return [
      {
        operationId: operation.id,
        purpose: operation.purpose,
        subscriptionId: 'subscriptionId' in operation.params ? operation.params.subscriptionId : null,
        state,
        since: operation.createdAt,
        words: operationInWords(operation),
        withdrawable: state !== 'checking',
      },
    ];
  });
}
