import type { StripeElementsOptions } from '@stripe/stripe-js';

/** What becomes of the card after this payment. */
export type FutureUse = 'off_session' | 'on_session' | null;

/** Reads it from deferred options, or for an existing intent from what the intent itself says. */
export function futureUseOf(options: StripeElementsOptions, intentUsage: string | null): FutureUse {
  if (options.mode === 'subscription' || options.mode === 'setup') return 'off_session';
  const usage =
    options.mode === 'payment' ? (options.setupFutureUsage ?? options.setup_future_usage) : intentUsage;
  return usage === 'off_session' || usage === 'on_session' ? usage : null;
}
