/** How often an event is tried before it is a dead letter. */
export const MAX_ATTEMPTS = 16;

const FIRST_SECONDS = 4;
const LONGEST_SECONDS = 4 * 3600;

/**
 * Seconds to wait after the given failed attempt (1 is the first): full jitter, so that what failed together does not
 * come back together. All tries together span most of a day of trouble at the provider.
 */
export function retryDelaySeconds(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1));
}
