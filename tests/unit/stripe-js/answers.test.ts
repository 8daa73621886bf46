import type { PaymentIntent } from '@stripe/stripe-js';
import { describe, expect, it } from 'vitest';
import { answerFrom, isApiAnswer, isPaymentIntent } from '@/sandbox/stripe-js/api/answer';
import { formPairs } from '@/sandbox/stripe-js/api/form';
import { errorFromIntent } from '@/sandbox/stripe-js/confirm/errors';
import { checkReturnUrl, returnAddress } from '@/sandbox/stripe-js/confirm/redirect';

/** An intent with the fields these rules look at. */
function intent(fields: Record<string, unknown>): PaymentIntent {
  const made: unknown = {
    id: 'pi_1',
    object: 'payment_intent',
    status: 'requires_payment_method',
    client_secret: 'pi_1_secret_2',
    last_payment_error: null,
    ...fields,
  };
  if (!isPaymentIntent(made)) throw new Error('not an intent');
  return made;
}

describe('answers of the API', () => {
  it('tells intents from errors', () => {
    expect(answerFrom(intent({})).kind).toBe('intent');
    expect(answerFrom({ object: 'setup_intent', id: 'seti_1', status: 'succeeded' }).kind).toBe('intent');
    expect(answerFrom({ object: 'customer', id: 'cus_1' })).toMatchObject({
      kind: 'error',
      error: { type: 'api_error' },
    });
    expect(answerFrom(null).kind).toBe('error');
  });

  it('hands an error on with all that Stripe says', () => {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
      message: 'No.',
      charge: 'ch_1',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      payment_intent: intent({}),
    };
    expect(answerFrom({ error })).toEqual({ kind: 'error', error });
  });

  it('does not take an unknown type of error for a known one', () => {
    expect(answerFrom({ error: { type: 'novel_error', message: 'x' } })).toMatchObject({
      error: { type: 'api_error' },
    });
  });

  it('checks what crosses the message port', () => {
    expect(isApiAnswer({ kind: 'unreachable' })).toBe(true);
    expect(isApiAnswer({ kind: 'error', error: { type: 'api_error' } })).toBe(true);
    expect(isApiAnswer({ kind: 'intent', intent: { id: 'x' } })).toBe(false);
    expect(isApiAnswer('unreachable')).toBe(false);
  });
});

describe('errors from an intent', () => {
  it('words a failed authentication for the buyer', () => {
    const last = {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: 'for developers',
    };
    for (const failed of [intent({ last_payment_error: last }), intent({})]) {
      expect(errorFromIntent(failed)).toMatchObject({
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        message: expect.stringMatching(/^We are unable to authenticate your payment method\./),
        payment_intent: { id: 'pi_1' },
      });
    }
  });

  it('keeps a decline that came after authentication', () => {
    const last = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'No.',
      charge: null,
    };
    const error = errorFromIntent(intent({ last_payment_error: last }));
    expect(error).toMatchObject({ type: 'card_error', decline_code: 'insufficient_funds', message: 'No.' });
    expect(error).not.toHaveProperty('charge');
  });
});

describe('form encoding', () => {
  it('nests with brackets, numbers lists, and leaves out what is undefined', () => {
    expect(
      formPairs({
        client_secret: 's',
        use_stripe_sdk: true,
        payment_method_data: { billing_details: { name: 'Ada', phone: undefined, address: { city: '' } } },
        expand: ['a', 'b'],
        receipt_email: null,
      }),
    ).toEqual([
      ['client_secret', 's'],
      ['use_stripe_sdk', 'true'],
      ['payment_method_data[billing_details][name]', 'Ada'],
      ['payment_method_data[billing_details][address][city]', ''],
      ['expand[0]', 'a'],
      ['expand[1]', 'b'],
      ['receipt_email', ''],
    ]);
  });
});

describe('the return address', () => {
  it('gets the intent added to what it has', () => {
    expect(returnAddress('https://shop.example/done?a=1#top', intent({ status: 'succeeded' }))).toBe(
      'https://shop.example/done?a=1&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded#top',
    );
    expect(returnAddress('https://shop.example/', intent({ status: 'processing' }))).toContain(
      'redirect_status=pending',
    );
  });

  it.each([['/done'], ['javascript:alert(1)'], ['data:text/html,x'], [undefined], [5]])(
    'refuses %j',
    (url) => {
      expect(() => checkReturnUrl(url, 'stripe.confirmPayment()')).toThrow(/return_url/);
    },
  );
});
