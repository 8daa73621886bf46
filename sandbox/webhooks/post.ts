import { signatureHeader } from './signature';

const TIMEOUT_MS = 20_000;

/**
 * Sends one signed event.
 * @param seconds when it is sent; each try is signed anew
 * @returns the status of the answer, or null when there was none. Redirects are not followed: they are failures.
 */
export async function post(
  url: string,
  payload: string,
  secret: string,
  seconds: number,
): Promise<number | null> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
    'stripe-signature': signatureHeader(payload, secret, seconds),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', headers, body: payload, redirect: 'manual', signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // No connection, no answer in time, or half an answer: each means that it must be sent again.
    return null;
  }
}
