import { idOf, invalidRequest, type Transaction } from '../../../kernel';
import { billedAhead } from '../order';
import { creditsFor } from '../prorations/credit';
import { debitFor } from '../prorations/debit';
import { fullPrices, type Priced } from '../prorations/full-price';
import type { Proration } from '../prorations/proration-item';
import { usageUntil } from '../prorations/usage';
import { discountsAt } from '../renewal/discounts';
import type { Subscription, SubscriptionItem } from '../subscription';
import type { Cycle } from './cycle';
import type { ChangeRequest } from './request';

/** The moment a change is prorated at (unix seconds): within the present period. Throws 400. */
export function prorationDate(tx: Transaction, before: Subscription, request: ChangeRequest): number {
  const at = request.proration_date;
  if (at === undefined) return tx.now();
  const start = Math.min(...before.items.data.map((item) => item.current_period_start));
  const end = Math.max(...before.items.data.map((item) => item.current_period_end));
  if (at >= start && at <= end) return at;
  const message = `Invalid proration_date: must be within the current billing period, between ${start} and ${end}.`;
  throw invalidRequest(message, { param: 'proration_date' });
}

/**
 * The credits and debits of a change, in the order in which an invoice shows them: for each item the credit of what
 * it was, then the debit of what it is. Where a new period begins everything that was billed beyond now is credited,
 * and the new period is billed in full beside it.
 */
export function prorate(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  cycle: Cycle,
  at: number,
): Proration[] {
  const had = before.items.data;
  const has = after.items.data;
  const over = cycle.kind === 'restarted' || cycle.kind === 'trial';
  if (over) return had.flatMap((item) => creditsFor(tx, item, at));
  const credited = (item: SubscriptionItem) => {
    const next = has.find((one) => one.id === item.id);
    return cycle.kind === 'realigned' || !next || differs(item, next);
  };
  const begun = before.status !== 'trialing' && before.status !== 'paused';
  const debited = (item: SubscriptionItem) => {
    const old = had.find((one) => one.id === item.id);
    return begun && (!old || credited(old));
  };
  const full = fullPrices(tx, {
    currency: after.currency,
    items: billedAhead(has).map(priced),
    discounts: discountsAt(tx, after, at),
  });
  const debit = (item: SubscriptionItem) => {
    const whole = full.get(item.id);
    const rest = { anchor: after.billing_cycle_anchor, span: { start: at, end: endOf(after, item) } };
    const made = whole && debited(item) ? debitFor(tx, priced(item), whole, rest) : null;
    return made ? [made] : [];
  };
  const credit = (item: SubscriptionItem) => (credited(item) ? creditsFor(tx, item, at) : []);
  const ended = had.filter((item) => has.find((one) => one.id === item.id)?.price.id !== item.price.id);
  const kept = had.flatMap((item) => {
    const next = has.find((one) => one.id === item.id);
    return [...credit(item), ...(next ? debit(next) : [])];
  });
  return [
    ...usageUntil(tx, before, ended, at),
    ...kept,
    ...has.filter((item) => !had.some((one) => one.id === item.id)).flatMap(debit),
  ];
}

/** An item as what it costs depends on it. */
export function priced(item: SubscriptionItem): Priced {
  const discounts = item.discounts.flatMap((one) => idOf(one) ?? []);
  return { id: item.id, price: item.price, quantity: item.quantity ?? 1, discounts };
}

function differs(one: SubscriptionItem, other: SubscriptionItem): boolean {
  return one.price.id !== other.price.id || one.quantity !== other.quantity;
}

/** Until when an item is billed in this period: what ends before its period does is billed until then. */
export function endOf(subscription: Subscription, item: SubscriptionItem): number {
  return Math.min(item.current_period_end, subscription.cancel_at ?? item.current_period_end);
}
