import type { Transaction } from '../../../kernel';
import { billedAhead } from '../order';
import { creditsFor } from '../prorations/credit';
import { debitFor } from '../prorations/debit';
import { fullPrices } from '../prorations/full-price';
import type { Proration } from '../prorations/proration-item';
import { discountsAt } from '../renewal/discounts';
import type { Subscription } from '../subscription';
import { endOf, priced } from './prorate';

/**
 * What it means for the present period that a subscription is to end at another moment than before: what was billed
 * beyond a new end is credited, and what was credited for an end that is put off is billed again (the latter is
 * inferred). For items that have not changed otherwise.
 */
export function prorateEnd(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  changed: (item: string) => boolean,
): Proration[] {
  if (before.cancel_at === after.cancel_at || after.status === 'trialing') return [];
  const items = billedAhead(after.items.data).filter((item) => !changed(item.id));
  const full = fullPrices(tx, {
    currency: after.currency,
    items: billedAhead(after.items.data).map(priced),
    discounts: discountsAt(tx, after, tx.now()),
  });
  return items.flatMap((item) => {
    const [old, next] = [endOf(before, item), endOf(after, item)];
    if (next < old) return creditsFor(tx, item, Math.max(next, tx.now()));
    const whole = full.get(item.id);
    const span = { start: Math.max(old, tx.now()), end: next };
    const debit = whole && debitFor(tx, priced(item), whole, { anchor: after.billing_cycle_anchor, span });
    return debit ? [debit] : [];
  });
}
