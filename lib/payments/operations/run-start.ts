import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { parseRefusalCode, type Refused, refused } from '../domain/refusal';
import { abandonStart } from './abandon-start';
import { advanceStart } from './advance-start';
import { hashParams, type Operation } from './operation';
import type { StartOperation } from './send-start';
import { loadOperation, type OpenRequest, openOrJoin, recordNext } from './store';
import { waitForLease } from './wait-for-lease';

export type StartRequest = OpenRequest<'start_subscription'> | OpenRequest<'start_payment'>;

/** Each round closes an operation that was in the way; more than these mean that somebody keeps opening new ones. */
const ROUNDS = 4;

function isStart(operation: Operation): operation is StartOperation {
  return operation.purpose !== 'create_customer';
}

function open(context: PaymentsContext, request: StartRequest): Promise<Operation> {
  return request.purpose === 'start_subscription'
    ? openOrJoin(context, request)
    : openOrJoin(context, request);
}

/** What to tell somebody who joined an operation that another tab has or that is closed. */
function outcomeOfUnleased(operation: Operation | null): Outcome {
  switch (operation?.state) {
    case 'done':
      return { kind: 'done', operationId: operation.id };
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

/** One operation in the way of other parameters: `null` when it is out of the way. */
async function clearTheWay(context: PaymentsContext, operation: StartOperation): Promise<Outcome | null> {
  const outcome = await advanceStart(context, operation);
  if (outcome.kind !== 'requires_action') return outcome.kind === 'refused' ? null : outcome;
  const leased = await waitForLease(context, operation.id);
  if (!leased || !isStart(leased)) return null;
  const abandoned = await abandonStart(context, leased, 'canceled');
  if (abandoned.kind === 'abandoned' || abandoned.outcome.kind === 'refused') return null;
  // Still waiting for its buyer, but for other parameters: confirming that would charge what was not picked.
  return abandoned.outcome.kind === 'requires_action'
    ? refused('payments_unavailable', 'what was begun before could not be given up')
    : abandoned.outcome;
}

/** Gives the lease back; an operation that sent nothing yet is closed, so that the completer never sends it. */
async function object(
  context: PaymentsContext,
  operation: StartOperation,
  objection: Refused,
): Promise<Outcome> {
  const { code, detail } = objection;
  const nothingSent = operation.state === 'open' && operation.attempts <= 1;
  await recordNext(
    context,
    operation,
    nothingSent ? { state: 'refused', code, detail } : { state: 'unchanged', detail },
  );
  return objection;
}

/**
 * Starts what is asked, or goes on with what was started for the same slot: a double click, a second tab, a reload and
 * a retry after a crash all end in one object at the provider. Other parameters for the same slot close the old
 * operation first; if that was paid meanwhile, it has won and is what is answered.
 * @param mayGoOn asked once the slot is held, so that nothing can slip in between the question and the start
 */
export async function runStart(
  context: PaymentsContext,
  request: StartRequest,
  mayGoOn: (operation: StartOperation) => Promise<Refused | null>,
): Promise<Outcome> {
  const wanted = hashParams(request.params);
  for (let round = 0; round < ROUNDS; round++) {
    const held = await open(context, request);
    const operation = await waitForLease(context, held.id);
    if (!operation || !isStart(operation)) {
      const current = await loadOperation(context, held.id);
      // Closed as refused by the other tab: start afresh, as pressing the button again would.
      if (current?.state === 'refused' && round + 1 < ROUNDS) continue;
      return outcomeOfUnleased(current);
    }
    const objection = await mayGoOn(operation);
    if (objection) return object(context, operation, objection);
    if (operation.paramsHash !== wanted) {
      const inTheWay = await clearTheWay(context, operation);
      if (inTheWay) return inTheWay;
      continue;
    }
    const resumed = operation.objectId !== null;
    const outcome = await advanceStart(context, operation);
    // What was begun has ended at the provider (expired, voided): the buyer asked to begin, so begin anew.
    if (resumed && outcome.kind === 'refused' && outcome.code === 'expired') continue;
    return outcome;
  }
  return refused('processing_error', 'too many rounds');
}
