import type { StripeError } from '@stripe/stripe-js';
import { confirmIntent, type IntentKind, retrieveIntent } from '../api/client';
import { parseClientSecretOf } from '../api/client-secret';
import { formPairs } from '../api/form';
import { IntegrationError } from '../integration-error';
import { isRecord } from '../record';
import { type ConfirmContext, type Confirmed, settle } from './confirm';

/**
 * `confirmCardPayment` and `confirmCardSetup`: confirms with a payment method that exists, or with the intent's own.
 * @throws IntegrationError for card elements, which the stand-in does not have
 */
export async function confirmCard(
  context: ConfirmContext,
  kind: IntentKind,
  given: { readonly secret: unknown; readonly data: unknown; readonly options: unknown },
): Promise<Confirmed> {
  const method = kind === 'payment_intent' ? 'stripe.confirmCardPayment()' : 'stripe.confirmCardSetup()';
  const secret = parseClientSecretOf(kind, given.secret, method);
  const data = isRecord(given.data) ? given.data : {};
  const { payment_method: paymentMethod, ...rest } = data;
  if (paymentMethod !== undefined && typeof paymentMethod !== 'string') {
    throw new IntegrationError(
      `The sandbox's stand-in for Stripe.js does not implement card elements: ${method} takes the id of a payment method.`,
    );
  }
  const pairs = formPairs({
    ...rest,
    payment_method: paymentMethod,
    client_secret: secret.secret,
    use_stripe_sdk: true,
  });
  const answer = await confirmIntent(context.access, kind, secret.id, pairs);
  const isWaiting = answer.kind === 'intent' && answer.intent.status === 'requires_action';
  const leavesActions = isRecord(given.options) && given.options.handleActions === false;
  if (isWaiting && leavesActions) return { intent: answer.intent };
  return settle(context, secret, answer);
}

/** `handleCardAction`: carries out what a payment intent waits for, and refuses one that waits for nothing. */
export async function handleCardAction(context: ConfirmContext, value: unknown): Promise<Confirmed> {
  const secret = parseClientSecretOf('payment_intent', value, 'stripe.handleCardAction()');
  const answer = await retrieveIntent(context.access, secret.kind, secret.id, secret.secret);
  if (answer.kind === 'intent' && answer.intent.status !== 'requires_action') return { error: notWaiting() };
  return settle(context, secret, answer);
}

function notWaiting(): StripeError {
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: 'handleCardAction: The PaymentIntent supplied is not in the requires_action state.',
  };
}
