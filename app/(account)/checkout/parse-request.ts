import { z } from 'zod';
import type { CheckoutRefusal, OrderRequest, PurchaseRequest } from '@/components/billing/checkout-types';
import { CURRENCIES, findSellable, SEATS } from '@/lib/payments/domain/catalog';
import { REFUSALS, type RefusalCode } from '@/lib/payments/domain/refusal';

const lookupKey = z.string().min(1).max(200);
const currency = z.enum(CURRENCIES);

// Strict: an amount or a price id sent along is refused, not ignored (failure 18).
const order = z.strictObject({
  lookupKey,
  currency,
  seats: z.number().int().min(SEATS.min).max(SEATS.max),
  promotionCode: z.string().trim().min(1).max(100).nullable(),
});
const purchase = z.strictObject({ lookupKey, currency, cart: z.number().int().min(0) });

export type Parsed<T> =
  | { readonly ok: true; readonly request: T }
  | { readonly ok: false; readonly refusal: CheckoutRefusal };

/** A refusal as the browser gets it; what is for developers stays on the server. */
export function refusal(code: RefusalCode, message: string = REFUSALS[code]): CheckoutRefusal {
  const field =
    code === 'invalid_seats' ? 'seats' : code.startsWith('promotion_code_') ? 'promotionCode' : null;
  return { kind: 'refused', code, message, field };
}

function refusalFor(error: z.ZodError): CheckoutRefusal {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    return refusal(
      'invalid_request',
      'Only what is being bought may be named: amounts and prices are not taken from a browser.',
    );
  }
  switch (issue?.path[0]) {
    case 'lookupKey':
      return refusal('unknown_price');
    case 'currency':
      return refusal('unknown_currency');
    case 'seats':
      return refusal('invalid_seats');
    case 'promotionCode':
      return refusal('promotion_code_unknown');
    default:
      return refusal('invalid_request');
  }
}

function parse<T extends { lookupKey: string }>(
  schema: z.ZodType<T>,
  kind: 'subscription' | 'pack' | null,
  input: unknown,
): Parsed<T> {
  const result = schema.safeParse(input);
  if (!result.success) return { ok: false, refusal: refusalFor(result.error) };
  const sold = findSellable(result.data.lookupKey);
  if (!sold || (kind && sold.kind !== kind)) return { ok: false, refusal: refusal('unknown_price') };
  return { ok: true, request: result.data };
}

/** Reads what a browser asks the price of. */
export const parseQuoteRequest = (input: unknown): Parsed<OrderRequest> => parse(order, null, input);

/** Reads what a browser wants to subscribe to. */
export const parseOrder = (input: unknown): Parsed<OrderRequest> => parse(order, 'subscription', input);

/** Reads which pack a browser wants to pay for. */
export const parsePurchase = (input: unknown): Parsed<PurchaseRequest> => parse(purchase, 'pack', input);
