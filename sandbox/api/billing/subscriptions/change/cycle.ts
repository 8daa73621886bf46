import { invalidRequest, type Transaction } from '../../../kernel';
import { boundary, type Period, periodContaining } from '../../arithmetic/period';
import { itemAmount } from '../../invoices/draw-up';
import { billedAhead, recurrenceOf } from '../order';
import type { Subscription, SubscriptionItem } from '../subscription';
import { trialEndOf } from '../trial';
import type { ChangeRequest } from './request';

/** What a change does to the periods of a subscription. */
export type Cycle =
  /** They stay as they are. */
  | { kind: 'kept' }
  /** Another interval on the same anchor: the period that holds this moment is another one. */
  | { kind: 'realigned'; period: Period }
  /** A new period begins now and is billed at once. */
  | { kind: 'restarted'; period: Period }
  /** A trial begins, or goes on until another moment. */
  | { kind: 'trial'; period: Period };

/**
 * What a change does to the periods. They begin anew when the interval changes, when a trial is ended, when something
 * is charged for the first time, or when that is asked for (documented at `subscriptions.update`). Throws 400.
 */
export function cycleOf(
  tx: Transaction,
  before: Subscription,
  items: readonly SubscriptionItem[],
  request: ChangeRequest,
): Cycle {
  const now = tx.now();
  const trialing = before.status === 'trialing';
  const { billing_cycle_anchor: anchor, trial_end } = request;
  const [first] = items;
  const [old] = before.items.data;
  if (!first || !old) throw new Error(`${before.id} has no items.`);
  const recurrence = recurrenceOf(first.price);
  if (trial_end !== undefined && trial_end !== 'now') {
    if (anchor === 'now') throw bothAnchors();
    const end = trialEndOf(tx, { trial_end, trial_period_days: undefined }) ?? now;
    return trialing && end === before.trial_end
      ? { kind: 'kept' }
      : { kind: 'trial', period: { start: now, end } };
  }
  const fresh: Cycle = { kind: 'restarted', period: { start: now, end: boundary(now, recurrence, 1) } };
  if (trialing) return trial_end === 'now' || anchor === 'now' ? fresh : { kind: 'kept' };
  if (anchor === 'now') return fresh;
  if (before.status === 'paused') return { kind: 'kept' };
  const was = recurrenceOf(old.price);
  const same = was.interval === recurrence.interval && was.interval_count === recurrence.interval_count;
  if (anchor === 'unchanged') {
    const period = periodContaining(before.billing_cycle_anchor, recurrence, now);
    return same ? { kind: 'kept' } : { kind: 'realigned', period };
  }
  const firstCharge = isFree(tx, before, before.items.data) && !isFree(tx, before, items);
  return same && !firstCharge ? { kind: 'kept' } : fresh;
}

function isFree(tx: Transaction, { currency }: Subscription, items: readonly SubscriptionItem[]): boolean {
  const ahead = billedAhead(items);
  if (ahead.length < items.length) return false;
  return ahead.every(({ price, quantity = 1 }) => itemAmount(tx, { price, quantity }, currency) === 0);
}

function bothAnchors() {
  const message = 'You cannot set `billing_cycle_anchor` to `now` and set a `trial_end` at the same time.';
  return invalidRequest(message, { param: 'billing_cycle_anchor' });
}
