import { defineRoute, idOf, invalidRequest, mergeMetadata, p, paginate, within } from '../kernel';
import { type Charge, charges } from './charge';
import { customers, liveCustomer } from './customer';
import { fullShipping } from './payment-intent-update';
import { refused } from './unsupported';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/charges/:charge',
  params: p.none,
  handle: ({ tx, path }): Charge => tx.addressed(charges, path('charge')),
});

const shipping = p.shape({
  address: p.address,
  carrier: p.text().optional(),
  name: p.text(),
  phone: p.text().optional(),
  tracking_number: p.text().optional(),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/charges/:charge',
  params: p.params({
    customer: p.text().optional(),
    description: p.text().optional(),
    fraud_details: p.shape({ user_report: p.clearable(p.oneOf('safe', 'fraudulent')) }).optional(),
    metadata: p.metadata(),
    receipt_email: p.email().optional(),
    shipping: shipping.optional(),
    ...refused('transfer_group'),
  }),
  handle({ tx, params, path }): Charge {
    const before = tx.addressed(charges, path('charge'));
    const { customer, fraud_details } = params;
    if (customer !== undefined && before.customer !== null && idOf(before.customer) !== customer) {
      throw invalidRequest('The customer of a charge can only be set where it has none.', {
        param: 'customer',
      });
    }
    const after: Charge = {
      ...before,
      customer: customer === undefined ? before.customer : liveCustomer(tx, customer).id,
      description: params.description ?? before.description,
      receipt_email: params.receipt_email ?? before.receipt_email,
      metadata: mergeMetadata(before.metadata, params.metadata),
      shipping: params.shipping ? fullShipping(params.shipping) : before.shipping,
    };
    if (fraud_details) after.fraud_details = reported(fraud_details.user_report);
    tx.emitUpdated('charge.updated', before, after);
    return tx.put(charges, after);
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/charges',
  params: p.params({
    ...p.page,
    created: p.range(),
    customer: p.text().optional(),
    payment_intent: p.text().optional(),
    ...refused('transfer_group'),
  }),
  handle({ tx, params }) {
    const { customer, payment_intent, created } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const all =
      payment_intent !== undefined
        ? tx.where(charges, 'intent', payment_intent)
        : customer !== undefined
          ? tx.where(charges, 'customer', customer)
          : tx.all(charges);
    const matching = all.filter(
      (charge) => within(charge.created, created) && (customer === undefined || charge.customer === customer),
    );
    return paginate(matching, params, '/v1/charges');
  },
});

function reported(user_report: 'safe' | 'fraudulent' | null): NonNullable<Charge['fraud_details']> {
  return user_report === null ? {} : { user_report };
}

export const chargeRoutes = [retrieve, update, list];
