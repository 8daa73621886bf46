import type { z } from 'zod';
import {
  defineRoute,
  forbiddenState,
  idOf,
  invalidRequest,
  mergeMetadata,
  p,
  paginate,
  type Transaction,
  within,
} from '../kernel';
import { type Charge, charges } from './charge';
import { paymentIntents } from './payment-intent';
import { type Refund, refunds } from './refund';
import { createRefund } from './refund-create';
import { refused } from './unsupported';

const createParams = p.params({
  charge: p.text().optional(),
  payment_intent: p.text().optional(),
  amount: p.amount().optional(),
  reason: p.oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
  metadata: p.metadata(),
  ...refused('currency', 'customer', 'instructions_email', 'origin'),
  ...refused('refund_application_fee', 'reverse_transfer'),
});

const create = defineRoute({
  method: 'POST',
  path: '/v1/refunds',
  params: createParams,
  handle({ tx, params }): Refund {
    const metadata = mergeMetadata({}, params.metadata);
    return createRefund(tx, chargeOf(tx, params), {
      amount: params.amount,
      reason: params.reason ?? null,
      metadata,
    });
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/refunds/:refund',
  params: p.none,
  handle: ({ tx, path }): Refund => tx.addressed(refunds, path('refund')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/refunds/:refund',
  params: p.params({ metadata: p.metadata() }),
  handle({ tx, params, path }): Refund {
    const before = tx.addressed(refunds, path('refund'));
    const after: Refund = { ...before, metadata: mergeMetadata(before.metadata ?? {}, params.metadata) };
    tx.emitUpdated('refund.updated', before, after);
    return tx.put(refunds, after);
  },
});

const cancel = defineRoute({
  method: 'POST',
  path: '/v1/refunds/:refund/cancel',
  params: p.none,
  handle({ tx, path }): Refund {
    const refund = tx.addressed(refunds, path('refund'));
    // Only refunds that their buyer must do something for can be canceled, and cards have none of those.
    throw forbiddenState(
      `You cannot cancel this Refund because it has a status of ${refund.status}. Only a Refund with one of the ` +
        'following statuses may be canceled: requires_action.',
    );
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/refunds',
  params: p.params({
    ...p.page,
    charge: p.text().optional(),
    payment_intent: p.text().optional(),
    created: p.range(),
  }),
  handle({ tx, params }) {
    const { charge, payment_intent } = params;
    const all =
      charge !== undefined
        ? tx.where(refunds, 'charge', charge)
        : payment_intent !== undefined
          ? tx.where(refunds, 'intent', payment_intent)
          : tx.all(refunds);
    return paginate(
      all.filter((refund) => within(refund.created, params.created)),
      params,
      '/v1/refunds',
    );
  },
});

function chargeOf(tx: Transaction, params: z.output<typeof createParams>): Charge {
  if (params.charge !== undefined) {
    const charge = tx.referenced(charges, params.charge, 'charge');
    if (params.payment_intent === undefined || params.payment_intent === idOf(charge.payment_intent))
      return charge;
    throw invalidRequest(`Charge ${charge.id} is not of the PaymentIntent ${params.payment_intent}.`, {
      param: 'payment_intent',
    });
  }
  if (params.payment_intent === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const intent = tx.referenced(paymentIntents, params.payment_intent, 'payment_intent');
  const charge = idOf(intent.latest_charge);
  if (charge !== null && intent.status === 'succeeded') return tx.existing(charges, charge);
  throw forbiddenState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    param: 'payment_intent',
  });
}

export const refundRoutes = [create, retrieve, update, cancel, list];
