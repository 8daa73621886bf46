import { defineControl, none } from './define';

/** Forgets all accounts, and ends every trouble. */
export const reset = defineControl({
  method: 'POST',
  path: '/reset',
  body: none,
  run({ parts: { dispatcher, ledger, log, disturbance, feed } }) {
    dispatcher.forget();
    ledger.store.wipe();
    ledger.trouble.clear();
    log.clear();
    disturbance.latency = 0;
    disturbance.faults.clear();
    disturbance.limiter.set({ mode: 'off' });
    feed.publish('reset', {});
    return { ok: true };
  },
});
