import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type RefusalCode, refused } from '../domain/refusal';
import type { PaymentProvider, ProviderFailure, Started } from '../provider';
import { syncObject } from '../sync';
import { mayConcludeNothingHappened } from './key-age';
import { type StartOperation, sendStart, startedType } from './send-start';
import { type Next, recordNext } from './store';

type Conclusion = { readonly next: Next; readonly outcome: Outcome };

/** The first request of a new row: had it not been carried out, nothing was. */
function isFirstTry({ state, attempts }: StartOperation): boolean {
  return state === 'open' && attempts <= 1;
}

/**
 * Whether a refusal says nothing of what was begun. Wrong keys are refused before anything is looked at, and a refused
 * read of a known object leaves that object, and the buyer who may be paying for it, as they were.
 */
function isBesideThePoint(operation: StartOperation, code: RefusalCode): boolean {
  if (code === 'misconfigured') return !isFirstTry(operation);
  return operation.objectId !== null && code !== 'not_found';
}

/** What a failure means for an operation, and for the person who waits. */
function onFailure(operation: StartOperation, failure: ProviderFailure): Conclusion {
  const { id: operationId } = operation;
  const { detail } = failure;
  const unchanged: Conclusion = {
    next: { state: 'unchanged', detail },
    outcome: { kind: 'unknown', operationId },
  };
  switch (failure.kind) {
    case 'declined':
    case 'refused': {
      const { code } = failure;
      if (isBesideThePoint(operation, code)) return unchanged;
      return { next: { state: 'refused', code, detail }, outcome: refused(code, detail) };
    }
    case 'unknown': {
      const { keySpent } = failure;
      return { next: { state: 'unknown', keySpent, detail }, outcome: { kind: 'unknown', operationId } };
    }
    case 'rate_limited':
    case 'unavailable':
      // The first request of a new row was not carried out: nothing can have happened, and the buyer may be told so.
      return isFirstTry(operation)
        ? {
            next: { state: 'refused', code: 'payments_unavailable', detail },
            outcome: refused('payments_unavailable', detail),
          }
        : unchanged;
    default:
      return failure satisfies never;
  }
}

function onNothingMade(context: PaymentsContext, operation: StartOperation): Conclusion {
  const detail = 'nothing was made';
  return mayConcludeNothingHappened(operation, context.now())
    ? {
        next: { state: 'refused', code: 'processing_error', detail },
        outcome: refused('processing_error', detail),
      }
    : {
        next: { state: 'unknown', keySpent: true, detail: 'not listed yet' },
        outcome: { kind: 'unknown', operationId: operation.id },
      };
}

function onStarted(operation: StartOperation, { id, state, action }: Started): Conclusion {
  const { id: operationId } = operation;
  const waiting: Next = { state: 'awaiting_buyer', objectType: startedType(operation), objectId: id };
  switch (state) {
    case 'awaiting_buyer':
      return {
        next: waiting,
        outcome: action
          ? { kind: 'requires_action', operationId, action }
          : { kind: 'processing', operationId },
      };
    case 'processing':
    // Closed by the sync that writes the mirror, never by an answer: see `settle`.
    case 'settled':
      return { next: waiting, outcome: { kind: 'processing', operationId } };
    case 'ended':
      return { next: { state: 'refused', code: 'expired', detail: id }, outcome: refused('expired', id) };
    default:
      return state satisfies never;
  }
}

/** The payments of the subscription's invoices come with no other read; a webhook may have brought them already. */
async function syncPaymentsOf(
  context: PaymentsContext,
  subscriptionId: string,
  provider: PaymentProvider,
): Promise<void> {
  const { prisma } = context.database;
  const invoices = await prisma.invoice.findMany({
    where: { provider: provider.name, subscriptionId },
    select: { paymentIds: true },
  });
  for (const id of invoices.flatMap(({ paymentIds }) => paymentIds)) {
    const known = await prisma.payment.count({ where: { provider: provider.name, id, status: 'succeeded' } });
    if (known === 0) await syncObject(context, 'payment', id, provider);
  }
}

/** Has the mirror say that it is settled, which closes the operation in the same transaction. */
async function settle(
  context: PaymentsContext,
  operation: StartOperation,
  started: Started,
  provider: PaymentProvider,
): Promise<Outcome> {
  const synced = await syncObject(context, startedType(operation), started.id, provider);
  if (startedType(operation) === 'subscription') await syncPaymentsOf(context, started.id, provider);
  return { kind: synced.kind === 'synced' ? 'done' : 'processing', operationId: operation.id };
}

/**
 * One pass over a leased start of a subscription or a payment: does what is due at the provider, writes down how it
 * stands and gives the lease back. Safe after a crash at any point: the next pass sends the same key or finds the object.
 */
export async function advanceStart(
  context: PaymentsContext,
  operation: StartOperation,
  provider: PaymentProvider = context.provider,
): Promise<Outcome> {
  const result = await sendStart(context, operation, provider);
  if (result.kind !== 'ok') return conclude(context, operation, onFailure(operation, result));
  if (result.value === null) return conclude(context, operation, onNothingMade(context, operation));
  const outcome = await conclude(context, operation, onStarted(operation, result.value));
  return result.value.state === 'settled' ? settle(context, operation, result.value, provider) : outcome;
}

async function conclude(
  context: PaymentsContext,
  operation: StartOperation,
  conclusion: Conclusion,
): Promise<Outcome> {
  await recordNext(context, operation, conclusion.next);
  return conclusion.outcome;
}
