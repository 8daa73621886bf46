import { z } from 'zod';
import { findSellable, isSeatsOf, type Plan, type SubscriptionPrice } from '../domain/catalog';
import { type Refused, refused } from '../domain/refusal';

// Strict: a price id or an amount sent along is an attempt to set one, and is refused rather than ignored (failure 18).
const targetSchema = z.strictObject({
  lookupKey: z.string().max(100),
  /** Whole seats; 1 for plans that are not sold by the seat. */
  seats: z.number(),
});
const quotedSchema = targetSchema.extend({
  /** Unix seconds, from the quote that the buyer was shown; null for a change at the end of the period. */
  prorationDate: z.int().positive().nullable(),
});

/** Another plan or number of seats for a running subscription. Never an amount and never a price id. */
export type PlanTarget = Readonly<z.infer<typeof targetSchema>>;
/** @see PlanChangeQuote */
export type QuotedPlanTarget = Readonly<z.infer<typeof quotedSchema>>;

export type ParsedTarget<T extends PlanTarget = PlanTarget> = {
  readonly kind: 'target';
  readonly target: T;
  readonly plan: Plan;
  readonly price: SubscriptionPrice;
};

function lookUp<T extends PlanTarget>(target: T): ParsedTarget<T> | Refused {
  const sold = findSellable(target.lookupKey);
  if (sold?.kind !== 'subscription') return refused('unknown_price');
  if (!isSeatsOf(sold.plan, target.seats)) return refused('invalid_seats');
  return { kind: 'target', target, plan: sold.plan, price: sold.price };
}

/** Checks what was picked as if no page had. Calls nobody. */
export function parsePlanTarget(input: unknown): ParsedTarget | Refused {
  const parsed = targetSchema.safeParse(input);
  return parsed.success ? lookUp(parsed.data) : refused('invalid_request', 'not a plan to change to');
}

/** The same with the date of the quote. */
export function parseQuotedTarget(input: unknown): ParsedTarget<QuotedPlanTarget> | Refused {
  const parsed = quotedSchema.safeParse(input);
  return parsed.success ? lookUp(parsed.data) : refused('invalid_request', 'not a quoted plan to change to');
}
