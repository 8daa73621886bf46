import { type ApiAnswer, answerFrom, type ObjectAnswer, objectFrom } from './answer';

/** Whose account to speak for, and where. The key is publishable: nothing here is secret. */
export interface ApiAccess {
  readonly origin: string;
  readonly key: string;
  readonly apiVersion: string | null;
  readonly stripeAccount: string | null;
}

export type IntentKind = 'payment_intent' | 'setup_intent';

const PATHS: Record<IntentKind, string> = {
  payment_intent: '/v1/payment_intents',
  setup_intent: '/v1/setup_intents',
};

/** Long enough for a slow sandbox, short enough that a person is not left with a spinner for good. */
const PATIENCE_MS = 80_000;

/** Reads an intent with its client secret. */
export function retrieveIntent(
  access: ApiAccess,
  kind: IntentKind,
  id: string,
  clientSecret: string,
): Promise<ApiAnswer> {
  const query = new URLSearchParams({ client_secret: clientSecret });
  return send(access, `${PATHS[kind]}/${encodeURIComponent(id)}?${query}`, { method: 'GET' }, answerFrom);
}

/** Confirms an intent; `pairs` are form-encoded as they are. */
export function confirmIntent(
  access: ApiAccess,
  kind: IntentKind,
  id: string,
  pairs: readonly (readonly [string, string])[],
): Promise<ApiAnswer> {
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]));
  return send(
    access,
    `${PATHS[kind]}/${encodeURIComponent(id)}/confirm`,
    { method: 'POST', body },
    answerFrom,
  );
}

/** Posts form pairs to an address of the sandbox and answers the object that comes back. */
export function postObject(
  access: ApiAccess,
  path: string,
  pairs: readonly (readonly [string, string])[],
): Promise<ObjectAnswer> {
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]));
  return send(access, path, { method: 'POST', body }, objectFrom);
}

interface Unreachable {
  readonly kind: 'unreachable';
}

async function send<Answer>(
  access: ApiAccess,
  path: string,
  init: RequestInit,
  read: (body: unknown) => Answer,
): Promise<Answer | Unreachable> {
  try {
    // In here, as a key or a version that no header can carry throws, and somebody waits for the answer.
    const headers = new Headers({ Authorization: `Bearer ${access.key}` });
    if (access.apiVersion !== null) headers.set('Stripe-Version', access.apiVersion);
    if (access.stripeAccount !== null) headers.set('Stripe-Account', access.stripeAccount);
    const response = await fetch(`${access.origin}${path}`, {
      ...init,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body: unknown = await response.json();
    return read(body);
  } catch (cause) {
    // Refused, cut off, timed out, or a body that is not JSON: all that is known is that no answer came.
    if (cause instanceof TypeError || cause instanceof DOMException || cause instanceof SyntaxError) {
      return { kind: 'unreachable' };
    }
    throw cause;
  }
}
