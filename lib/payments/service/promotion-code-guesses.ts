import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { PaymentsContext } from '../context';

/** Unknown promotion codes a user may try in an hour. */
export const GUESSES = 10;

const limiterOf = ({ database }: PaymentsContext): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: database.pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    // What is over is deleted with everything else that is old.
    clearExpiredByTimeout: false,
    keyPrefix: 'promotion-code',
    points: GUESSES,
    duration: 60 * 60,
  });

/**
 * Counts a try before the provider is asked: counted afterwards, a hundred sent at once would all pass. `wasKnown` gives it
 * back, so that only guesses count.
 */
export async function mayTryCode(context: PaymentsContext, userId: string): Promise<boolean> {
  try {
    await limiterOf(context).consume(userId);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

export async function wasKnown(context: PaymentsContext, userId: string): Promise<void> {
  await limiterOf(context).reward(userId);
}
