import type { z } from 'zod';
import {
  type Caller,
  defineRoute,
  invalidRequest,
  mergeMetadata,
  paginate,
  type Transaction,
  within,
} from '../kernel';
import { requireClientSecret } from './client-secret';
import { liveCustomer } from './customer';
import { attemptFailed } from './intent-error';
import { refuseRetired, wants3ds } from './intent-params';
import { requireMinimum } from './minimum-amount';
import { advance, createPaymentIntent, type PaymentIntent, paymentIntents } from './payment-intent';
import { cancelPaymentIntent, capturePaymentIntent } from './payment-intent-capture';
import { type ConfirmOptions, confirmPaymentIntent } from './payment-intent-confirm';
import * as params from './payment-intent-params';
import { changePaymentIntent, fullShipping } from './payment-intent-update';
import { requireUsable, resolveMethod } from './payment-method-attach';
import { methodFromCard } from './payment-method-create';
import { visiblePayment } from './public-view';
import { requireFrame } from './raw-card';

type CreateParams = z.output<typeof params.createParams>;
type ConfirmParams = z.output<typeof params.confirmParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents',
  params: params.createParams,
  handle({ tx, params: given, caller }): PaymentIntent {
    refuseRetired(given);
    requireMinimum(given.amount, given.currency);
    const intent = created(tx, given);
    if (given.confirm !== true) return intent;
    requireReturnUrl(intent, given, caller);
    return confirmed(tx, intent, given, caller);
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
    return visiblePayment(intent, caller);
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent',
  params: params.updateParams,
  handle({ tx, params: given, path }): PaymentIntent {
    refuseRetired(given);
    const { expand: _, ...change } = given;
    return changePaymentIntent(tx, tx.addressed(paymentIntents, path('intent')), change);
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
    refuseRetired(given);
    if (intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation') {
      requireReturnUrl(intent, given, caller);
    }
    return visiblePayment(confirmed(tx, withWishes(tx, intent, given), given, caller), caller);
  },
});

const capture = defineRoute({
  method: 'POST',
  path: '/v1/payment_intents/:intent/capture',
  params: params.captureParams,
  handle({ tx, params: given, path }): PaymentIntent {
    const intent = tx.addressed(paymentIntents, path('intent'));
    const noted = advance(tx, intent, { metadata: mergeMetadata(intent.metadata, given.metadata) });
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
    const all =
      customer === undefined ? tx.all(paymentIntents) : tx.where(paymentIntents, 'customer', customer);
    const matching = all.filter((intent) => within(intent.created, given.created));
    return paginate(matching, given, '/v1/payment_intents');
  },
});

function created(tx: Transaction, given: CreateParams): PaymentIntent {
  const customer = given.customer === undefined ? null : liveCustomer(tx, given.customer).id;
  const method = given.payment_method === undefined ? null : resolveMethod(tx, given.payment_method);
  if (method) requireUsable(tx, method, customer);
  const automatic = given.automatic_payment_methods ?? { enabled: true };
  const { shipping } = given;
  const intent = createPaymentIntent(tx, {
    ...given,
    customer,
    payment_method: method?.id ?? null,
    metadata: mergeMetadata({}, given.metadata),
    automatic: automatic.enabled ? { allow_redirects: 'always', ...automatic } : automatic,
  });
  return shipping ? advance(tx, intent, { shipping: fullShipping(shipping) }) : intent;
}

/** What a confirmation may change on the way. */
function withWishes(tx: Transaction, intent: PaymentIntent, given: ConfirmParams): PaymentIntent {
  const wishes: Partial<PaymentIntent> = {};
  const future = given.setup_future_usage ?? given.payment_method_options?.card?.setup_future_usage;
  if (future === 'off_session' || future === 'on_session') wishes.setup_future_usage = future;
  if (given.receipt_email !== undefined) wishes.receipt_email = given.receipt_email;
  if (given.capture_method !== undefined) wishes.capture_method = given.capture_method;
  if (given.shipping) wishes.shipping = fullShipping(given.shipping);
  return Object.keys(wishes).length === 0 ? intent : advance(tx, intent, wishes);
}

/** Confirms and answers the intent; a decline is answered with 402 and stays on record. */
function confirmed(
  tx: Transaction,
  intent: PaymentIntent,
  given: CreateParams | ConfirmParams,
  caller: Caller,
): PaymentIntent {
  const options: ConfirmOptions = {
    payment_method: methodGiven(tx, given, caller),
    off_session:
      (given.off_session !== undefined && given.off_session !== 'false') || given.error_on_requires_action,
    challenge: wants3ds(given),
  };
  const outcome = confirmPaymentIntent(tx, intent, options);
  if (outcome.kind !== 'declined') return outcome.intent;
  const shown = visiblePayment(outcome.intent, caller);
  throw attemptFailed(outcome.decline, { payment_intent: shown }, outcome.method, outcome.charge.id);
}

function methodGiven(
  tx: Transaction,
  given: CreateParams | ConfirmParams,
  caller: Caller,
): string | undefined {
  const data = given.payment_method_data;
  if (data === undefined) return given.payment_method;
  requireFrame(caller);
  return methodFromCard(tx, data.card, data).id;
}

/**
 * With automatic payment methods a buyer may be sent elsewhere, so a server must say where to come back to. Stripe.js
 * asks its page for the address itself.
 */
function requireReturnUrl(intent: PaymentIntent, given: CreateParams | ConfirmParams, caller: Caller): void {
  if (caller.key === 'publishable' || given.return_url !== undefined || given.off_session !== undefined)
    return;
  const automatic = given.automatic_payment_methods ?? intent.automatic_payment_methods;
  if (automatic?.enabled !== true || automatic.allow_redirects === 'never') return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't " +
      'want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
    { param: 'return_url' },
  );
}

export const paymentIntentRoutes = [create, retrieve, update, confirm, capture, cancel, list];
