import type {
  ConfirmationToken,
  PaymentIntent,
  PaymentMethod,
  SetupIntent,
  StripeError,
  StripeErrorType,
} from '@stripe/stripe-js';
import { isRecord } from '../record';

export type Intent = PaymentIntent | SetupIntent;

/** What became of a request: an intent, Stripe's own error, or no answer at all (it may still have landed). */
export type ApiAnswer =
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'error'; readonly error: StripeError }
  | { readonly kind: 'unreachable' };

const ERROR_TYPES: readonly StripeErrorType[] = [
  'api_connection_error',
  'api_error',
  'authentication_error',
  'card_error',
  'idempotency_error',
  'invalid_request_error',
  'rate_limit_error',
  'validation_error',
];

export function isPaymentIntent(value: unknown): value is PaymentIntent {
  return isIntentLike(value) && value.object === 'payment_intent';
}

export function isSetupIntent(value: unknown): value is SetupIntent {
  return isIntentLike(value) && value.object === 'setup_intent';
}

function isIntentLike(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && typeof value.id === 'string' && typeof value.status === 'string';
}

/** Reads the body of an API response, whatever its status. */
export function answerFrom(body: unknown): ApiAnswer {
  if (isPaymentIntent(body) || isSetupIntent(body)) return { kind: 'intent', intent: body };
  if (isRecord(body) && isRecord(body.error)) return { kind: 'error', error: stripeErrorFrom(body.error) };
  return { kind: 'error', error: { type: 'api_error', message: 'An unexpected error has occurred.' } };
}

/** Shapes an API error as Stripe.js hands it to the page: the same fields, with the intent beside them. */
function stripeErrorFrom(raw: Record<string, unknown>): StripeError {
  const type = ERROR_TYPES.find((known) => known === raw.type) ?? 'api_error';
  const intents: Pick<StripeError, 'payment_intent' | 'setup_intent'> = {};
  if (isPaymentIntent(raw.payment_intent)) intents.payment_intent = raw.payment_intent;
  if (isSetupIntent(raw.setup_intent)) intents.setup_intent = raw.setup_intent;
  return { ...raw, type, ...intents };
}

/** As `ApiAnswer`, for what is made or read beside an intent. */
export type ObjectAnswer =
  | { readonly kind: 'object'; readonly object: Record<string, unknown> }
  | Exclude<ApiAnswer, { kind: 'intent' }>;

/** Reads the body of a response that holds an object. */
export function objectFrom(body: unknown): ObjectAnswer {
  if (isRecord(body) && typeof body.object === 'string') return { kind: 'object', object: body };
  const answer = answerFrom(body);
  return answer.kind === 'intent' ? { kind: 'object', object: { ...answer.intent } } : answer;
}

export function isPaymentMethod(value: unknown): value is PaymentMethod {
  return isRecord(value) && value.object === 'payment_method' && typeof value.id === 'string';
}

export function isConfirmationToken(value: unknown): value is ConfirmationToken {
  return isRecord(value) && value.object === 'confirmation_token' && typeof value.id === 'string';
}

export function isObjectAnswer(value: unknown): value is ObjectAnswer {
  if (!isRecord(value)) return false;
  return value.kind === 'object' ? isRecord(value.object) : value.kind !== 'intent' && isApiAnswer(value);
}

/** The same reading for an answer that crossed a message port, where its type was lost. */
export function isApiAnswer(value: unknown): value is ApiAnswer {
  if (!isRecord(value)) return false;
  if (value.kind === 'unreachable') return true;
  if (value.kind === 'error') return isRecord(value.error) && typeof value.error.type === 'string';
  return value.kind === 'intent' && (isPaymentIntent(value.intent) || isSetupIntent(value.intent));
}
