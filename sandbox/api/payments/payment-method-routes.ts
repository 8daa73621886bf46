import type { z } from 'zod';
import {
  defineRoute,
  idOf,
  invalidRequest,
  mergeMetadata,
  notImplemented,
  p,
  paginate,
  type Transaction,
} from '../kernel';
import { fullAddress } from './address';
import { checkedExpiry } from './card-check';
import { addressedCustomer, liveCustomer } from './customer';
import { attachedMethods, type PaymentMethod, paymentMethods } from './payment-method';
import { attach, detach, resolveMethod } from './payment-method-attach';
import { methodFromCard, methodFromToken } from './payment-method-create';
import {
  type billingDetails,
  createParams,
  customerListParams,
  listParams,
  updateParams,
} from './payment-method-params';
import { requireFrame } from './raw-card';

const create = defineRoute({
  method: 'POST',
  path: '/v1/payment_methods',
  params: createParams,
  publishable: true,
  handle({ tx, params, caller }): PaymentMethod {
    const { card, type } = params;
    if (type !== 'card') throw notImplemented(`payment methods of the type ${type}`, 'type');
    if (card === undefined) {
      throw invalidRequest('Missing required param: card.', { code: 'parameter_missing', param: 'card' });
    }
    if ('token' in card) return methodFromToken(tx, card.token, 'card[token]', params);
    requireFrame(caller);
    return methodFromCard(tx, card, params);
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/payment_methods/:method',
  params: p.none,
  handle({ tx, path }): PaymentMethod {
    const id = path('method');
    return id.startsWith('pm_card_') ? resolveMethod(tx, id) : tx.addressed(paymentMethods, id);
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/payment_methods/:method',
  params: updateParams,
  handle({ tx, params, path }): PaymentMethod {
    const before = tx.addressed(paymentMethods, path('method'));
    if (before.customer === null) {
      throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
    }
    const { billing_details, card, metadata, allow_redisplay } = params;
    const after: PaymentMethod = {
      ...before,
      allow_redisplay: allow_redisplay ?? before.allow_redisplay ?? 'unspecified',
      metadata: mergeMetadata(before.metadata ?? {}, metadata),
    };
    if (billing_details) after.billing_details = changedDetails(before, billing_details);
    if (card && before.card) {
      const { exp_month = before.card.exp_month, exp_year = before.card.exp_year } = card;
      const expiry = checkedExpiry({ exp_month, exp_year }, new Date(tx.clock.milliseconds()));
      after.card = { ...before.card, ...expiry };
    }
    tx.emitUpdated('payment_method.updated', before, after);
    return tx.put(paymentMethods, after);
  },
});

const attachRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment_methods/:method/attach',
  params: p.params({ customer: p.text() }),
  handle({ tx, params, path }): PaymentMethod {
    const id = path('method');
    if (!id.startsWith('pm_card_')) tx.addressed(paymentMethods, id);
    return attach(tx, id, liveCustomer(tx, params.customer).id);
  },
});

const detachRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment_methods/:method/detach',
  params: p.none,
  handle({ tx, path }): PaymentMethod {
    const method = tx.addressed(paymentMethods, path('method'));
    if (method.customer === null) {
      const message =
        'The payment method you provided is not attached to a customer so detachment is impossible.';
      throw invalidRequest(message);
    }
    return detach(tx, method);
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/payment_methods',
  params: listParams,
  handle({ tx, params }) {
    // Stripe lists the payment methods of a customer, or those of the account itself, which has none here.
    if (params.customer === undefined) return paginate<PaymentMethod>([], params, '/v1/payment_methods');
    const customer = liveCustomer(tx, params.customer).id;
    return paginate(matching(tx, customer, params), params, '/v1/payment_methods');
  },
});

const listOfCustomer = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods',
  params: customerListParams,
  handle({ tx, params, path }) {
    const customer = addressedCustomer(tx, path('customer')).id;
    return paginate(matching(tx, customer, params), params, `/v1/customers/${customer}/payment_methods`);
  },
});

const retrieveOfCustomer = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods/:method',
  params: p.none,
  handle({ tx, path }): PaymentMethod {
    const customer = addressedCustomer(tx, path('customer'));
    const method = tx.addressed(paymentMethods, path('method'));
    return idOf(method.customer) === customer.id
      ? method
      : tx.addressed(paymentMethods, `${customer.id}/${method.id}`);
  },
});

function changedDetails(
  { billing_details: before }: PaymentMethod,
  given: z.output<typeof billingDetails>,
): PaymentMethod['billing_details'] {
  const { address, tax_id = before.tax_id, ...rest } = given;
  return {
    ...before,
    ...rest,
    tax_id,
    address: address === undefined ? before.address : fullAddress(address ?? {}),
  };
}

function matching(
  tx: Transaction,
  customer: string,
  by: { type?: string | undefined; allow_redisplay?: string | undefined },
) {
  return attachedMethods(tx, customer).filter(
    (method) =>
      (by.type === undefined || method.type === by.type) &&
      (by.allow_redisplay === undefined || method.allow_redisplay === by.allow_redisplay),
  );
}

export const paymentMethodRoutes = [
  create,
  retrieve,
  update,
  attachRoute,
  detachRoute,
  list,
  listOfCustomer,
  retrieveOfCustomer,
];
