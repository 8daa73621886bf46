import type { PaymentsContext } from '../context';
import { decideAccess } from '../domain/access';
import { findSellable } from '../domain/catalog';
import { money } from '../domain/money';
import { parseRefusalCode, refused } from '../domain/refusal';
import type { Completion } from '../domain/views';
import { advance } from '../operations/advance';
import { isStart, type StartOperation } from '../operations/drivers';
import type { Operation } from '../operations/operation';
import { loadOperation, loadOperationOf } from '../operations/stored';
import { waitForLease } from '../operations/wait-for-lease';

/** Milliseconds a page is kept waiting for another tab's look at the same checkout. */
const PATIENCE = 1_500;

async function subscribed(
  { database, provider }: PaymentsContext,
  id: string,
  lookupKey: string,
): Promise<Completion | null> {
  const where = { provider_id: { provider: provider.name, id } };
  const subscription = await database.prisma.subscription.findUnique({ where });
  if (!subscription) return null;
  const items = await database.prisma.subscriptionItem.findMany({
    where: { provider: provider.name, subscriptionId: id },
    select: { lookupKey: true },
  });
  const { status, awaitingSetup, trialEnd } = subscription;
  const access = decideAccess([
    { status, awaitingSetup, lookupKeys: items.map(({ lookupKey }) => lookupKey) },
  ]);
  if (status === 'incomplete' || awaitingSetup) return null;
  // Paid once, and over by now: an old completion page opened again.
  if (!access.granted) return { kind: 'ended', lookupKey, refusal: refused('expired') };
  return { kind: 'subscribed', plan: access.plan, trialEnd: status === 'trialing' ? trialEnd : null };
}

async function paid({ database, provider }: PaymentsContext, id: string): Promise<Completion | null> {
  const payment = await database.prisma.payment.findUnique({
    where: { provider_id: { provider: provider.name, id } },
  });
  if (payment?.status !== 'succeeded' || payment.lookupKey === null) return null;
  return {
    kind: 'paid',
    lookupKey: payment.lookupKey,
    amount: money(payment.amountReceived, payment.currency),
  };
}

/** A finished operation, told from the mirror; calls nobody. */
async function tellFinished(context: PaymentsContext, operation: StartOperation): Promise<Completion> {
  const { lookupKey } = operation.params;
  if (operation.state === 'refused') {
    return { kind: 'ended', lookupKey, refusal: refused(parseRefusalCode(operation.refusalCode)) };
  }
  const { objectId } = operation;
  if (objectId === null) return { kind: 'processing' };
  const told =
    operation.purpose === 'start_subscription'
      ? await subscribed(context, objectId, lookupKey)
      : await paid(context, objectId);
  return told ?? { kind: 'processing' };
}

/**
 * Finds out how an unfinished one stands: the same read and the same sync as the webhook's, so that it is right whether
 * that came before, comes later or never does (failure 1). The invoice and the card come with it, for the billing page.
 */
async function findOut(context: PaymentsContext, operation: StartOperation): Promise<Completion> {
  const leased = await waitForLease(context, operation.id, PATIENCE);
  // Without the lease it may be finished: the webhook's sync closed it while we were on our way.
  if (leased && isStart(leased)) {
    const outcome = await advance(context, leased);
    if (outcome.kind === 'requires_action') return { kind: 'unpaid', lookupKey: operation.params.lookupKey };
  }
  const current = await loadOperation(context, operation.id);
  return current && isFinishedStart(current) ? tellFinished(context, current) : { kind: 'processing' };
}

function isFinishedStart(operation: Operation): operation is StartOperation {
  return isStart(operation) && (operation.state === 'done' || operation.state === 'refused');
}

/**
 * How a checkout stands. Safe to call any number of times, by the return page and by its refreshes.
 * @param operationId from the address: believed only if it is this user's (failure 19)
 */
export async function completeCheckout(
  context: PaymentsContext,
  userId: string,
  operationId: string,
): Promise<Completion> {
  const operation = await loadOperationOf(context, userId, operationId);
  if (!operation || !isStart(operation) || !findSellable(operation.params.lookupKey)) {
    return { kind: 'not_found' };
  }
  return isFinishedStart(operation) ? tellFinished(context, operation) : findOut(context, operation);
}
