import type { ConfirmationTokenResult, PaymentMethodResult } from '@stripe/stripe-js';
import { isConfirmationToken, isPaymentMethod, type ObjectAnswer } from '../api/answer';
import type { ApiAccess } from '../api/client';
import type { ElementsGroup } from '../elements/elements-group';
import { IntegrationError } from '../integration-error';
import { isRecord } from '../record';
import { cardPairs } from './card-params';
import { cardSource } from './confirm';
import { connectionError } from './errors';

/** Makes a confirmation token of what the elements hold. The page must have submitted them. */
export async function createConfirmationToken(
  access: ApiAccess,
  elements: ElementsGroup,
  params: unknown,
): Promise<ConfirmationTokenResult> {
  const method = 'stripe.createConfirmationToken()';
  if (!elements.hasSubmitted) {
    throw new IntegrationError(`elements.submit() must be called before ${method}.`);
  }
  const usage = elements.futureUse;
  const given = isRecord(params) ? params : {};
  const told = { ...(usage !== null && { setup_future_usage: usage }), ...given };
  const { origin: _frameKnowsItsOwn, ...frameAccess } = access;
  const answer = await cardSource(elements, 'create a token of').create({
    kind: 'create',
    what: 'confirmation_token',
    access: frameAccess,
    pairs: cardPairs(told, elements.collected),
  });
  if (answer.kind === 'object' && isConfirmationToken(answer.object))
    return { confirmationToken: answer.object };
  return { error: errorOf(answer) };
}

/** Makes a payment method of the card that the elements hold, for a page that works with payment methods itself. */
export async function createPaymentMethod(
  access: ApiAccess,
  elements: ElementsGroup,
  params: unknown,
): Promise<PaymentMethodResult> {
  if (!elements.isForManualCreation) {
    throw new IntegrationError(
      "To call stripe.createPaymentMethod() with `elements`, create them with `paymentMethodCreation: 'manual'`.",
    );
  }
  if (!elements.hasSubmitted) {
    throw new IntegrationError('elements.submit() must be called before stripe.createPaymentMethod().');
  }
  const { origin: _frameKnowsItsOwn, ...frameAccess } = access;
  const data = isRecord(params) ? params : {};
  const { billing } = elements.collected;
  const answer = await cardSource(elements, 'create a payment method of').create({
    kind: 'create',
    what: 'payment_method',
    access: frameAccess,
    pairs: cardPairs({ payment_method_data: data }, { billing, shipping: null }),
  });
  if (answer.kind === 'object' && isPaymentMethod(answer.object)) return { paymentMethod: answer.object };
  return { error: errorOf(answer) };
}

function errorOf(answer: ObjectAnswer) {
  switch (answer.kind) {
    case 'error':
      return answer.error;
    case 'unreachable':
      return connectionError();
    case 'object':
      return { type: 'api_error', message: 'An unexpected error has occurred.' } as const;
  }
}
