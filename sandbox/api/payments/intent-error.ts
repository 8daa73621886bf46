import { cardError, type Decline, type SandboxError } from '../kernel/errors';
import type { PaymentMethod } from './payment-method';

/** The error that an intent remembers of its last attempt. */
export interface IntentError {
  type: string;
  code: string;
  message: string;
  doc_url: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  payment_method: PaymentMethod;
}

export function declineError(decline: Decline, method: PaymentMethod, charge: string | null): IntentError {
  const { code, message, decline_code, advice_code, network_decline_code } = decline;
  return {
    type: 'card_error',
    code,
    message,
    doc_url: docUrl(code),
    ...(decline_code === undefined ? {} : { decline_code }),
    ...(advice_code === undefined ? {} : { advice_code }),
    ...(network_decline_code === undefined ? {} : { network_decline_code }),
    ...(charge === null ? {} : { charge }),
    payment_method: method,
  };
}

export function authenticationError(
  intent: 'payment_intent' | 'setup_intent',
  method: PaymentMethod,
): IntentError {
  const code = `${intent}_authentication_failure`;
  return {
    type: 'invalid_request_error',
    code,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    doc_url: docUrl(code),
    payment_method: method,
  };
}

/** The 402 of an attempt that failed and stays on record. */
export function attemptFailed(
  decline: Decline,
  about: { payment_intent: object } | { setup_intent: object },
  method: PaymentMethod,
  charge: string | null,
): SandboxError {
  const facts = charge === null ? {} : { charge };
  return cardError({ ...decline, ...facts, payment_method: method, ...about }, { keepsWrites: true });
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}
