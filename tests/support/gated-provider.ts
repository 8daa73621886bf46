import type { PaymentProvider, ProviderFailure } from '@/lib/payments/provider';
import type { Actor } from './actor';
import type { LaggingReads } from './lagging-reads';

export type Line = {
  readonly lag: LaggingReads;
  /** Asked before each request: a failure to answer with instead of sending it, or nothing. */
  readonly trouble: () => ProviderFailure | null;
  /** Asked for each answer: how many turns of others it takes to come in. */
  readonly slowness: () => number;
};

/** What asks nobody. */
const IMMEDIATE = new Set<string | symbol>(['verifyEvent', 'looksStale']);

/**
 * The real provider as one actor reaches it: each request waits for its turn to be sent and again for its answer to come
 * in, so it is as slow as the others are busy; it fails now and then, and lags while the line does.
 */
export function gatedProvider(
  provider: PaymentProvider,
  actor: Actor,
  { lag, trouble, slowness }: Line,
): PaymentProvider {
  const slow = async <T>(request: () => Promise<T>): Promise<T | ProviderFailure> => {
    const answer = await actor.pass(async () => trouble() ?? (await request()));
    return actor.pass(async () => answer, slowness());
  };
  const read: PaymentProvider['read'] = (kind, id) =>
    slow(async () => lag.asOfThen(kind, id, await provider.read(kind, id)));
  return new Proxy(provider, {
    get(target, property) {
      if (property === 'read') return read;
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function' || IMMEDIATE.has(property)) return value;
      return (...input: unknown[]) => slow(async () => Reflect.apply(value, target, input));
    },
  });
}
