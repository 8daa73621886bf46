import type { Mode } from '../../domain/mode';

/** A token bucket. */
export type Quota = {
  readonly bucket: string;
  /** Tokens that come back in a second. */
  readonly rate: number;
  /** Tokens it holds when nothing was asked for in a while. */
  readonly capacity: number;
  /** Tokens that only people waiting may take. */
  readonly reserve: number;
};

/** Requests a second of a whole account. The local sandbox limits nothing unless told to. */
const ACCOUNT_RATE: Readonly<Record<Mode, number>> = { live: 100, test: 25, sandbox: 2_000 };
/** Requests a second of each endpoint, in test mode and live. Both from docs.stripe.com/rate-limits. */
const ENDPOINT_RATE: Readonly<Record<Mode, number>> = { live: 25, test: 25, sandbox: 2_000 };

/** A little below the limit, since our clock and the provider's do not tick alike. */
const CAUTION = 0.98;
/** Of a second's tokens: what may go out in one burst, and what of it is kept for people. */
const BURST = 0.4;
const RESERVE = 0.2;

function quota(bucket: string, limit: number): Quota {
  return {
    bucket,
    rate: limit * CAUTION,
    capacity: Math.max(2, limit * BURST),
    reserve: Math.max(1, limit * RESERVE),
  };
}

/** The two buckets each request takes a token from: the account's first, which every process locks first. */
export type Quotas = readonly [account: Quota, endpoint: Quota];

/**
 * @param account tells one account's buckets from another's
 * @param perSecond the account's own limit, where the provider has agreed to another than the mode's
 */
export function quotasOf(account: string, mode: Mode, perSecond: number | null, endpoint: string): Quotas {
  const limit = perSecond ?? ACCOUNT_RATE[mode];
  return [
    quota(`${account} *`, limit),
    quota(`${account} ${endpoint}`, Math.min(limit, ENDPOINT_RATE[mode])),
  ];
}
