import type { Currency } from '@/lib/payments/domain/catalog';
import type { BrowserAction } from '@/lib/payments/domain/outcome';
import type { RefusalCode } from '@/lib/payments/domain/refusal';

/** What the browser may name when it asks what something would cost. Never an amount and never a price id. */
export type OrderRequest = {
  readonly lookupKey: string;
  readonly currency: Currency;
  readonly seats: number;
  readonly promotionCode: string | null;
};

/** The same, for a one-off pack; `cart` is the number the page was rendered with. */
export type PurchaseRequest = {
  readonly lookupKey: string;
  readonly currency: Currency;
  readonly cart: number;
};

/** An order summary as it is shown: amounts are written by the server, so that both sides print the same. */
export type OrderSummary = {
  readonly lines: readonly { readonly label: string; readonly quantity: number; readonly amount: string }[];
  readonly subtotal: string;
  readonly discount: { readonly label: string; readonly amount: string } | null;
  readonly tax: { readonly amount: string; readonly included: boolean } | null;
  readonly dueToday: string;
  readonly recurring: string | null;
  /** Minor units, for the card form alone: what is charged is decided by the server. */
  readonly charge: { readonly amount: number; readonly currency: string };
};

export type CheckoutRefusal = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: string;
  readonly field: 'seats' | 'promotionCode' | null;
};
export type SignedOut = { readonly kind: 'signed_out'; readonly address: string };

export type QuoteAnswer =
  | { readonly kind: 'quoted'; readonly summary: OrderSummary }
  | CheckoutRefusal
  | SignedOut;

/** What pressing the button led to. `settling`: paid, or being found out; the completion page says which. */
export type CheckoutAnswer =
  | { readonly kind: 'confirm'; readonly operationId: string; readonly action: BrowserAction }
  | { readonly kind: 'settling'; readonly operationId: string }
  | CheckoutRefusal
  | SignedOut;
