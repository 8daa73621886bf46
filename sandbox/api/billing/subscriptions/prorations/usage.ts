import type { Transaction } from '../../../kernel';
import { usageLines } from '../../meters/lines';
import { discountsAt } from '../renewal/discounts';
import type { Subscription, SubscriptionItem } from '../subscription';
import { describePast } from './describe';
import { fullPrices } from './full-price';
import type { Proration } from './proration-item';

/**
 * What was used of metered items that a change takes away within their period: a flexible subscription bills it with the
 * change (https://docs.stripe.com/billing/subscriptions/usage-based/manage-billing-setup). A trial's usage is free.
 * @param at unix seconds, excluded
 */
export function usageUntil(
  tx: Transaction,
  before: Subscription,
  ending: readonly SubscriptionItem[],
  at: number,
): Proration[] {
  if (before.status === 'trialing') return [];
  const used = usageLines(tx, before, ending, at)
    .filter(({ quantity }) => quantity > 0)
    .map((line) => ({ ...line, discounts: [] }));
  const discounts = discountsAt(tx, before, at);
  const costs = fullPrices(tx, { currency: before.currency, items: used, discounts });
  return used.flatMap(({ id, price, quantity, period }) => {
    const amounts = costs.get(id);
    const description = describePast(tx, { price, quantity }, period.start, period.end);
    return amounts
      ? [{ subscriptionItem: id, price, quantity, description, period, amounts, credited: null }]
      : [];
  });
}
