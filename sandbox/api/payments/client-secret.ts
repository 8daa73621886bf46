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
