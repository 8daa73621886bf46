import type { Ledger } from '../kernel/ledger';
import { type Refund, refunds } from './refund';

const TICK_MS = 1000;
/** How long a pending refund stays so, at the sandbox's pace. */
const SETTLES_AFTER_SECONDS = 3;

/** Settles pending refunds when their time has come, for every account. */
export function startRefundClock(ledger: Ledger): { close(): void } {
  const tick = () => {
    for (const account of ledger.store.accountNames()) settleDue(ledger, account);
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

function settleDue(ledger: Ledger, account: string): void {
  const tx = ledger.begin(account);
  for (const refund of tx.where(refunds, 'pending', 'pending')) {
    if (tx.now() - refund.created < SETTLES_AFTER_SECONDS) continue;
    const settled: Refund = { ...refund, status: 'succeeded' };
    tx.put(refunds, settled);
    tx.emitUpdated('refund.updated', refund, settled);
  }
  ledger.commit(tx);
}
