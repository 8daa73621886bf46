import { type Period, periodContaining } from '../../arithmetic/period';
import { embedded } from '../../envelope';
import { recurrenceOf } from '../order';
import type { Subscription, SubscriptionItem } from '../subscription';

/** What a renewal does to the items of a subscription. */
export interface Rolled {
  items: Subscription['items'];
  /** Those whose next period has begun. */
  renewed: SubscriptionItem[];
  /** The period that ended. */
  ended: Period;
}

/** When the first period of a subscription's items ends (unix seconds). */
export function nextEnd(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}

/**
 * Begins the next period of every item whose period ends at a moment. Periods follow one another without a gap,
 * and end where the calendar counted from the billing cycle's anchor has them end.
 */
export function roll(subscription: Subscription, at: number): Rolled {
  const { billing_cycle_anchor: anchor, items } = subscription;
  const due = items.data.filter((item) => item.current_period_end <= at);
  const renewed = due.map((item) => {
    const { end } = periodContaining(anchor, recurrenceOf(item.price), at);
    return { ...item, current_period_start: item.current_period_end, current_period_end: end };
  });
  const data = items.data.map((item) => renewed.find((one) => one.id === item.id) ?? item);
  const start = Math.min(...due.map((item) => item.current_period_start));
  return { items: embedded(data, items.url), renewed, ended: { start, end: at } };
}
