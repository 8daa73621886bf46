import type { Granted, Lease } from './lease';
import type { Quota } from './quota';

/** Of the account's rate: what one process takes when it can't ask how many others there are. */
const SHARE = 0.25;

type Bucket = { tokens: number; at: number };

/** Turns of this process alone, while the shared buckets can't be asked: payments must not stop with them. */
export function leaseLocally(): Lease {
  const buckets = new Map<string, Bucket>();
  const fill = ({ bucket: name, rate, capacity }: Quota): Bucket => {
    const now = performance.now();
    const { tokens, at } = buckets.get(name) ?? { tokens: capacity * SHARE, at: now };
    const filled = {
      tokens: Math.min(Math.max(1, capacity * SHARE), tokens + (rate * SHARE * (now - at)) / 1000),
      at: now,
    };
    buckets.set(name, filled);
    return filled;
  };
  return async (quotas, wanted): Promise<Granted> => {
    const filled = quotas.map(fill);
    const available = Math.max(0, Math.floor(Math.min(...filled.map(({ tokens }) => tokens))));
    const people = Math.min(wanted.people, available);
    const work = Math.min(wanted.work, available - people);
    for (const bucket of filled) bucket.tokens -= people + work;
    const wait = Math.max(
      ...quotas.map(({ rate }, n) => Math.max(0, 1 - (filled[n]?.tokens ?? 0)) / (rate * SHARE)),
    );
    return { people, work, spare: 0, waitPeople: wait, waitWork: wait };
  };
}
