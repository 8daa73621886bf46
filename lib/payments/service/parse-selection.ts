import { z } from 'zod';
import {
  CURRENCIES,
  findSellable,
  isSeatsOf,
  type Pack,
  type Plan,
  type SubscriptionPrice,
} from '../domain/catalog';
import { type Refused, refused } from '../domain/refusal';

// Strict: a price id or an amount sent along is an attempt to set one, and is refused rather than ignored (failure 18).
const selectionSchema = z.strictObject({
  lookupKey: z.string().max(100),
  currency: z.enum(CURRENCIES),
  seats: z.number(),
  promotionCode: z.string().trim().max(100).nullable(),
});
const purchaseSchema = z.strictObject({
  lookupKey: z.string().max(100),
  currency: z.enum(CURRENCIES),
  cart: z.int().min(0),
});

export type ParsedSelection = z.infer<typeof selectionSchema>;
export type ParsedPurchase = z.infer<typeof purchaseSchema>;

export type PlanSelection = {
  readonly kind: 'plan';
  readonly selection: ParsedSelection;
  readonly plan: Plan;
  readonly price: SubscriptionPrice;
};
export type PackSelection = {
  readonly kind: 'pack';
  readonly selection: ParsedSelection;
  readonly pack: Pack;
};
export type PackPurchase = {
  readonly kind: 'purchase';
  readonly purchase: ParsedPurchase;
  readonly pack: Pack;
};

function refusalOf(error: z.ZodError): Refused {
  const fields = error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ');
  const currency = error.issues.some(({ path }) => path[0] === 'currency');
  return refused(currency ? 'unknown_currency' : 'invalid_request', fields);
}

/** Checks a selection as if no page had: type, lookup key, currency and seats. Calls nobody. */
export function parseSelection(input: unknown): PlanSelection | PackSelection | Refused {
  const parsed = selectionSchema.safeParse(input);
  if (!parsed.success) return refusalOf(parsed.error);
  const selection = { ...parsed.data, promotionCode: parsed.data.promotionCode || null };
  const sold = findSellable(selection.lookupKey);
  if (!sold) return refused('unknown_price');
  if (sold.kind === 'pack') {
    return selection.seats === 1 ? { kind: 'pack', selection, pack: sold.pack } : refused('invalid_seats');
  }
  if (!isSeatsOf(sold.plan, selection.seats)) return refused('invalid_seats');
  return { kind: 'plan', selection, plan: sold.plan, price: sold.price };
}

/** Checks a one-off purchase. Calls nobody. */
export function parsePurchase(input: unknown): PackPurchase | Refused {
  const parsed = purchaseSchema.safeParse(input);
  if (!parsed.success) return refusalOf(parsed.error);
  const sold = findSellable(parsed.data.lookupKey);
  return sold?.kind === 'pack'
    ? { kind: 'purchase', purchase: parsed.data, pack: sold.pack }
    : refused('unknown_price');
}
