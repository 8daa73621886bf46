import type { Transaction } from '../../kernel';
import { couponOf, discounts } from '../discounts/discount';
import { promotionCodes } from '../promotion-codes/promotion-code';
import { couponTerms, earlierTerms } from './coupon';

/**
 * Makes room for a new coupon under the id of a deleted one: who has the old discount keeps it as it was given, and
 * the codes of the old coupon stay as dead as their coupon.
 */
export function retireTerms(tx: Transaction, id: string): void {
  const old = tx.get(couponTerms, id);
  if (!old) return;
  const terms = tx.put(couponTerms, { ...old, id: tx.newId('cterms') }).id;
  for (const discount of tx.all(discounts)) {
    if (couponOf(discount) !== id || tx.get(earlierTerms, discount.id)) continue;
    tx.put(earlierTerms, { id: discount.id, object: '_earlier_terms', terms });
  }
  for (const code of tx.where(promotionCodes, 'coupon', id)) {
    tx.put(promotionCodes, { ...code, active: false });
  }
}
