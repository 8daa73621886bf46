import type { Clock } from '../clock/clock';

interface Bucket {
  tokens: number;
  /** When it held that many (milliseconds since 1970). */
  at: number;
}

/** A number of turns in a time: so many at once, and as many again in each such time. */
export interface Quota {
  name: string;
  capacity: number;
  seconds: number;
}

/** Full buckets say no more than missing ones; this many may pile up before they are looked for. */
const SWEEP_ABOVE = 5000;
const LONGEST_MS = 24 * 3600 * 1000;

/** Token buckets by name, refilled by the real clock. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  has(quota: Quota): boolean {
    return this.level(quota) >= 1;
  }

  take(quota: Quota): void {
    if (this.buckets.size > SWEEP_ABOVE) this.sweep();
    this.buckets.set(quota.name, { tokens: this.level(quota) - 1, at: this.clock.milliseconds() });
  }

  clear(): void {
    this.buckets.clear();
  }

  private level({ name, capacity, seconds }: Quota): number {
    const bucket = this.buckets.get(name);
    if (!bucket) return capacity;
    const passed = Math.max(0, this.clock.milliseconds() - bucket.at) / 1000;
    return Math.min(capacity, bucket.tokens + (passed * capacity) / seconds);
  }

  private sweep(): void {
    const now = this.clock.milliseconds();
    for (const [name, { at }] of this.buckets) {
      const lasting = name.endsWith('/s') ? 1000 : LONGEST_MS;
      if (now - at > lasting) this.buckets.delete(name);
    }
  }
}
