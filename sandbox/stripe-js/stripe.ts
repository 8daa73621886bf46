import type { StripeConstructorOptions } from '@stripe/stripe-js';
import { checkPublishableKey } from './publishable-key';
import { createStripe } from './stripe-object';

/** The release train this stand-in follows; the loader compares it with its own. */
const VERSION = 'endive';

// Only while the script runs does the browser say which script it is: its address is the sandbox's.
const script = document.currentScript;
const origin = script instanceof HTMLScriptElement ? new URL(script.src).origin : window.location.origin;

function Stripe(key: unknown, options: StripeConstructorOptions = {}) {
  const access = {
    origin,
    key: checkPublishableKey(key),
    apiVersion: options.apiVersion ?? null,
    stripeAccount: options.stripeAccount ?? null,
  };
  return createStripe(access, options);
}

Object.defineProperty(window, 'Stripe', {
  value: Object.assign(Stripe, { version: VERSION }),
  configurable: true,
  writable: true,
});
