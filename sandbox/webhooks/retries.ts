import { z } from 'zod';

/** The pace of retries: the sandbox's own, or Stripe's in a sandbox account or in live mode, by the real clock. */
export const paceSchema = z.enum(['fast', 'test', 'live']);
export type Pace = z.infer<typeof paceSchema>;

const MINUTE = 60;
const HOUR = 3600;

/** Three tries over a few hours; Stripe does not publish the pauses (inferred). */
const TEST = [HOUR, 2 * HOUR];
/** Exponential over up to three days; Stripe does not publish the pauses (inferred). */
const LIVE = [
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
];

const FAST_TRIES = 20;
const LONGEST_FAST_PAUSE = 120;

/** Seconds until the next try after so many failed ones, or null when that was the last. */
export function pauseAfter(attempts: number, pace: Pace): number | null {
  switch (pace) {
    case 'fast':
      return attempts >= FAST_TRIES ? null : Math.min(2 ** (attempts - 1), LONGEST_FAST_PAUSE);
    case 'test':
      return TEST[attempts - 1] ?? null;
    case 'live':
      return LIVE[attempts - 1] ?? null;
  }
}
