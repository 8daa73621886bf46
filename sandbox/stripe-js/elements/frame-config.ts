import type { StripeElementsOptions, StripePaymentElementOptions } from '@stripe/stripe-js';
import type { PaymentFrameConfig } from '../link/protocol';
import { resolveLanguage } from '../locale/locale';
import { resolveAppearance } from './appearance';
import { colorSchemeOf } from './color-scheme';

/** Whether the card will be kept for later charges, which the buyer has to be told. */
export type FutureUse = 'charges_later' | 'once';

/** Puts together what the payment frame is told about looks, language and wording. */
export function buildFrameConfig(
  group: StripeElementsOptions,
  element: StripePaymentElementOptions,
  futureUse: FutureUse,
  stripeLocale: string | undefined,
): PaymentFrameConfig {
  const appearance = resolveAppearance(group.appearance);
  const { theme, variables, rules, labels, inputs, animate, warnings } = appearance;
  for (const warning of warnings) console.warn(`[Stripe.js] ${warning}`);
  const terms = element.terms?.card ?? 'auto';
  const requested = group.locale ?? stripeLocale;
  return {
    theme,
    variables,
    rules,
    labels,
    inputs,
    animate,
    language: resolveLanguage(requested, navigator.languages),
    scheme: colorSchemeOf(appearance),
    readOnly: element.readOnly === true,
    showTerms: terms === 'always' || (terms === 'auto' && futureUse === 'charges_later'),
    business: element.business?.name ?? null,
  };
}

/** Reads the same from deferred options and from an intent's own field. */
export function futureUseOf(options: StripeElementsOptions, intentUsage: string | null): FutureUse {
  if (options.mode === 'subscription' || options.mode === 'setup') return 'charges_later';
  const usage =
    options.mode === 'payment' ? (options.setupFutureUsage ?? options.setup_future_usage) : intentUsage;
  return usage === 'off_session' ? 'charges_later' : 'once';
}
