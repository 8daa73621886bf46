import { findSellable } from '@/lib/payments/domain/catalog';
import type { RefusalCode } from '@/lib/payments/domain/refusal';

/** What the form that chooses a plan says, as it was typed. */
export type PlanFields = { readonly plan: string; readonly interval: string; readonly seats: string };

type Chosen = { readonly subscription: string } & Partial<PlanFields>;

/** The address of the page that shows what another plan costs. The order of its parameters is the order of its fields. */
export function planPath({ subscription, ...fields }: Chosen): string {
  return `/billing/plan?${new URLSearchParams({ subscription, ...fields })}`;
}

type Target = { readonly lookupKey: string; readonly seats: number };

/** The same choice again, saying why it was not carried out. */
export function planPathFor(
  subscription: string,
  { lookupKey, seats }: Target,
  refused: RefusalCode,
): string {
  const sold = findSellable(lookupKey);
  if (sold?.kind !== 'subscription') return planPath({ subscription });
  const { plan, price } = sold;
  const path = planPath({ subscription, plan: plan.key, interval: price.interval, seats: String(seats) });
  return `${path}&${new URLSearchParams({ refused })}`;
}
