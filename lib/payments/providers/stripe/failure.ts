import Stripe from 'stripe';
import type { RefusalCode } from '../../domain/refusal';
import type { ProviderFailure, ProviderResult } from '../../provider';
import { TransportError } from '../../resilience/transport-error';

const DECLINES: Readonly<Record<string, RefusalCode>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  processing_error: 'processing_error',
};

/** Codes of 400 answers that have a sentence of their own. */
const REFUSALS: Readonly<Record<string, RefusalCode>> = {
  resource_missing: 'not_found',
  charge_already_refunded: 'refund_too_large',
  coupon_expired: 'promotion_code_expired',
  promotion_code_expired: 'promotion_code_expired',
  promotion_code_customer_not_first_time: 'promotion_code_first_time_only',
  coupon_applies_to_nothing: 'promotion_code_wrong_plan',
  tax_id_invalid: 'tax_id_invalid',
  customer_tax_location_invalid: 'address_required',
};

/** What to write down of an error: code, type and request id; never its message, which may quote what was sent. */
function detailOf(error: Stripe.errors.StripeError): string {
  const facts = [
    error.statusCode,
    error.rawType ?? error.type,
    error.code,
    error.decline_code,
    error.param,
    error.requestId,
  ];
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' ');
}

function transportErrorIn(error: Stripe.errors.StripeError): TransportError | null {
  const { detail } = error;
  return detail instanceof TransportError ? detail : null;
}

function declined(error: Stripe.errors.StripeError): ProviderFailure {
  const code = DECLINES[error.decline_code ?? ''] ?? DECLINES[error.code ?? ''] ?? 'card_declined';
  return { kind: 'declined', code, detail: detailOf(error) };
}

/** What it means where a parameter is objected to without a code. */
type Meanings = { readonly ofParams?: Readonly<Record<string, RefusalCode>> };

/**
 * The table of what an error means. A 5xx, a body that broke off and a timeout may have been carried out; a 5xx also
 * spends the key, since Stripe repeats a saved answer to it. An idempotency error says that the key was used for
 * something else: what that did is to be found out, not guessed.
 */
function failureOf(error: Stripe.errors.StripeError, { ofParams = {} }: Meanings): ProviderFailure {
  const detail = detailOf(error);
  const transport = transportErrorIn(error);
  if (transport) {
    return transport.landed === 'never'
      ? { kind: 'unavailable', detail: transport.message }
      : { kind: 'unknown', detail: transport.message, keySpent: false };
  }
  if (error.rawType === 'idempotency_error')
    return { kind: 'unknown', detail, keySpent: error.statusCode !== 409 };
  switch (error.statusCode) {
    case 400:
    case 404:
      return {
        kind: 'refused',
        code: REFUSALS[error.code ?? ''] ?? ofParams[error.param ?? ''] ?? 'invalid_request',
        detail,
      };
    case 401:
    case 403:
      return { kind: 'refused', code: 'misconfigured', detail };
    case 402:
      return declined(error);
    case 409:
      return { kind: 'unknown', detail, keySpent: false };
    case 429:
      return { kind: 'rate_limited', detail };
    default:
      // Without a status it was no answer of Stripe's (a proxy's page): the key is still good.
      return { kind: 'unknown', detail, keySpent: error.statusCode !== undefined };
  }
}

/**
 * Runs one call of the SDK and turns what it throws into an answer.
 * @throws whatever is not Stripe's error: a bug
 */
export async function call<T>(run: () => Promise<T>, meanings: Meanings = {}): Promise<ProviderResult<T>> {
  try {
    return { kind: 'ok', value: await run() };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return failureOf(error, meanings);
    throw error;
  }
}
