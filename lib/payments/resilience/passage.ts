import type { CircuitBreaker } from './breaker';
import type { RateLimiter } from './rate-limiter/rate-limiter';
import type { IncomingResponse, OutgoingRequest } from './send';
import { type TransportError, TurnedAway } from './transport-error';

/** Who waits for a call: a person, or nobody. */
export type CallClass = 'interactive' | 'background';

/** What one attempt brought. */
export type Attempt = IncomingResponse | TransportError;

/**
 * What stands before each attempt of a call: it runs it, now or in its turn, or answers for it.
 * @param milliseconds what is left of the call's deadline
 */
export type Passage = (
  request: OutgoingRequest,
  milliseconds: number,
  run: () => Promise<Attempt>,
) => Promise<Attempt>;

/** Nothing stands before it. */
export const straight: Passage = (_request, _milliseconds, run) => run();

/** The limiter's turn first, so that the breaker judges the provider and not our own queue. */
export function guarded(breaker: CircuitBreaker, limiter: RateLimiter, callClass: CallClass): Passage {
  return async (request, milliseconds, run) => {
    const reads = request.method === 'GET';
    if (!breaker.admits(reads)) return breaker.turnAway();
    const turn = await limiter.enter(request, callClass, milliseconds);
    if (turn.kind === 'turned_away') return new TurnedAway(turn.reason);
    try {
      const result = await breaker.attempt(reads, run);
      turn.heard(result);
      return result;
    } finally {
      turn.leave();
    }
  };
}
