import { Failure } from '../failure.mjs';

/**
 * Which Stripe the application talks to.
 * @typedef {'sandbox' | 'test' | 'live'} Mode
 */

const KEYS = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'];

/**
 * No keys at all: the sandbox. Some but not all: a sentence, because nothing would work half configured.
 * @param {Record<string, string>} env without blank values
 * @returns {Mode}
 */
export function modeOf(env) {
  const missing = KEYS.filter((name) => !env[name]);
  if (missing.length === KEYS.length) return 'sandbox';
  if (missing.length > 0) {
    throw new Failure(
      `${missing.join(' and ')} must be set too, as other Stripe keys are (or unset all of them to use the sandbox).`,
    );
  }
  return /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? '') ? 'live' : 'test';
}
