import type { Transaction } from '../../kernel';
import type { Period } from '../arithmetic/period';
import type { BilledItem } from '../invoices/draw-up';
import { isMetered } from '../prices/price';
import { customerIdOf, type Subscription, type SubscriptionItem } from '../subscriptions/subscription';
import { usageOf } from './usage';

/**
 * What a subscription's metered items bill when their period is over: its usage, in arrears. Seats and flat fees
 * are billed in advance and are not among them, nor is an item whose own period goes on.
 * @param subscription as it was before its items began their next period
 */
export function meteredLines(tx: Transaction, subscription: Subscription, ended: Period): BilledItem[] {
  const due = subscription.items.data.filter((item) => item.current_period_end <= ended.end);
  return usageLines(tx, subscription, due, ended.end);
}

/**
 * What was used of some items since their period began.
 * @param until unix seconds, excluded; sooner than the period's end when a subscription or an item ends within it
 */
export function usageLines(
  tx: Transaction,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  until: number,
): BilledItem[] {
  const customer = customerIdOf(subscription);
  return items.flatMap(({ id, price, metadata, current_period_start: start }) => {
    const meter = price.recurring?.meter;
    if (!isMetered(price) || !meter) return [];
    // Corrections may outweigh the usage; Stripe bills that as none.
    const quantity = Math.max(0, usageOf(tx, { meter, customer, start, end: until }));
    return [{ id, price, metadata, quantity, period: { start, end: until } }];
  });
}
