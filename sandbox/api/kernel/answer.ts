import { API_VERSION } from './api-version';
import type { ErrorBody, SandboxError } from './errors';

/** An HTTP answer before it is written to the socket. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An answer's body in Stripe's layout: indented, for people who read it with curl. */
export function render(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The body of a refusal, with the addresses that help to understand it. */
export function renderError(body: ErrorBody, requestId: string, origin: string): string {
  const code = body.code?.replaceAll('_', '-');
  const docs = code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code}` };
  const error = { ...body, ...docs, request_log_url: `${origin}/dashboard/requests/${requestId}` };
  return render({ error });
}

/** What a page may read of an answer: Stripe names it on every one. */
export const EXPOSED =
  'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, ' +
  'X-Stripe-Privileged-Session-Required';

/** Headers of every answer. Stripe leaves its version out when it does not know who is asking. */
export function baseHeaders(requestId: string, known: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'access-control-expose-headers': EXPOSED,
    'cache-control': 'no-cache, no-store',
    'request-id': requestId,
  };
  if (known) headers['stripe-version'] = API_VERSION;
  return headers;
}

/** The answer for a refusal that is not kept. */
export function refusal(error: SandboxError, requestId: string, origin: string): Answer {
  const headers = baseHeaders(requestId, error.status !== 401);
  if (error.status === 401) headers['www-authenticate'] = 'Basic realm="Stripe"';
  return { status: error.status, headers, body: renderError(error.body, requestId, origin) };
}
