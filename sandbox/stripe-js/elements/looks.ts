import type { StripeElementsOptions } from '@stripe/stripe-js';
import type { FrameLooks } from '../link/protocol';
import { resolveLanguage } from '../locale/language';
import { resolveAppearance } from './appearance';
import { colorSchemeOf } from './color-scheme';

/** Puts together what every frame of a group is told about looks and language. */
export function buildLooks(group: StripeElementsOptions, stripeLocale: string | undefined): FrameLooks {
  const appearance = resolveAppearance(group.appearance);
  const { warnings, ...looks } = appearance;
  for (const warning of warnings) console.warn(`[Stripe.js] ${warning}`);
  return {
    ...looks,
    language: resolveLanguage(group.locale ?? stripeLocale, navigator.languages),
    scheme: colorSchemeOf(appearance),
  };
}
