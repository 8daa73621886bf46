import type { PaymentsContext } from '../context';
import type { SubscriptionPrice } from '../domain/catalog';
import { type Money, money } from '../domain/money';
import { type Refused, refused } from '../domain/refusal';
import { itemsOf, type SubscriptionRow } from '../reads/own-subscription';
import { reportUsageOf } from '../usage';
import type { PriceFacts } from './find-price';

/** What a subscription costs and since when, as the mirror has it. */
export type RunningPlan = {
  readonly kind: 'running';
  readonly subscription: SubscriptionRow;
  readonly priceId: string;
  /** Seats; 0 where it is paid by what is used. */
  readonly quantity: number;
  readonly unit: Money;
  readonly months: number;
  readonly periodStart: Date;
  readonly periodEnd: Date;
};

/** The plan it would become. */
export type WantedPlan = PriceFacts & { readonly quantity: number; readonly price: SubscriptionPrice };

const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** Reads it; one of several items, or of an odd price, was made elsewhere and is changed there. */
export async function runningPlan(
  context: PaymentsContext,
  subscription: SubscriptionRow,
): Promise<RunningPlan | Refused> {
  const [item, ...others] = await itemsOf(context, subscription.id);
  const months = MONTHS[item?.recurringInterval ?? ''];
  const isOurs = item && others.length === 0 && item.unitAmount !== null && months !== undefined;
  if (!isOurs || item.unitAmount === null || !item.currentPeriodStart || !item.currentPeriodEnd)
    return refused('invalid_request', `${subscription.id} is of a make of its own`);
  return {
    kind: 'running',
    subscription,
    priceId: item.priceId,
    quantity: item.quantity,
    unit: money(item.unitAmount, subscription.currency),
    months,
    periodStart: item.currentPeriodStart,
    periodEnd: item.currentPeriodEnd,
  };
}

/**
 * What was used of a plan that a change ends at once is reported before it: afterwards nothing bills it.
 * @returns why that can't be done now, or null
 */
export async function reportWhatItEnds(
  context: PaymentsContext,
  userId: string,
  running: RunningPlan,
  wanted: WantedPlan,
): Promise<Refused | null> {
  if (running.quantity > 0 || whenOf(running, wanted) === 'period_end') return null;
  const reported = await reportUsageOf(context, userId);
  return reported ? null : refused('payments_unavailable', 'usage is unreported');
}

/** Why its plan can't be changed now, or null. */
export function objectionTo(running: RunningPlan, { priceId, quantity }: WantedPlan): Refused | null {
  const { id, status, awaitingSetup, cancelAtPeriodEnd, cancelAt, scheduledAt, pendingUntil } =
    running.subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return refused('subscription_ended', status);
  if (status === 'paused') return refused('subscription_paused', id);
  if (status === 'past_due' || status === 'unpaid') return refused('payment_overdue', status);
  if (awaitingSetup || (status !== 'active' && status !== 'trialing'))
    return refused('invalid_request', status);
  if (cancelAtPeriodEnd || cancelAt !== null) return refused('subscription_ending', id);
  if (scheduledAt !== null) return refused('change_scheduled', id);
  if (pendingUntil !== null) return refused('change_pending', id);
  return running.priceId === priceId && running.quantity === quantity ? refused('not_changed', id) : null;
}

/**
 * When a change takes effect: at once where it costs more a month than what runs, so that nobody gets more than they pay
 * for; else with the next period, so that nothing has to be paid back. In a trial nothing has been paid. A metered plan
 * begins with a period of its own, and ends at once: what was used of it is on the bill of the change.
 */
export function whenOf(
  { subscription, unit, quantity, months }: RunningPlan,
  wanted: WantedPlan,
): 'now' | 'period_end' {
  if (wanted.quantity === 0) return 'period_end';
  if (subscription.status === 'trialing') return 'now';
  const wantedMonths = MONTHS[wanted.price.interval] ?? 1;
  return wanted.unit.amount * wanted.quantity * months > unit.amount * quantity * wantedMonths
    ? 'now'
    : 'period_end';
}

/** Unix seconds from which on a change is reckoned: now, or the period's start where our clock is behind the provider's. */
export function latestProrationDate({ periodStart }: RunningPlan, now: Date): number {
  return Math.floor(Math.max(now.getTime(), periodStart.getTime()) / 1000);
}
