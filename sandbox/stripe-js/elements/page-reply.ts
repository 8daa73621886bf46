import type { ChangeResolveDetails } from '@stripe/stripe-js';

/** What an event hands to the page for its answer. */
export interface PageReply {
  resolve(details?: ChangeResolveDetails): void;
  reject(): void;
}

/** A page has this long to answer a change of address or delivery. */
const PATIENCE_MS = 20_000;

/**
 * Makes the two answers of an event, of which the first counts; no answer in time is a no. `accept` may throw for
 * details that cannot be: the page is told so, and may still answer.
 */
export function awaitReply(on: {
  readonly accept: (details: ChangeResolveDetails) => void;
  readonly settled: (status: 'choosing' | 'refused') => void;
}): PageReply {
  let isSettled = false;
  const settle = (status: 'choosing' | 'refused') => {
    if (isSettled) return;
    isSettled = true;
    window.clearTimeout(patience);
    on.settled(status);
  };
  const reject = () => settle('refused');
  const patience = window.setTimeout(reject, PATIENCE_MS);
  const resolve = (details: ChangeResolveDetails = {}) => {
    if (isSettled) return;
    on.accept(details);
    settle('choosing');
  };
  return { resolve, reject };
}
