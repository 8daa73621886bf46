import type { Ledger } from '../kernel/ledger';
import { expireOverdue } from './subscriptions/lifecycle';

const TICK_MS = 1000;

/** Does what time makes due in billing, for every account: at once for what fell due before, then every second. */
export function startBillingClock(ledger: Ledger): { close(): void } {
  const tick = () => {
    for (const account of ledger.store.accountNames()) {
      const tx = ledger.begin(account);
      expireOverdue(tx);
      ledger.commit(tx);
    }
  };
  tick();
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
