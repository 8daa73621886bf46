import { describeValue, IntegrationError } from '../integration-error';
import type { IntentKind } from './client';

export interface ClientSecret {
  readonly kind: IntentKind;
  readonly id: string;
  readonly secret: string;
}

/**
 * Takes a client secret apart: `pi_…_secret_…` or `seti_…_secret_…`.
 * @throws IntegrationError when it is neither; `method` names the caller in the message.
 */
export function parseClientSecret(value: unknown, method: string): ClientSecret {
  if (typeof value === 'string') {
    const match = /^((pi|seti)_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/.exec(value);
    if (match?.[1] !== undefined) {
      return { kind: match[2] === 'pi' ? 'payment_intent' : 'setup_intent', id: match[1], secret: value };
    }
  }
  throw new IntegrationError(
    `Invalid value for ${method}: value should be a client secret of the form \${id}_secret_\${secret}. ` +
      `You specified: ${describeValue(value)}.`,
  );
}

/** As `parseClientSecret`, for a method that serves one kind of intent only. */
export function parseClientSecretOf(kind: IntentKind, value: unknown, method: string): ClientSecret {
  const parsed = parseClientSecret(value, method);
  if (parsed.kind === kind) return parsed;
  const given = parsed.kind === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  const wanted = kind === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  throw new IntegrationError(
    `Invalid value for ${method}: expected the client secret of a ${wanted}, but a ${given} client secret was given.`,
  );
}
