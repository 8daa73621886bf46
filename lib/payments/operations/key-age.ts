import type { Operation } from './operation';

const HOUR = 3_600_000;

/** Stripe may forget a key after 24 hours; a key sent after that makes a second object. */
const LONGEST_KEY_LIFE = 23 * HOUR;

/** Lists show what was made at once; this leaves room for a request still at work when its answer was lost. */
const SETTLING_TIME = 60_000;

function since(moment: Date | null, now: Date): number {
  return moment ? now.getTime() - moment.getTime() : 0;
}

/** Whether the operation's key may be sent (again): young enough, and not answered by a saved 5xx. */
export function isKeyUsable(operation: Operation, now: Date): boolean {
  return operation.keySpentAt === null && since(operation.firstSentAt, now) < LONGEST_KEY_LIFE;
}

/** Whether not finding what an operation made proves that it made nothing. */
export function mayConcludeNothingHappened(operation: Operation, now: Date): boolean {
  return since(operation.keySpentAt ?? operation.firstSentAt, now) > SETTLING_TIME;
}

/** Days in which nothing could be found out: the provider refuses to say, and will not tell tomorrow either. */
const LONGEST_UNKNOWN = 72 * HOUR;

/** Whether what became of an operation is now for a person to find out. */
export function isBeyondFindingOut(operation: Operation, now: Date): boolean {
  return since(operation.firstSentAt, now) >= LONGEST_UNKNOWN;
}

/** Whether the buyer's time to confirm is over. */
export function isExpired(operation: Operation, now: Date): boolean {
  return since(operation.firstSentAt, now) >= LONGEST_KEY_LIFE;
}
