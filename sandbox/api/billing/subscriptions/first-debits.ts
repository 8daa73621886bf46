import type { Transaction } from '../../kernel';
import { periodContaining } from '../arithmetic/period';
import { endOf, priced } from './change/prorate';
import { billedAhead, type Order, recurrenceOf } from './order';
import { debitFor, type Rest } from './prorations/debit';
import { describePast } from './prorations/describe';
import { fullPrices, type Priced } from './prorations/full-price';
import { type Amounts, portionOf } from './prorations/portion';
import type { Proration } from './prorations/proration-item';
import { discountsAt } from './renewal/discounts';
import type { Subscription } from './subscription';

/**
 * What a new subscription is billed for besides whole periods: time that lies in the past already, and the first
 * period where its anchor or its end cut it short.
 */
export function firstDebits(tx: Transaction, subscription: Subscription, order: Order): Proration[] {
  const { billing, past, anchor } = order.cycle;
  const items = billedAhead(subscription.items.data);
  const full = fullPrices(tx, {
    currency: subscription.currency,
    items: items.map(priced),
    discounts: discountsAt(tx, subscription, tx.now()),
  });
  return items.flatMap((item) => {
    const whole = full.get(item.id);
    if (!whole) return [];
    const span = { start: item.current_period_start, end: endOf(subscription, item) };
    const cut = billing === 'rest' || (billing === 'full' && span.end < item.current_period_end);
    const rest = cut && order.trialEnd === null ? debitFor(tx, priced(item), whole, { anchor, span }) : null;
    // A trial begins its periods anew when it ends; what was before it is counted back from now.
    const grid = order.trialEnd === null ? anchor : tx.now();
    const before = past ? [debitForPast(tx, priced(item), whole, { anchor: grid, span: past })] : [];
    return [...before, ...(rest ? [rest] : [])];
  });
}

/** Time before now, period by period: of the first and the last it may be a part. */
function debitForPast(tx: Transaction, item: Priced, full: Amounts, { anchor, span: past }: Rest): Proration {
  let amounts = portionOf(full, 0, 1);
  for (let at = past.start; at < past.end; ) {
    const { start, end } = periodContaining(anchor, recurrenceOf(item.price), at);
    const until = Math.min(end, past.end);
    amounts = sum(amounts, portionOf(full, until - at, end - start));
    at = until;
  }
  return {
    subscriptionItem: item.id,
    price: item.price,
    quantity: item.quantity,
    description: describePast(tx, item, past.start, past.end),
    period: past,
    amounts,
    credited: null,
  };
}

function sum(one: Amounts, other: Amounts): Amounts {
  return {
    gross: one.gross + other.gross,
    net: one.net + other.net,
    discounts: one.discounts.map(({ discount, amount }, i) => ({
      discount,
      amount: amount + (other.discounts[i]?.amount ?? 0),
    })),
  };
}
