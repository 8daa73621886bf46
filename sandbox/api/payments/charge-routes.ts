import { defineRoute, mergeMetadata, p, paginate, within } from '../kernel';
import { type BalanceTransaction, balanceTransactions, type Charge, charges } from './charge';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/charges/:charge',
  params: p.none,
  handle: ({ tx, path }): Charge => tx.addressed(charges, path('charge')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/charges/:charge',
  params: p.params({
    description: p.text().optional(),
    metadata: p.metadata(),
    receipt_email: p.text().optional(),
  }),
  handle({ tx, params, path }): Charge {
    const before = tx.addressed(charges, path('charge'));
    const after: Charge = {
      ...before,
      description: params.description ?? before.description,
      receipt_email: params.receipt_email ?? before.receipt_email,
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    tx.emitUpdated('charge.updated', before, after);
    return tx.put(charges, after);
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/charges',
  params: p.params({
    ...p.page,
    customer: p.text().optional(),
    payment_intent: p.text().optional(),
    created: p.range(),
  }),
  handle({ tx, params }) {
    const { customer, payment_intent, created } = params;
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

const retrieveBalance = defineRoute({
  method: 'GET',
  path: '/v1/balance_transactions/:transaction',
  params: p.none,
  handle: ({ tx, path }): BalanceTransaction => tx.addressed(balanceTransactions, path('transaction')),
});

const listBalance = defineRoute({
  method: 'GET',
  path: '/v1/balance_transactions',
  params: p.params({
    ...p.page,
    created: p.range(),
    currency: p.currency().optional(),
    source: p.text().optional(),
    type: p.text().optional(),
  }),
  handle({ tx, params }) {
    const matching = tx
      .all(balanceTransactions)
      .filter(
        (item) =>
          within(item.created, params.created) &&
          (params.currency === undefined || item.currency === params.currency) &&
          (params.source === undefined || item.source === params.source) &&
          (params.type === undefined || item.type === params.type),
      );
    return paginate(matching, params, '/v1/balance_transactions');
  },
});

export const chargeRoutes = [retrieve, update, list, retrieveBalance, listBalance];
