import type { z } from 'zod';
import { type Caller, defineRoute, idOf, mergeMetadata, paginate, type Transaction, within } from '../kernel';
import { requireClientSecret } from './client-secret';
import { customers, liveCustomer } from './customer';
import { attemptFailed } from './intent-error';
import { unexpectedState } from './intent-life';
import { refuseRetired, refuseUnconfirmed, wants3ds } from './intent-params';
import { attemptOf, methodNamed, openingOf, requireOwnMethod, withMethod } from './intent-requests';
import {
  advanceSetup,
  createSetupIntent,
  type SetupCardOptions,
  type SetupIntent,
  setupIntents,
  withSetupOptions,
} from './setup-intent';
import { cancelSetupIntent, confirmSetupIntent } from './setup-intent-confirm';
import * as params from './setup-intent-params';
import { setupLife } from './setup-life';

type CreateParams = z.output<typeof params.createParams>;
type ConfirmParams = z.output<typeof params.confirmParams>;
type UpdateParams = z.output<typeof params.updateParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents',
  params: params.createParams,
  handle({ tx, params: given, caller }): SetupIntent {
    refuseRetired(given);
    refuseUnconfirmed(given, params.NEEDS_CONFIRM);
    const opening = openingOf(tx, given, caller);
    const intent = createSetupIntent(tx, { ...given, ...opening, card_options: cardOptionsOf(given) });
    if (given.confirm !== true) return intent;
    // Its payment method may have been made just now; it is named by the intent.
    const { payment_method_data: _, ...rest } = given;
    return confirmed(tx, intent, rest, caller);
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
    return intent;
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/setup_intents/:intent',
  params: params.updateParams,
  handle({ tx, params: given, path, caller }): SetupIntent {
    refuseRetired(given);
    const intent = tx.addressed(setupIntents, path('intent'));
    requireOpen(intent, given);
    const changed = advanceSetup(tx, intent, {
      metadata: mergeMetadata(intent.metadata ?? {}, given.metadata),
      payment_method_options: withSetupOptions(intent, cardOptionsOf(given)),
      ...(given.customer === undefined ? {} : { customer: liveCustomer(tx, given.customer).id }),
      ...(given.description === undefined ? {} : { description: given.description }),
    });
    const method = methodNamed(tx, given, caller);
    if (method === undefined && given.customer !== undefined) requireOwnMethod(tx, changed);
    return method === undefined ? changed : withMethod(tx, setupLife, changed, method);
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
    return confirmed(tx, intent, given, caller);
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
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
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
  const { payment_method, return_url } = attemptOf(tx, intent, given, caller);
  const wished = advanceSetup(tx, intent, {
    payment_method_options: withSetupOptions(intent, cardOptionsOf(given)),
  });
  const outcome = confirmSetupIntent(tx, wished, {
    payment_method,
    return_url,
    challenge: wants3ds(wished),
  });
  if (outcome.kind !== 'declined') return outcome.intent;
  throw attemptFailed(outcome.decline, { setup_intent: outcome.intent }, outcome.method, null);
}

function cardOptionsOf(given: Pick<UpdateParams, 'payment_method_options'>): Partial<SetupCardOptions> {
  const wish = given.payment_method_options?.card?.request_three_d_secure;
  return wish === undefined ? {} : { request_three_d_secure: wish };
}

/** Throws 400 for a change of what is over; its metadata and description may still be changed (inferred). */
function requireOpen(intent: SetupIntent, given: UpdateParams): void {
  if (intent.status !== 'succeeded' && intent.status !== 'canceled') return;
  const { expand: _, metadata: _metadata, description: _description, ...rest } = given;
  const [field] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
  if (field === undefined) return;
  throw unexpectedState(
    intent,
    `You cannot update the ${field} of this SetupIntent because it has a status of ${intent.status}.`,
  );
}

export const setupIntentRoutes = [create, retrieve, update, confirm, cancel, list];
