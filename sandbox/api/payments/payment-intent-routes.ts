import type { z } from 'zod';
import {
  type Caller,
  defineRoute,
  mergeMetadata,
  notImplemented,
  paginate,
  type Transaction,
  within,
} from '../kernel';
import { requireBuyersWishes, requireClientSecret, requireServer } from './client-secret';
import { customers } from './customer';
import { attemptFailed } from './intent-error';
import { refuseRetired, refuseUnconfirmed, wants3ds } from './intent-params';
import { type Attempt, attemptOf, openingOf } from './intent-requests';
import { requireAmount } from './minimum-amount';
import {
  advance,
  createPaymentIntent,
  type PaymentIntent,
  paymentIntents,
  withCardOptions,
} from './payment-intent';
import { cancelPaymentIntent, capturePaymentIntent } from './payment-intent-capture';
import { confirmPaymentIntent } from './payment-intent-confirm';
import * as params from './payment-intent-params';
import { cardOptionsOf, changePaymentIntent, fieldsOf, fullShipping } from './payment-intent-update';

type CreateParams = z.output<typeof params.createParams>;
type ConfirmParams = z.output<typeof params.confirmParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents',
  params: params.createParams,
  handle({ tx, params: given, caller }): PaymentIntent {
    refuseRetired(given);
    refuseUnconfirmed(given, params.NEEDS_CONFIRM);
    requireAmount(given.amount, given.currency);
    const intent = createPaymentIntent(tx, {
      ...given,
      ...openingOf(tx, given, caller),
      card_options: cardOptionsOf(given),
      shipping: given.shipping ? fullShipping(given.shipping) : null,
    });
    if (given.confirm !== true) return intent;
    // Its payment method may have been made just now; it is named by the intent.
    const { payment_method_data: _, ...rest } = given;
    return confirmed(tx, intent, rest, caller);
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/payment_intents/:intent',
  params: params.retrieveParams,
  publishable: true,
  handle({ tx, params: given, path, caller }) {
    const intent = tx.addressed(paymentIntents, path('intent'));
    requireClientSecret(intent, given.client_secret, caller);
    return intent;
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent',
  params: params.updateParams,
  handle({ tx, params: given, path, caller }): PaymentIntent {
    refuseRetired(given);
    const { expand: _, ...change } = given;
    return changePaymentIntent(tx, tx.addressed(paymentIntents, path('intent')), change, caller);
  },
});

const confirm = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent/confirm',
  params: params.confirmParams,
  publishable: true,
  handle({ tx, params: given, path, caller }) {
    const intent = tx.addressed(paymentIntents, path('intent'));
    requireClientSecret(intent, given.client_secret, caller);
    requireServer(intent, caller);
    requireBuyersWishes(intent, given, caller);
    refuseRetired(given);
    return confirmed(tx, intent, given, caller);
  },
});

const capture = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent/capture',
  params: params.captureParams,
  handle({ tx, params: given, path }): PaymentIntent {
    const intent = tx.addressed(paymentIntents, path('intent'));
    // It takes multicapture, which Stripe grants to few and the sandbox to none.
    if (given.final_capture === false) throw notImplemented('several captures of a payment', 'final_capture');
    const { statement_descriptor_suffix } = given;
    const noted = advance(tx, intent, {
      metadata: mergeMetadata(intent.metadata, given.metadata),
      ...fieldsOf({ statement_descriptor_suffix }),
    });
    return capturePaymentIntent(tx, noted, given.amount_to_capture);
  },
});

const cancel = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent/cancel',
  params: params.cancelParams,
  handle: ({ tx, params: given, path }): PaymentIntent =>
    cancelPaymentIntent(tx, tx.addressed(paymentIntents, path('intent')), given.cancellation_reason ?? null),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/payment_intents',
  params: params.listParams,
  handle({ tx, params: given }) {
    const { customer } = given;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const all =
      customer === undefined ? tx.all(paymentIntents) : tx.where(paymentIntents, 'customer', customer);
    const matching = all.filter((intent) => within(intent.created, given.created));
    return paginate(matching, given, '/v1/payment_intents');
  },
});

/** Confirms and answers the intent; a decline is answered with 402 and stays on record. */
function confirmed(
  tx: Transaction,
  intent: PaymentIntent,
  given: CreateParams | ConfirmParams,
  caller: Caller,
): PaymentIntent {
  const attempt = attemptOf(tx, intent, given, caller);
  const wished = withWishes(tx, intent, given, attempt);
  const outcome = confirmPaymentIntent(tx, wished, {
    payment_method: attempt.payment_method,
    return_url: attempt.return_url,
    off_session: given.off_session !== undefined && given.off_session !== 'false',
    no_action: given.error_on_requires_action,
    challenge: wants3ds(wished),
  });
  if (outcome.kind !== 'declined') return outcome.intent;
  throw attemptFailed(outcome.decline, { payment_intent: outcome.intent }, outcome.method, outcome.charge.id);
}

/** What a confirmation may change on the way, itself or through its token. */
function withWishes(
  tx: Transaction,
  intent: PaymentIntent,
  given: CreateParams | ConfirmParams,
  { token }: Attempt,
): PaymentIntent {
  const brought: Partial<PaymentIntent> = {};
  if (token?.setupFutureUsage) brought.setup_future_usage = token.setupFutureUsage;
  if (token?.shipping) brought.shipping = fullShipping(token.shipping);
  return advance(tx, intent, {
    ...brought,
    ...fieldsOf(given),
    payment_method_options: withCardOptions(intent, cardOptionsOf(given)),
  });
}

export const paymentIntentRoutes = [create, retrieve, update, confirm, capture, cancel, list];
