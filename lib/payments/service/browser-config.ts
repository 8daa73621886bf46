import type { PaymentsEnv } from '@/lib/env';
import type { BrowserConfig } from '../domain/mode';

/** The train of Stripe.js that the installed `@stripe/stripe-js` loads; the stand-in serves the same one. */
const STRIPE_JS_TRAIN = 'endive';

/** What the page needs to load Stripe.js; nothing here is secret. */
export function browserConfig({ mode, publishableKey, sandboxUrl }: PaymentsEnv): BrowserConfig {
  const standInScript =
    sandboxUrl === null ? null : new URL(`/${STRIPE_JS_TRAIN}/stripe.js`, sandboxUrl).href;
  return { mode, publishableKey, standInScript };
}
