import type { Transaction } from '../../../kernel';
import { endOf, priced } from '../change/prorate';
import { billedAhead } from '../order';
import { debitFor } from '../prorations/debit';
import { fullPrices } from '../prorations/full-price';
import type { Proration } from '../prorations/proration-item';
import type { Subscription } from '../subscription';
import { discountsAt } from './discounts';
import type { Rolled } from './roll';

/** What new periods are billed for that the subscription will not see the end of: the part until it ends. */
export function cutShort(
  tx: Transaction,
  subscription: Subscription,
  { renewed, ended }: Rolled,
): Proration[] {
  const cut = billedAhead(renewed).filter((item) => endOf(subscription, item) < item.current_period_end);
  if (cut.length === 0) return [];
  const full = fullPrices(tx, {
    currency: subscription.currency,
    items: billedAhead(renewed).map(priced),
    discounts: discountsAt(tx, subscription, ended.end),
  });
  return cut.flatMap((item) => {
    const whole = full.get(item.id);
    const span = { start: item.current_period_start, end: endOf(subscription, item) };
    const anchor = subscription.billing_cycle_anchor;
    const debit = whole ? debitFor(tx, priced(item), whole, { anchor, span }) : null;
    return debit ? [debit] : [];
  });
}
