import type { BrowserAction } from '@/lib/payments/domain/outcome';

/** What pressing the button led to; `address` is the path of the page that says what came of it. */
export type PayAnswer =
  | { readonly kind: 'confirm'; readonly action: BrowserAction; readonly address: string }
  | { readonly kind: 'leave'; readonly address: string }
  | { readonly kind: 'refused'; readonly message: string };

/** A payment method that was saved before: its id and how it is called, "Visa ending in 4242". */
export type SavedMethod = { readonly id: string; readonly name: string };
