import { boundary, type Recurrence } from '../billing/arithmetic/period';
import { isOver, subscriptions } from '../billing/subscriptions/subscription';
import { idOf, type TestClock, type Transaction } from '../kernel';

const ALONE: Recurrence = { interval: 'year', interval_count: 1 };

/**
 * How far a clock may be advanced in one go (unix seconds): two intervals of its shortest subscription, two years
 * when it has none.
 */
export function furthest(tx: Transaction, clock: TestClock): number {
  const ends = tx
    .all(subscriptions)
    .filter((subscription) => idOf(subscription.test_clock) === clock.id && !isOver(subscription))
    .flatMap((subscription) => subscription.items.data.map((item) => item.price.recurring ?? ALONE))
    .map((recurrence) => boundary(clock.frozen_time, recurrence, 2));
  return ends.length === 0 ? boundary(clock.frozen_time, ALONE, 2) : Math.min(...ends);
}
