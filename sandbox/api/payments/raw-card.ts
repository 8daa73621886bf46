import { type Caller, SandboxError } from '../kernel';

const UNSAFE =
  'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map ' +
  'to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see ' +
  'https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.';

/** Card numbers are taken from the card frame alone: never from a merchant's server, nor from its page. Throws 402. */
export function requireFrame(caller: Caller): void {
  if (caller.key === 'publishable' && caller.ownFrame) return;
  throw new SandboxError(402, { type: 'invalid_request_error', message: UNSAFE });
}
