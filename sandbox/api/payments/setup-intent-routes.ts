import type { z } from 'zod';
import { type Caller, defineRoute, idOf, mergeMetadata, paginate, type Transaction, within } from '../kernel';
import { requireClientSecret } from './client-secret';
import { liveCustomer } from './customer';
import { attemptFailed } from './intent-error';
import { refuseRetired, wants3ds } from './intent-params';
import { requireUsable, resolveMethod } from './payment-method-attach';
import { methodFromCard } from './payment-method-create';
import { visibleSetup } from './public-view';
import { requireFrame } from './raw-card';
import { advanceSetup, createSetupIntent, type SetupIntent, setupIntents } from './setup-intent';
import { cancelSetupIntent, confirmSetupIntent } from './setup-intent-confirm';
import * as params from './setup-intent-params';

type CreateParams = z.output<typeof params.createParams>;
type ConfirmParams = z.output<typeof params.confirmParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents',
  params: params.createParams,
  handle({ tx, params: given, caller }): SetupIntent {
    refuseRetired(given);
    const customer = given.customer === undefined ? null : liveCustomer(tx, given.customer).id;
    const method = given.payment_method === undefined ? null : resolveMethod(tx, given.payment_method);
    if (method) requireUsable(tx, method, customer);
    const automatic = given.automatic_payment_methods ?? { enabled: true };
    const intent = createSetupIntent(tx, {
      ...given,
      customer,
      payment_method: method?.id ?? null,
      metadata: mergeMetadata({}, given.metadata),
      automatic: automatic.enabled ? { allow_redirects: 'always', ...automatic } : automatic,
    });
    return given.confirm === true ? confirmed(tx, intent, given, caller) : intent;
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/setup_intents/:intent',
  params: params.retrieveParams,
  publishable: true,
  handle({ tx, params: given, path, caller }) {
    const intent = tx.addressed(setupIntents, path('intent'));
    requireClientSecret(intent, given.client_secret, caller);
    return visibleSetup(intent, caller);
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents/:intent',
  params: params.updateParams,
  handle({ tx, params: given, path }): SetupIntent {
    refuseRetired(given);
    const intent = tx.addressed(setupIntents, path('intent'));
    const next: Partial<SetupIntent> = { metadata: mergeMetadata(intent.metadata ?? {}, given.metadata) };
    if (given.customer !== undefined) next.customer = liveCustomer(tx, given.customer).id;
    if (given.description !== undefined) next.description = given.description;
    if (given.payment_method !== undefined) {
      const method = resolveMethod(tx, given.payment_method);
      requireUsable(tx, method, given.customer ?? idOf(intent.customer));
      next.payment_method = method.id;
      if (intent.status === 'requires_payment_method') next.status = 'requires_confirmation';
    }
    return advanceSetup(tx, intent, next);
  },
});

const confirm = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents/:intent/confirm',
  params: params.confirmParams,
  publishable: true,
  handle({ tx, params: given, path, caller }) {
    const intent = tx.addressed(setupIntents, path('intent'));
    requireClientSecret(intent, given.client_secret, caller);
    refuseRetired(given);
    return visibleSetup(confirmed(tx, intent, given, caller), caller);
  },
});

const cancel = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents/:intent/cancel',
  params: params.cancelParams,
  handle: ({ tx, params: given, path }): SetupIntent =>
    cancelSetupIntent(tx, tx.addressed(setupIntents, path('intent')), given.cancellation_reason ?? null),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/setup_intents',
  params: params.listParams,
  handle({ tx, params: given }) {
    const { customer, payment_method, created } = given;
    const all = customer === undefined ? tx.all(setupIntents) : tx.where(setupIntents, 'customer', customer);
    const matching = all.filter(
      (intent) =>
        within(intent.created, created) &&
        (payment_method === undefined || idOf(intent.payment_method) === payment_method),
    );
    return paginate(matching, given, '/v1/setup_intents');
  },
});

/** Confirms and answers the intent; a refused card is answered with 402 and stays on record. */
function confirmed(
  tx: Transaction,
  intent: SetupIntent,
  given: CreateParams | ConfirmParams,
  caller: Caller,
): SetupIntent {
  const outcome = confirmSetupIntent(tx, intent, {
    payment_method: methodGiven(tx, given, caller),
    challenge: wants3ds(given),
  });
  if (outcome.kind !== 'declined') return outcome.intent;
  const shown = visibleSetup(outcome.intent, caller);
  throw attemptFailed(outcome.decline, { setup_intent: shown }, outcome.method, null);
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

export const setupIntentRoutes = [create, retrieve, update, confirm, cancel, list];
