import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimitKey } from './rate-limit-keys';

const WINDOW_SECONDS = 15 * 60;

/** Failures allowed before sign-in closes, and sign-ups one address may make in an hour. */
export const ATTEMPTS = { account: 5, address: 20, signUps: 120 } as const;

export type Gate = { readonly open: true } | { readonly open: false; readonly retryAfterMs: number };

async function consume(limiter: RateLimiterPostgres, key: string): Promise<Gate> {
  try {
    await limiter.consume(key);
    return { open: true };
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { open: false, retryAfterMs: refusal.msBeforeNext };
    throw refusal;
  }
}

/** Counts attempts in PostgreSQL, so that every process sees them and a restart forgets none. */
export class AttemptLimits {
  readonly #account: RateLimiterPostgres;
  readonly #address: RateLimiterPostgres;
  readonly #signUp: RateLimiterPostgres;

  constructor(
    pool: pg.Pool,
    private readonly secret: string,
  ) {
    const table = {
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: '',
    };
    const signIn = { ...table, duration: WINDOW_SECONDS, blockDuration: WINDOW_SECONDS };
    this.#account = new RateLimiterPostgres({ ...signIn, points: ATTEMPTS.account });
    this.#address = new RateLimiterPostgres({ ...signIn, points: ATTEMPTS.address });
    this.#signUp = new RateLimiterPostgres({ ...table, points: ATTEMPTS.signUps, duration: 60 * 60 });
  }

  /**
   * Counts a sign-in before its password is looked at: counting afterwards would let a hundred guesses sent at once all pass
   * the check. `signInSucceeded` gives it back. Unknown e-mails count like known ones.
   */
  async signInBegins(email: string, address: string): Promise<Gate> {
    const byAddress = await consume(this.#address, rateLimitKey('address', address, this.secret));
    return byAddress.open ? consume(this.#account, rateLimitKey('account', email, this.secret)) : byAddress;
  }

  async signInSucceeded(email: string, address: string): Promise<void> {
    await this.#account.delete(rateLimitKey('account', email, this.secret));
    await this.#address.reward(rateLimitKey('address', address, this.secret));
  }

  signUpBegins(address: string): Promise<Gate> {
    return consume(this.#signUp, rateLimitKey('sign-up', address, this.secret));
  }
}
