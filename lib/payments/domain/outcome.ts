import type { Refused } from './refusal';

/** What the browser must do: call `confirmPayment` or `confirmSetup` with this client secret. */
export type BrowserAction = {
  readonly type: 'confirm_payment' | 'confirm_setup';
  readonly clientSecret: string;
};

/**
 * What became of something asked of PaymentService. `unknown` means that the provider may or may not have done it and
 * that it is being found out: never shown as a failure, never answered with a second, new attempt.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly operationId: string }
  | { readonly kind: 'requires_action'; readonly operationId: string; readonly action: BrowserAction }
  | { readonly kind: 'processing'; readonly operationId: string }
  | { readonly kind: 'unknown'; readonly operationId: string }
  /** Saved, and done as soon as the provider can be reached; until then it can be withdrawn. */
  | { readonly kind: 'deferred'; readonly operationId: string }
  | Refused;
