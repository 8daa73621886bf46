import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhenResult,
  noJitterGenerator,
} from 'cockatiel';
import { AVAILABLE, type ProviderHealth } from '../domain/provider-health';
import type { Attempt } from './passage';
import { TransportError, TurnedAway } from './transport-error';

/** So many failures with no success between them open the circuit: more than one call makes with its retries. */
const FAILURES = 5;
/** How long the circuit stays open before a read may try again, milliseconds; longer each time, up to the last. */
const REST = { initialDelay: 1_000, maxDelay: 5_000, generator: noJitterGenerator } as const;
const PROBE_EVERY_MS = 1_000;

/** The provider in trouble. A 4xx, a decline or a 429 is an answer: whoever gives it is there. */
function isFailure(result: unknown): boolean {
  if (result instanceof TransportError) return true;
  return typeof result === 'object' && result !== null && 'status' in result && Number(result.status) >= 500;
}

/**
 * One process's circuit breaker for one class of calls. Once the provider has failed five times in a row nothing is sent
 * any more: each call fails at once, as one that never left, instead of keeping a person waiting for its deadline and
 * adding to the load of a provider that is coming back. Only reads try again, since a read that fails has done nothing;
 * after one of them succeeded everything passes.
 */
export class CircuitBreaker {
  private readonly policy = circuitBreaker(handleWhenResult(isFailure), {
    halfOpenAfter: new ExponentialBackoff(REST),
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  private since = new Date(0);
  private failing = false;
  private timer: NodeJS.Timeout | null = null;
  private probe: (() => Promise<unknown>) | null = null;

  /** @param onChange told when the circuit opens (`down`) and when it closes again */
  constructor(onChange: (health: ProviderHealth) => void = () => {}) {
    this.policy.onStateChange((state) => {
      if (state === CircuitState.HalfOpen) return;
      if (state === CircuitState.Open && this.since.getTime() > 0) return; // a probe failed: down since before
      this.since = state === CircuitState.Open ? new Date() : new Date(0);
      onChange(this.health());
    });
  }

  /** The read that is sent again and again while the provider is in trouble; it passes through this breaker as any other. */
  probeWith(read: () => Promise<unknown>): void {
    this.probe = read;
  }

  /** What is known from calls made already: asking costs nothing. */
  health(): ProviderHealth {
    return this.since.getTime() > 0 ? { state: 'down', since: this.since } : AVAILABLE;
  }

  /** Whether an attempt may be made now; a read may find out whether the provider is back. */
  admits(reads: boolean): boolean {
    const { state } = this.policy;
    // Behind a probe under way cockatiel would let a call wait for its end, and that may take a whole deadline.
    return state === CircuitState.Closed || (state === CircuitState.Open && reads);
  }

  /** Runs one attempt, or answers for it when it must not be made. */
  async attempt(reads: boolean, run: () => Promise<Attempt>): Promise<Attempt> {
    if (!this.admits(reads)) return this.turnAway();
    try {
      const result = await this.policy.execute(run);
      this.failing = isFailure(result);
      if (this.failing) this.suspect();
      return result;
    } catch (error) {
      if (error instanceof BrokenCircuitError) return this.turnAway();
      throw error;
    }
  }

  /**
   * Probes until the provider answers: an outage shows within seconds of the first call it fails, and its end without a
   * person having to try.
   */
  suspect(): void {
    if (this.timer !== null || this.probe === null) return;
    const { probe } = this;
    const again = async (): Promise<void> => {
      await probe().catch(() => {}); // judged where every attempt is
      this.timer = null;
      if (this.failing || this.policy.state !== CircuitState.Closed) this.suspect();
    };
    this.timer = setTimeout(() => void again(), PROBE_EVERY_MS);
    this.timer.unref();
  }

  /** The answer to an attempt that must not be made. */
  turnAway(): TurnedAway {
    this.suspect();
    return new TurnedAway('the provider is in trouble: not tried');
  }
}
