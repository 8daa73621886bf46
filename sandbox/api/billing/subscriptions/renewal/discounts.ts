import { idOf, type Transaction } from '../../../kernel';
import { type Discount, discounts, isOnce } from '../../discounts/discount';
import { removeDiscount } from '../../discounts/remove';
import type { Subscription } from '../subscription';

/** A subscription's discounts that still hold at a moment: a repeating one ends by itself. */
export function discountsAt(tx: Transaction, subscription: Subscription, at: number): Discount[] {
  return subscription.discounts
    .map((discount) => tx.get(discounts, idOf(discount) ?? ''))
    .filter((discount) => discount !== undefined)
    .filter((discount) => discount.end === null || discount.end > at);
}

/** Those that stay once an invoice was drawn up with them: one that is for once is spent. */
export function discountsAfter(tx: Transaction, applied: readonly Discount[]): string[] {
  return applied.filter((discount) => !isOnce(tx, discount)).map((discount) => discount.id);
}

/**
 * The same for a subscription whose next period begins: what is spent, and what has run out, is taken away with its
 * events.
 */
export function discountsKept(
  tx: Transaction,
  subscription: Subscription,
  applied: readonly Discount[],
): string[] {
  const kept = discountsAfter(tx, applied);
  for (const discount of subscription.discounts) {
    const id = idOf(discount);
    if (id !== null && !kept.includes(id)) removeDiscount(tx, id);
  }
  return kept;
}
