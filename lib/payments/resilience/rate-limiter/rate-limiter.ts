import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Mode } from '../../domain/mode';
import type { Attempt, CallClass } from '../passage';
import type { OutgoingRequest } from '../send';
import { endpointOf } from './endpoint';
import { Lane } from './lane';
import { type Lease, leaseFrom, lowerRate } from './lease';
import { leaseLocally } from './lease-locally';
import { type Quotas, quotasOf } from './quota';
import { Slots } from './slots';

/** A turn to send one request, or none in time. */
export type Turn =
  | {
      readonly kind: 'admitted';
      /** Told what came of it, so that a 429 slows us down. */
      heard(result: Attempt): void;
      leave(): void;
    }
  | { readonly kind: 'turned_away'; readonly reason: string };

export type RateLimiterOptions = {
  readonly pool: Pool;
  readonly secretKey: string;
  readonly mode: Mode;
  /** Requests a second, where the provider has agreed to another limit than the mode's. */
  readonly perSecond: number | null;
  readonly log: Logger;
};

/** Longer than the database may take to answer, milliseconds; and how long it is left alone when it did not. */
const LEASE_MS = 250;
const ALONE_MS = 5_000;

const NONE_IN_TIME: Turn = { kind: 'turned_away', reason: 'no turn within the deadline: our own rate limit' };

/** The shared buckets, and this process's own share while they can't be asked. */
function sharedOrOwn(pool: Pool, log: Logger): Lease {
  const shared = leaseFrom(pool);
  const own = leaseLocally();
  let aloneUntil = 0;
  return async (quotas, wanted) => {
    if (performance.now() < aloneUntil) return own(quotas, wanted);
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('no answer in time')), LEASE_MS);
      });
      return await Promise.race([shared(quotas, wanted), late]);
    } catch (error) {
      aloneUntil = performance.now() + ALONE_MS;
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, 'the shared rate limit cannot be asked; this process keeps to a quarter of it');
      return own(quotas, wanted);
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * The rate limiter of one provider account, shared by all processes through the database. Made once for a process: people
 * waiting and background work go through the same one, people first.
 */
export class RateLimiter {
  private readonly account: string;
  private readonly lease: Lease;
  private readonly lanes = new Map<string, { readonly lane: Lane; readonly quotas: Quotas }>();
  private readonly slots = new Slots();

  constructor(private readonly options: RateLimiterOptions) {
    // Tells accounts apart without giving the key away.
    this.account = createHash('sha256').update(options.secretKey).digest('hex').slice(0, 16);
    this.lease = sharedOrOwn(options.pool, options.log);
  }

  /** Waits for a turn, so many milliseconds at most. */
  async enter(
    { method, path }: Pick<OutgoingRequest, 'method' | 'path'>,
    callClass: CallClass,
    milliseconds: number,
  ): Promise<Turn> {
    const end = performance.now() + milliseconds;
    const { lane, quotas } = this.laneOf(endpointOf(method, path));
    if (!(await lane.enter(callClass, milliseconds))) return NONE_IN_TIME;
    if (!(await this.slots.enter(callClass, end - performance.now()))) return NONE_IN_TIME;
    return {
      kind: 'admitted',
      heard: (result) => this.heard(quotas, result),
      leave: () => this.slots.leave(),
    };
  }

  private laneOf(endpoint: string) {
    const known = this.lanes.get(endpoint);
    if (known) return known;
    const { mode, perSecond } = this.options;
    const quotas = quotasOf(this.account, mode, perSecond, endpoint);
    const made = { quotas, lane: new Lane(quotas, this.lease) };
    this.lanes.set(endpoint, made);
    return made;
  }

  /** A 429 says which limit it was. One of a single object, or of a lock, is no reason for the others to wait. */
  private heard([account, endpoint]: Quotas, result: Attempt): void {
    if (!('status' in result) || result.status !== 429) return;
    const reason = result.headers['stripe-rate-limited-reason'];
    switch (reason) {
      case 'global-rate':
        return void this.slowDown(account.bucket, reason);
      case 'endpoint-rate':
        return void this.slowDown(endpoint.bucket, reason);
      case 'global-concurrency':
      case 'endpoint-concurrency':
        this.slots.lower();
        return this.options.log.warn({ reason }, 'the provider limits us: fewer requests at once');
      default:
        return;
    }
  }

  private async slowDown(bucket: string, reason: string): Promise<void> {
    try {
      if (await lowerRate(this.options.pool, bucket))
        this.options.log.warn({ reason, bucket }, 'the provider limits us: slower for a while');
    } catch {
      // The database is away, and whoever asks it for a turn next will say so.
    }
  }
}
