import type Stripe from 'stripe';
import { collectionNamed, defineCollection } from './collection';
import { SandboxError } from './errors';
import type { Transaction } from './transaction';
import type { Stored, Wire } from './wire';

export type TestClock = Wire<Stripe.TestHelpers.TestClock>;

export const testClocks = defineCollection<TestClock>('test_helpers.test_clock');

/** The id of the test clock that an object lives on: its own, or that of the customer it belongs to. */
export function clockIdOf(tx: Transaction, item: Stored): string | null {
  if (testClocks.holds(item)) return item.id;
  const own = textIn(item, 'test_clock');
  if (own !== null) return own;
  const customer = textIn(item, 'customer');
  const collection = customer === null ? undefined : collectionNamed('customer');
  const owner = collection && customer !== null ? tx.lookup(collection, customer) : undefined;
  return owner ? textIn(owner, 'test_clock') : null;
}

/** The test clock that an object lives on. */
export function clockOf(tx: Transaction, item: Stored): TestClock | null {
  const id = clockIdOf(tx, item);
  return id === null ? null : (tx.get(testClocks, id) ?? null);
}

/**
 * What a list shows: Stripe leaves objects on test clocks out of lists unless the clock is named. Lists that name
 * a customer or another owner need no such filter.
 */
export function visible<T extends Stored>(
  tx: Transaction,
  items: readonly T[],
  clock: string | undefined,
): T[] {
  return items.filter((item) => (clockIdOf(tx, item) ?? undefined) === clock);
}

/** Throws 429 when a clock is on its way: Stripe lets nobody come between what falls due. */
export function refuseAdvancing(clock: TestClock): void {
  if (clock.status !== 'advancing') return;
  const message = `Test clock advancement underway - cannot perform modifications: ${clock.id}`;
  // The type and the code are inferred; status and message are as seen.
  throw new SandboxError(429, { type: 'invalid_request_error', code: 'rate_limit', message });
}

/** Throws the same when a request has written to an object on a clock that is on its way. */
export function refuseWhileAdvancing(tx: Transaction): void {
  for (const item of tx.writes().put) {
    const clock = testClocks.holds(item) ? null : clockOf(tx, item);
    if (clock) refuseAdvancing(clock);
  }
}

function textIn(item: Stored, field: string): string | null {
  const value: unknown = Reflect.get(item, field);
  return typeof value === 'string' ? value : null;
}
