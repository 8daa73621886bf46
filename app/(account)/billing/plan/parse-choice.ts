import { parseSeats } from '@/components/billing/parse-seats';
import type { PlanTarget } from '@/lib/payments';
import { PLANS, type Plan, type SubscriptionPrice } from '@/lib/payments/domain/catalog';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import type { PlanFields } from './plan-path';

/** As many characters as the field takes. */
const SEATS_LENGTH = 10;

/** The plans that a subscription can be changed to. */
export const PAID_PLANS: readonly Plan[] = PLANS.filter(({ prices }) => prices.length > 0);

/** What runs, as far as it matters here. */
type Running = Pick<OwnSubscriptionView, 'plan' | 'interval' | 'seats'>;

export type PlanQuery = Partial<Record<keyof PlanFields | 'subscription' | 'refused', string | string[]>>;

/** What was asked for in the address, when it is one of these. */
function oneOf(asked: PlanQuery[keyof PlanQuery], known: readonly string[], otherwise: string): string {
  return known.find((candidate) => candidate === asked) ?? otherwise;
}

/** What the fields say: what was asked for in the address, else what the buyer has. */
export function fieldsOf(query: PlanQuery, subscription: Running): PlanFields {
  const plans = PAID_PLANS.map(({ key }) => key);
  const { plan, interval, seats } = subscription;
  return {
    plan: oneOf(query.plan, plans, plan ?? plans[0] ?? ''),
    interval: oneOf(query.interval, ['month', 'year'], interval === 'year' ? 'year' : 'month'),
    seats: typeof query.seats === 'string' ? query.seats.slice(0, SEATS_LENGTH) : String(seats),
  };
}

export type Choice =
  | { readonly kind: 'target'; readonly target: PlanTarget }
  | { readonly kind: 'invalid_seats' }
  /** As it is now, or no plan of ours. */
  | { readonly kind: 'nothing' };

/** The price of the interval that was picked, or the only one there is. */
function priceOf({ prices }: Plan, interval: string): SubscriptionPrice | undefined {
  return prices.length === 1 ? prices[0] : prices.find((price) => price.interval === interval);
}

/** Reads what was chosen; the seats of a plan that is not sold by the seat don't matter. */
export function parseChoice(fields: PlanFields, subscription: Running): Choice {
  const plan = PAID_PLANS.find(({ key }) => key === fields.plan);
  const price = plan && priceOf(plan, fields.interval);
  if (!plan || !price) return { kind: 'nothing' };
  const seats = plan.perSeat ? parseSeats(fields.seats) : 1;
  if (seats === null) return { kind: 'invalid_seats' };
  const isAlready =
    subscription.plan === plan.key &&
    subscription.interval === price.interval &&
    subscription.seats === seats;
  if (isAlready) return { kind: 'nothing' };
  return { kind: 'target', target: { lookupKey: price.lookupKey, seats } };
}
