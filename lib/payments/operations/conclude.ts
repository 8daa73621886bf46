import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type RefusalCode, refused } from '../domain/refusal';
import type { ProviderFailure, Started } from '../provider';
import { driverOf, isStart, type RunnableOperation } from './drivers';
import { isBeyondFindingOut, mayConcludeNothingHappened } from './key-age';
import type { Next } from './store';

/** How a pass leaves an operation, and what the person who waits is told. */
export type Conclusion = { readonly next: Next; readonly outcome: Outcome };

/** Every earlier attempt is known not to have been carried out: nothing can have happened yet. */
export function isHarmless({ state, attempts, attemptsTurnedAway }: RunnableOperation): boolean {
  return state === 'open' && attemptsTurnedAway >= attempts - 1;
}

/** The same of a row that nobody holds. */
export function isHarmlessAtRest({
  state,
  attempts,
  attemptsTurnedAway,
  leaseToken,
}: Pick<RunnableOperation, 'state' | 'attempts' | 'attemptsTurnedAway' | 'leaseToken'>): boolean {
  return state === 'open' && attempts > 0 && attemptsTurnedAway === attempts && leaseToken === null;
}

function refuse(code: RefusalCode, detail: string): Conclusion {
  return { next: { state: 'refused', code, detail }, outcome: refused(code, detail) };
}

/** It may have happened. When that could not be found out for days, nobody but a person can. */
function stillUnknown(
  context: PaymentsContext,
  operation: RunnableOperation,
  next: Extract<Next, { state: 'unknown' | 'unchanged' }>,
): Conclusion {
  const mayHaveHappened = next.state === 'unknown' || operation.state === 'unknown';
  return {
    next:
      mayHaveHappened && isBeyondFindingOut(operation, context.now())
        ? { state: 'needs_human', detail: next.detail }
        : next,
    outcome: { kind: 'unknown', operationId: operation.id },
  };
}

/**
 * Whether a refusal says nothing of what was begun. Wrong keys are refused before anything is looked at, and a refused
 * read of a known object leaves that object, and the buyer who may be paying for it, as they were.
 */
function isBesideThePoint(operation: RunnableOperation, code: RefusalCode): boolean {
  if (code === 'misconfigured') return !isHarmless(operation);
  return operation.objectId !== null && code !== 'not_found';
}

/** The provider could not be asked, or would not listen. */
function onTurnedAway(context: PaymentsContext, operation: RunnableOperation, detail: string): Conclusion {
  if (!isHarmless(operation)) return stillUnknown(context, operation, { state: 'unchanged', detail });
  // What can wait is done later; of what can't, the buyer may be told that nothing happened.
  return driverOf(operation).isDeferrable(operation)
    ? { next: { state: 'deferred', detail }, outcome: { kind: 'deferred', operationId: operation.id } }
    : refuse('payments_unavailable', detail);
}

/** What a failure means for an operation, and for the person who waits. The table of docs/02. */
export function onFailure(
  context: PaymentsContext,
  operation: RunnableOperation,
  failure: ProviderFailure,
): Conclusion {
  const { detail } = failure;
  switch (failure.kind) {
    case 'declined':
    case 'refused':
      return isBesideThePoint(operation, failure.code)
        ? stillUnknown(context, operation, { state: 'unchanged', detail })
        : refuse(failure.code, detail);
    case 'unknown':
      return stillUnknown(context, operation, { state: 'unknown', keySpent: failure.keySpent, detail });
    case 'rate_limited':
    case 'unavailable':
      return onTurnedAway(context, operation, detail);
    default:
      return failure satisfies never;
  }
}

/** Nothing of it was found. */
export function onNothingMade(context: PaymentsContext, operation: RunnableOperation): Conclusion {
  if (operation.state === 'awaiting_buyer') return refuse('expired', 'no longer there to be confirmed');
  if (!mayConcludeNothingHappened(operation, context.now())) {
    return stillUnknown(context, operation, { state: 'unknown', keySpent: true, detail: 'not listed yet' });
  }
  // Accepted and never carried out: it goes again, under a new key, since the old one would only repeat its failure.
  const { id: operationId } = operation;
  const driver = driverOf(operation);
  const renewed = { state: 'renewed', detail: 'nothing was made' } as const;
  if (driver.isDeferrable(operation)) return { next: renewed, outcome: { kind: 'deferred', operationId } };
  if (driver.isRepeatable) return { next: renewed, outcome: { kind: 'unknown', operationId } };
  return refuse(isStart(operation) ? 'processing_error' : 'not_carried_out', 'nothing was made');
}

/** It exists at the provider, and is not settled yet. */
export function onUnsettled(operation: RunnableOperation, { id, state, action }: Started): Conclusion {
  const { id: operationId } = operation;
  const objectType = driverOf(operation).objectType;
  const waiting: Next = { state: 'awaiting_buyer', objectType, objectId: id };
  switch (state) {
    case 'awaiting_buyer':
      return {
        next: waiting,
        outcome: action
          ? { kind: 'requires_action', operationId, action }
          : { kind: 'processing', operationId },
      };
    case 'processing':
    case 'settled':
      return { next: waiting, outcome: { kind: 'processing', operationId } };
    case 'ended':
      return refuse('expired', id);
    default:
      return state satisfies never;
  }
}
