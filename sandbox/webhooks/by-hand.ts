import type { Ledger } from '../api/kernel/ledger';
import type { Dispatcher } from './dispatcher';
import { schedule } from './record-events';
import { deliveries, events } from './records';

/** Makes what was held back due. */
export function release(ledger: Ledger): void {
  for (const account of ledger.store.accountNames()) {
    const tx = ledger.begin(account);
    for (const item of tx.where(deliveries, 'state', 'held').reverse()) {
      tx.put(deliveries, { ...item, state: 'pending', next_attempt_at: ledger.clock.milliseconds() });
    }
    ledger.commit(tx);
  }
}

/** Sends an event once more to everybody it was for. Answers false when there is no such event. */
export function redeliver(ledger: Ledger, eventId: string): boolean {
  for (const account of ledger.store.accountNames()) {
    const tx = ledger.begin(account);
    const event = tx.get(events, eventId);
    if (!event) continue;
    const targets = new Map(tx.where(deliveries, 'event', eventId).map((item) => [item.target, item.url]));
    for (const [id, url] of targets) schedule(tx, event, { id, url }, 'pending');
    ledger.commit(tx);
    return true;
  }
  return false;
}

/**
 * Tries a delivery again at once, whatever it waits for or has ended in; without an id, all that wait for their
 * next try. Answers how many.
 */
export function retryNow(ledger: Ledger, dispatcher: Dispatcher, id: string | null): number {
  let count = 0;
  for (const account of ledger.store.accountNames()) {
    const tx = ledger.begin(account);
    const one = id === null ? undefined : tx.get(deliveries, id);
    const items = id === null ? tx.where(deliveries, 'state', 'pending').reverse() : one ? [one] : [];
    for (const item of items) {
      dispatcher.hasten(item.id);
      tx.put(deliveries, { ...item, state: 'pending', next_attempt_at: ledger.clock.milliseconds() });
    }
    ledger.commit(tx);
    count += items.length;
  }
  return count;
}

/** How many of an event's receivers have not answered it with 2xx yet. */
export function pendingWebhooks(states: readonly { target: string; state: string }[]): number {
  const open = new Set(states.map((item) => item.target));
  for (const item of states) if (item.state === 'delivered') open.delete(item.target);
  return open.size;
}
