import type { Money } from './money';
import type { BrowserAction } from './outcome';
import type { Refused } from './refusal';

/** An invoice whose payment was tried and did not go through. */
export type DueInvoice = {
  readonly id: string;
  readonly number: string | null;
  readonly amount: Money;
  /** When it is tried again by itself; null when it is not. */
  readonly nextAttemptAt: Date | null;
};

/** How an open invoice is paid on the page. */
export type InvoicePayment =
  | { readonly kind: 'confirm'; readonly action: BrowserAction }
  /** Nothing is left to do, or what was done is still on its way. */
  | { readonly kind: 'paid' | 'processing' }
  | Refused;
