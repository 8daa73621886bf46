import { type Caller, invalidRequest } from '../kernel';

interface Intent {
  id: string;
  object: 'payment_intent' | 'setup_intent';
  client_secret: string | null;
}

/** A publishable key must prove with the client secret that the intent is its buyer's. Throws 400. */
export function requireClientSecret(intent: Intent, given: string | undefined, caller: Caller): void {
  if (caller.key === 'secret' && (given === undefined || given === intent.client_secret)) return;
  if (given === undefined) {
    throw invalidRequest('Missing required param: client_secret.', {
      code: 'parameter_missing',
      param: 'client_secret',
    });
  }
  if (given === intent.client_secret) return;
  const noun = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  throw invalidRequest(
    `The client_secret provided does not match any associated ${noun} on this account. Ensure the publishable key ` +
      `used belongs to the same account that created the ${noun}.`,
    { code: `${intent.object}_invalid_parameter`, param: 'client_secret' },
  );
}

/** With manual confirmation every attempt must come from the server. Throws 400; message inferred. */
export function requireServer(intent: { id: string; confirmation_method: string }, caller: Caller): void {
  if (caller.key === 'secret' || intent.confirmation_method !== 'manual') return;
  throw invalidRequest(
    `The PaymentIntent ${intent.id} has a confirmation_method of manual: it can only be confirmed with a secret key.`,
    { code: 'payment_intent_invalid_parameter' },
  );
}

interface Wishes {
  capture_method?: unknown;
  error_on_requires_action?: unknown;
  off_session?: unknown;
  payment_method_options?:
    | { card?: { capture_method?: unknown; request_three_d_secure?: unknown } | undefined }
    | undefined;
  setup_future_usage?: string | null | undefined;
}

/**
 * A buyer confirms on the merchant's terms: whether the money is taken at once, and whether the bank may ask, is not
 * the buyer's to say; and what the card is kept for "you may only update from on_session to off_session". Throws 400;
 * messages inferred.
 */
export function requireBuyersWishes(
  intent: { setup_future_usage: string | null },
  given: Wishes,
  caller: Caller,
): void {
  if (caller.key === 'secret') return;
  const { capture_method, error_on_requires_action, off_session, setup_future_usage: use } = given;
  const { capture_method: ofCard, request_three_d_secure } = given.payment_method_options?.card ?? {};
  const merchants = {
    capture_method,
    error_on_requires_action,
    off_session,
    'payment_method_options[card][capture_method]': ofCard,
    'payment_method_options[card][request_three_d_secure]': request_three_d_secure,
  };
  const [param] = Object.entries(merchants).find(([, value]) => value !== undefined) ?? [];
  if (param !== undefined) {
    throw invalidRequest(`The parameter ${param} can only be used with a secret key.`, { param });
  }
  const before = intent.setup_future_usage;
  if (use === undefined || before === null || use === before || use === 'off_session') return;
  throw invalidRequest(
    'With a publishable key setup_future_usage can only be changed from on_session to off_session.',
    { param: 'setup_future_usage' },
  );
}
