import { describeValue, IntegrationError } from './integration-error';

/**
 * Checks the key given to `Stripe()`.
 * @throws IntegrationError for anything but a publishable test key: a secret key must never be in a page, and a live
 * key has no business with a sandbox.
 */
export function checkPublishableKey(key: unknown): string {
  if (typeof key !== 'string' || key.trim() === '') {
    throw new IntegrationError(
      `Please call Stripe() with your publishable key. You used: ${describeValue(key)}.`,
    );
  }
  if (/^[sr]k_/.test(key)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
    );
  }
  if (key.startsWith('pk_test_')) return key;
  throw new IntegrationError('The sandbox accepts publishable test keys (pk_test_…) only.');
}
