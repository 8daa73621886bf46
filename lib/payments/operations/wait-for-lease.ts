import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentsContext } from '../context';
import type { Operation, Purpose } from './operation';
import { type OpenRequest, openOrJoin, takeLease } from './store';
import { loadOperation } from './stored';

/** Milliseconds: a little longer than the calls of the one who holds the lease may take. */
const PATIENCE = 12_000;
const PAUSE = 100;

/**
 * Takes an operation for this process, waiting for the double click or other tab that has it now.
 * @returns the leased operation, or null when it was finished meanwhile or the wait was too long
 */
export async function waitForLease(
  context: PaymentsContext,
  id: string,
  patience = PATIENCE,
): Promise<Operation | null> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const leased = await takeLease(context, id);
    if (leased) return leased;
    const current = await loadOperation(context, id);
    if (
      current === null ||
      current.state === 'done' ||
      current.state === 'refused' ||
      current.state === 'needs_human'
    ) {
      return null;
    }
    await sleep(PAUSE);
  }
  return null;
}

/** Opens an operation, or waits for whoever has it open; `leased` is null when that was finished meanwhile. */
export async function openAndLease(
  context: PaymentsContext,
  request: OpenRequest<Purpose>,
): Promise<{ readonly id: string; readonly leased: Operation | null }> {
  const { operation, isLeased } = await openOrJoin(context, request);
  const { id } = operation;
  return { id, leased: isLeased ? operation : await waitForLease(context, id) };
}
