import { hasExpired, keyRecords } from './api/kernel/idempotency';
import type { Stored } from './api/kernel/wire';
import type { Clock } from './clock/clock';
import { deliveries, events } from './webhooks/records';

const EVENT_SECONDS = 30 * 24 * 3600;

/** Which records are still worth keeping when the sandbox starts: Stripe forgets keys after a day, events after 30. */
export function retention(clock: Clock): (item: Stored) => boolean {
  const now = Math.floor(clock.milliseconds() / 1000);
  return (item) => {
    if (keyRecords.holds(item)) return !hasExpired(item, now);
    if (events.holds(item) || deliveries.holds(item)) return now - item.created < EVENT_SECONDS;
    return true;
  };
}
