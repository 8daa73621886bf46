import type { ProviderFailure } from '@/lib/payments/provider';
import type { Line } from '../../support/gated-provider';
import { LaggingReads } from '../../support/lagging-reads';
import type { Random } from '../random';

const TROUBLES: readonly [ProviderFailure, ...ProviderFailure[]] = [
  { kind: 'unavailable', detail: 'simulated' },
  { kind: 'rate_limited', detail: 'simulated' },
  { kind: 'unknown', detail: 'simulated', keySpent: false },
];

/** A line to the provider on which requests fail now and then, and answers take their time or lag behind. */
export class UnsteadyLine implements Line {
  readonly lag = new LaggingReads();
  /** How many turns of others a slow answer takes at least, and how many of all answers are slow. */
  slowest = 20;
  slowShare = 0.3;

  constructor(private readonly random: Random) {}

  readonly trouble = (): ProviderFailure | null =>
    this.random.chance(0.06) ? this.random.pick(TROUBLES) : null;

  readonly slowness = (): number =>
    this.random.chance(this.slowShare) ? this.slowest + this.random.below(200) : 0;
}
