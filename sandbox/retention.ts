import { hasExpired, keyRecords } from './api/kernel/idempotency';
import type { Store } from './api/kernel/store';
import type { Stored } from './api/kernel/wire';
import type { Clock } from './clock/clock';
import { deliveries, events } from './webhooks/records';

const EVENT_SECONDS = 30 * 24 * 3600;
const EVERY_MS = 60_000;

/** Which records are still worth keeping: Stripe forgets keys after a day, events after 30. */
export function retention(clock: Clock): (item: Stored) => boolean {
  const now = Math.floor(clock.milliseconds() / 1000);
  return (item) => {
    if (keyRecords.holds(item)) return !hasExpired(item, now);
    if (events.holds(item) || deliveries.holds(item)) return now - item.created < EVENT_SECONDS;
    return true;
  };
}

/** Forgets what is too old every minute. */
export function startRetention(store: Store, clock: Clock): { close(): void } {
  const timer = setInterval(() => void store.forget(retention(clock)), EVERY_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
