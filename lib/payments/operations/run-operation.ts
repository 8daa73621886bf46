import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { parseRefusalCode, type Refused, refused } from '../domain/refusal';
import { abandon } from './abandon';
import { advance } from './advance';
import { isHarmless } from './conclude';
import { isRunnable, isStart, type RunnableOperation, type RunnablePurpose } from './drivers';
import { hashParams, type Operation } from './operation';
import { type Next, type OpenRequest, recordNext } from './store';
import { loadOperation } from './stored';
import { openAndLease, waitForLease } from './wait-for-lease';

export type RunRequest = OpenRequest<RunnablePurpose>;

/** Each round closes an operation that was in the way; more than these mean that somebody keeps opening new ones. */
const ROUNDS = 4;

/** Whether an operation is the one that was asked for, and not another that holds its slot. */
function isAsked({ purpose, paramsHash }: Operation, request: RunRequest): boolean {
  return purpose === request.purpose && paramsHash === hashParams(request.params);
}

/** What to tell somebody who joined an operation that another tab has or that is closed. */
function outcomeOfUnleased(operation: Operation | null, request: RunRequest): Outcome {
  switch (operation?.state) {
    case 'done':
      // A cart is paid, whatever was in it. A change that another tab has made is not the one that was asked for here.
      return isStart(operation) || isAsked(operation, request)
        ? { kind: 'done', operationId: operation.id }
        : refused('changed_meanwhile', operation.id);
    case 'refused':
      return refused(parseRefusalCode(operation.refusalCode));
    case 'open':
    case 'awaiting_buyer':
    case 'unknown':
    case 'needs_human':
      return { kind: 'unknown', operationId: operation.id };
    default:
      return refused('not_found');
  }
}

/** What an operation in the way came to, for somebody who asked for something else; `null` when it is out of the way. */
function inTheWay(operation: RunnableOperation, outcome: Outcome): Outcome | null {
  if (outcome.kind === 'refused') return null;
  if (outcome.kind === 'done' && !isStart(operation)) return refused('changed_meanwhile', operation.id);
  return outcome;
}

/** One operation in the way of other parameters: `null` when it is out of the way. */
async function clearTheWay(context: PaymentsContext, operation: RunnableOperation): Promise<Outcome | null> {
  // Accepted and never sent: the newer wish takes its place.
  if (!isStart(operation) && isHarmless(operation)) {
    await recordNext(context, operation, { state: 'refused', code: 'canceled', detail: 'replaced' });
    return null;
  }
  const outcome = await advance(context, operation);
  if (outcome.kind !== 'requires_action') return inTheWay(operation, outcome);
  const leased = await waitForLease(context, operation.id);
  if (!leased || !isRunnable(leased)) return null;
  const abandoned = await abandon(context, leased, 'canceled');
  if (abandoned.kind === 'abandoned') return null;
  // Still waiting for its buyer, but for other parameters: confirming that would charge what was not picked.
  return abandoned.outcome.kind === 'requires_action'
    ? refused('payments_unavailable', 'what was begun before could not be given up')
    : inTheWay(operation, abandoned.outcome);
}

/**
 * Gives the lease back; an operation that sent nothing yet is closed, so that the completer never sends it. Not one that was
 * asked for by another page: what speaks against this wish does not speak against that one.
 */
async function object(
  context: PaymentsContext,
  operation: RunnableOperation,
  request: RunRequest,
  objection: Refused,
): Promise<Outcome> {
  const { code, detail } = objection;
  const next = (): Next => {
    if (!isHarmless(operation)) return { state: 'unchanged', detail };
    const isMeant = isStart(operation) || isAsked(operation, request);
    return isMeant ? { state: 'refused', code, detail } : { state: 'deferred', detail: 'left as it was' };
  };
  await recordNext(context, operation, next());
  return objection;
}

/**
 * Does what is asked, or goes on with what was begun for the same slot: a double click, a second tab, a reload and a retry
 * after a crash all end in one result at the provider. Other parameters for the same slot close the old operation first; if
 * that was carried out meanwhile, it has won.
 * @param mayGoOn asked once the slot is held, so that nothing can slip in between the question and the sending
 */
export async function runOperation(
  context: PaymentsContext,
  request: RunRequest,
  mayGoOn: (operation: RunnableOperation) => Promise<Refused | null>,
): Promise<Outcome> {
  for (let round = 0; round < ROUNDS; round++) {
    const { id, leased: operation } = await openAndLease(context, request);
    if (!operation || !isRunnable(operation)) {
      const current = await loadOperation(context, id);
      // Closed as refused by the other tab: start afresh, as pressing the button again would.
      if (current?.state === 'refused' && round + 1 < ROUNDS) continue;
      return outcomeOfUnleased(current, request);
    }
    const objection = await mayGoOn(operation);
    if (objection) return object(context, operation, request, objection);
    if (!isAsked(operation, request)) {
      const other = await clearTheWay(context, operation);
      if (other) return other;
      continue;
    }
    const resumed = operation.objectId !== null;
    const outcome = await advance(context, operation);
    // What was begun has ended at the provider (expired, voided): the buyer asked to begin, so begin anew.
    if (resumed && outcome.kind === 'refused' && outcome.code === 'expired') continue;
    return outcome;
  }
  return refused('processing_error', 'too many rounds');
}
