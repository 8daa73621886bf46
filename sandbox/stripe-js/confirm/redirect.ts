import type { Intent } from '../api/answer';
import { isPaymentIntent } from '../api/answer';
import { describeValue, IntegrationError } from '../integration-error';

/** Leaves the page for `address`; the promise never settles, because the code that would go on is being unloaded. */
export function leaveFor(address: string): Promise<never> {
  window.location.assign(address);
  return new Promise<never>(() => {});
}

/** Adds to a return address what Stripe adds: the intent, its client secret and how the redirect came about. */
export function returnAddress(returnUrl: string, intent: Intent): string {
  const address = new URL(returnUrl);
  const name = isPaymentIntent(intent) ? 'payment_intent' : 'setup_intent';
  const isPending = intent.status === 'processing';
  address.searchParams.set(name, intent.id);
  address.searchParams.set(`${name}_client_secret`, intent.client_secret ?? '');
  address.searchParams.set('redirect_status', isPending ? 'pending' : 'succeeded');
  return address.href;
}

/**
 * Checks a return address: absolute, and http or https (anything else could run code in the page).
 * @throws IntegrationError when it is missing or not such an address
 */
export function checkReturnUrl(returnUrl: unknown, method: string): string {
  if (returnUrl === undefined) {
    throw new IntegrationError(
      `${method}: the \`confirmParams.return_url\` parameter is required unless redirect is if_required.`,
    );
  }
  if (
    typeof returnUrl === 'string' &&
    URL.canParse(returnUrl) &&
    /^https?:$/.test(new URL(returnUrl).protocol)
  ) {
    return returnUrl;
  }
  throw new IntegrationError(
    `Invalid value for ${method}: \`confirmParams.return_url\` should be an absolute http(s) URL. ` +
      `You specified: ${describeValue(returnUrl)}.`,
  );
}
