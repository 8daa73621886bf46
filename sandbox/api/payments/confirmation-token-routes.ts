import type { z } from 'zod';
import {
  type Caller,
  defineRoute,
  idOf,
  invalidRequest,
  mergeMetadata,
  notImplemented,
  p,
  type Transaction,
} from '../kernel';
import { fullAddress } from './address';
import { type ConfirmationToken, confirmationTokens, createConfirmationToken } from './confirmation-token';
import { openSession, redisplayedMethods } from './customer-session';
import { attachedMethod, type PaymentMethod } from './payment-method';
import { requireUsable, resolveMethod } from './payment-method-attach';
import { methodFromCard } from './payment-method-create';
import { methodData } from './payment-method-params';
import { requireFrame } from './raw-card';

const carried = {
  payment_method: p.text().optional(),
  payment_method_data: methodData.optional(),
  return_url: p.text().optional(),
  setup_future_usage: p.oneOf('off_session', 'on_session').optional(),
  shipping: p
    .shape({ address: p.address, name: p.text(), phone: p.clearable(p.text()).optional() })
    .optional(),
};

/** What Stripe.js sends. That it is this endpoint it sends it to is inferred; the reference names none. */
const createParams = p.params({
  ...carried,
  customer_session_client_secret: p.text().optional(),
  metadata: p.metadata(),
});

const testParams = p.params({
  ...carried,
  payment_method_options: p
    .shape({ card: p.shape({ installments: p.shape({}).loose().optional() }).optional() })
    .optional(),
});

type Given = z.output<typeof createParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/confirmation_tokens',
  params: createParams,
  publishable: true,
  handle({ tx, params, caller }): ConfirmationToken {
    if (caller.key === 'secret') {
      throw invalidRequest(
        'A ConfirmationToken is created by Stripe.js with a publishable key. Use /v1/test_helpers/confirmation_tokens in tests.',
      );
    }
    return makeToken(tx, params, caller);
  },
});

const createInTest = defineRoute({
  method: 'POST',
  path: '/v1/test_helpers/confirmation_tokens',
  params: testParams,
  handle({ tx, params, caller }): ConfirmationToken {
    const { payment_method_options: options, ...rest } = params;
    if (options?.card?.installments) {
      throw notImplemented('installments', 'payment_method_options[card][installments]');
    }
    return makeToken(tx, rest, caller);
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/confirmation_tokens/:token',
  params: p.none,
  handle: ({ tx, path }): ConfirmationToken => tx.addressed(confirmationTokens, path('token')),
});

function makeToken(tx: Transaction, given: Given, caller: Caller): ConfirmationToken {
  const { shipping } = given;
  return createConfirmationToken(tx, {
    method: methodGiven(tx, given, caller),
    metadata: mergeMetadata({}, given.metadata),
    return_url: given.return_url ?? null,
    setup_future_usage: given.setup_future_usage ?? null,
    shipping: shipping
      ? { address: fullAddress(shipping.address), name: shipping.name, phone: shipping.phone ?? null }
      : null,
  });
}

function methodGiven(tx: Transaction, given: Given, caller: Caller): PaymentMethod {
  const { payment_method: id, payment_method_data: data } = given;
  if (id !== undefined && data !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: payment_method, payment_method_data.',
      {
        param: 'payment_method_data',
      },
    );
  }
  if (data !== undefined) {
    requireFrame(caller);
    return methodFromCard(tx, data.card, data);
  }
  if (id !== undefined) return caller.key === 'secret' ? existingMethod(tx, id) : buyersMethod(tx, id, given);
  throw invalidRequest('Missing required param: payment_method_data.', {
    code: 'parameter_missing',
    param: 'payment_method_data',
  });
}

function existingMethod(tx: Transaction, id: string): PaymentMethod {
  const method = resolveMethod(tx, id);
  requireUsable(tx, method, idOf(method.customer));
  return method;
}

/** A browser may name a card that its customer session shows, or one that it has just made and nobody owns yet. */
function buyersMethod(tx: Transaction, id: string, given: Given): PaymentMethod {
  const secret = given.customer_session_client_secret;
  if (secret === undefined) {
    const method = resolveMethod(tx, id);
    requireUsable(tx, method, null);
    return method;
  }
  const session = openSession(tx, secret);
  const method = attachedMethod(tx, id, idOf(session.customer) ?? '', 'payment_method');
  if (redisplayedMethods(tx, session).some((shown) => shown.id === id)) return method;
  throw invalidRequest('The customer session does not show this payment method.', {
    param: 'payment_method',
  });
}

export const confirmationTokenRoutes = [create, createInTest, retrieve];
