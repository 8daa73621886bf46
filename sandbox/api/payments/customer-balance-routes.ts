import { defineRoute, mergeMetadata, noSuch, p, paginate, type Transaction, within } from '../kernel';
import { addressedCustomer } from './customer';
import {
  type CustomerBalanceTransaction,
  customerBalanceTransactions,
  moveBalance,
} from './customer-balance';

const create = defineRoute({
  method: 'POST',
  path: '/v1/customers/:customer/balance_transactions',
  params: p.params({
    amount: p.integer({ min: -99_999_999, max: 99_999_999 }),
    currency: p.currency(),
    description: p.text(350).optional(),
    metadata: p.metadata(),
  }),
  handle({ tx, params, path }): CustomerBalanceTransaction {
    const { id } = addressedCustomer(tx, path('customer'));
    const { amount, currency, description } = params;
    const metadata = mergeMetadata({}, params.metadata);
    return moveBalance(tx, id, { amount, currency, description, metadata, type: 'adjustment' });
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/balance_transactions/:transaction',
  params: p.none,
  handle: ({ tx, path }): CustomerBalanceTransaction => ofCustomer(tx, path('customer'), path('transaction')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/customers/:customer/balance_transactions/:transaction',
  params: p.params({ description: p.clearable(p.text(350)).optional(), metadata: p.metadata() }),
  handle({ tx, params, path }): CustomerBalanceTransaction {
    const before = ofCustomer(tx, path('customer'), path('transaction'));
    const { description = before.description } = params;
    const metadata = mergeMetadata(before.metadata ?? {}, params.metadata);
    return tx.put(customerBalanceTransactions, { ...before, description, metadata });
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/balance_transactions',
  params: p.params({ ...p.page, created: p.range(), invoice: p.text().optional() }),
  handle({ tx, params, path }) {
    const { id } = addressedCustomer(tx, path('customer'));
    const matching = tx
      .where(customerBalanceTransactions, 'customer', id)
      .filter(
        (entry) =>
          within(entry.created, params.created) &&
          (params.invoice === undefined || entry.invoice === params.invoice),
      );
    return paginate(matching, params, `/v1/customers/${id}/balance_transactions`);
  },
});

function ofCustomer(tx: Transaction, customerId: string, id: string): CustomerBalanceTransaction {
  const customer = addressedCustomer(tx, customerId);
  const entry = tx.addressed(customerBalanceTransactions, id);
  if (entry.customer !== customer.id) throw noSuch('customer_balance_transaction', id, 'path');
  return entry;
}

export const customerBalanceRoutes = [create, retrieve, update, list];
