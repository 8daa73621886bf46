import type { Transaction } from '../../../kernel';
import { type Debit, debitsOf } from './billed';
import { describeRest } from './describe';
import { negated, portionOf } from './portion';
import type { Proration } from './proration-item';

/**
 * Credits for what was billed for a subscription item from a moment on: one for each debit, never more than was
 * billed, and nothing for what was not (a trial, a period that was not invoiced).
 * @param from unix seconds
 */
export function creditsFor(
  tx: Transaction,
  item: { id: string; subscription: string },
  from: number,
): Proration[] {
  return debitsOf(tx, item.subscription, item.id)
    .filter((debit) => debit.until > from && debit.left > 0)
    .map((debit) => creditOf(tx, item.id, debit, Math.max(from, debit.period.start)))
    .filter(({ amounts }) => amounts.net !== 0);
}

function creditOf(tx: Transaction, subscriptionItem: string, debit: Debit, from: number): Proration {
  const { start, end } = debit.period;
  const portion = portionOf(debit.amounts, debit.until - from, end - start);
  // Two credits of one debit may each be rounded up.
  const net = Math.min(portion.net, debit.left);
  return {
    subscriptionItem,
    price: debit.price,
    quantity: debit.quantity,
    description: describeRest(tx, 'Unused', debit, from),
    period: { start: from, end: debit.until },
    amounts: negated({ ...portion, net, gross: portion.gross - (portion.net - net) }),
    credited: debit.credited,
  };
}
