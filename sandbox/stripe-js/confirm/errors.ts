import type { PaymentIntent, SetupIntent, StripeError } from '@stripe/stripe-js';
import { type Intent, isPaymentIntent } from '../api/answer';

/** No answer came from the API: what was asked may or may not have been done. */
export function connectionError(): StripeError {
  return {
    type: 'api_connection_error',
    message: 'We are unable to connect to Stripe. Please check your connection and try again.',
  };
}

/** The error for an intent that went back to asking for a payment method, from what the intent itself remembers. */
export function errorFromIntent(intent: Intent): StripeError {
  return isPaymentIntent(intent) ? errorFromPaymentIntent(intent) : errorFromSetupIntent(intent);
}

function errorFromPaymentIntent(intent: PaymentIntent): StripeError {
  const code = 'payment_intent_authentication_failure';
  const last = intent.last_payment_error;
  if (last === null || last.code === code) return { ...authenticationFailure(code), payment_intent: intent };
  return { ...withoutNulls(last), type: last.type, payment_intent: intent };
}

function errorFromSetupIntent(intent: SetupIntent): StripeError {
  const code = 'setup_intent_authentication_failure';
  const last = intent.last_setup_error;
  if (last === null || last.code === code) return { ...authenticationFailure(code), setup_intent: intent };
  return { ...withoutNulls(last), type: last.type, setup_intent: intent };
}

/** The intent's own message is written for developers; this one is for the buyer. */
function authenticationFailure(code: string): StripeError {
  return {
    type: 'invalid_request_error',
    code,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  };
}

function withoutNulls<Fields extends object>(fields: Fields): Partial<Fields> {
  const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const result: Partial<Fields> = {};
  return Object.assign(result, Object.fromEntries(kept));
}
