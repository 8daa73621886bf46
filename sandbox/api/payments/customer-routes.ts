import { defineRoute, p, paginate, type Transaction, visible, within } from '../kernel';
import { addressedCustomer, type Customer, customers, type DeletedCustomer } from './customer';
import { recordMove } from './customer-balance';
import { blankCustomer } from './customer-blank';
import { changed } from './customer-change';
import { joinClock } from './customer-clock';
import { createParams, listParams, updateParams } from './customer-params';
import { removeCustomer } from './customer-remove';
import { attach } from './payment-method-attach';
import { createTaxId } from './tax-id-create';

const create = defineRoute({
  method: 'POST',
  path: '/v1/customers',
  params: createParams,
  handle({ tx, params }): Customer {
    const { payment_method, tax_id_data = [], test_clock, expand: _, ...fields } = params;
    if (test_clock !== undefined) joinClock(tx, test_clock);
    const begun = blankCustomer(tx, test_clock ?? null);
    // Attached first: `invoice_settings[default_payment_method]` of the same request may name it.
    const method = payment_method === undefined ? null : attach(tx, payment_method, begun.id).id;
    const named = withDefault(fields, payment_method, method);
    const customer = noteBalance(tx, changed(tx, begun, named), fields.balance, 'initial');
    tx.put(customers, customer);
    tx.emit('customer.created', customer);
    for (const [index, data] of tax_id_data.entries()) {
      createTaxId(tx, customer.id, data, `tax_id_data[${index}][value]`);
    }
    tx.arrangeEvents(['customer.created']);
    return customer;
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer',
  params: p.none,
  handle: ({ tx, path }): Customer | DeletedCustomer => tx.addressed(customers, path('customer')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/customers/:customer',
  params: updateParams,
  handle({ tx, params, path }): Customer {
    const before = addressedCustomer(tx, path('customer'));
    const { expand: _, ...fields } = params;
    const after = noteBalance(tx, changed(tx, before, fields), fields.balance, 'adjustment');
    tx.put(customers, after);
    tx.emitUpdated('customer.updated', before, after);
    return after;
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/customers/:customer',
  params: p.none,
  handle({ tx, path }): DeletedCustomer {
    return removeCustomer(tx, addressedCustomer(tx, path('customer')));
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/customers',
  params: listParams,
  handle({ tx, params }) {
    const { email, created, test_clock } = params;
    const live = tx.all(customers).filter((customer): customer is Customer => customer.deleted !== true);
    const matching = visible(tx, live, test_clock).filter(
      (customer) => (email === undefined || customer.email === email) && within(customer.created, created),
    );
    return paginate(matching, params, '/v1/customers');
  },
});

/** A `pm_card_…` name that is given twice in one request means one payment method, not two. */
function withDefault<Fields extends { invoice_settings?: { default_payment_method?: string | null } }>(
  fields: Fields,
  name: string | undefined,
  method: string | null,
): Fields {
  const settings = fields.invoice_settings;
  if (method === null || settings?.default_payment_method !== name) return fields;
  return { ...fields, invoice_settings: { ...settings, default_payment_method: method } };
}

/** What a request makes of a customer's balance is written down as any other movement is. */
function noteBalance(
  tx: Transaction,
  customer: Customer,
  balance: number | undefined,
  type: 'initial' | 'adjustment',
): Customer {
  const amount = (balance ?? customer.balance) - customer.balance;
  if (amount === 0) return customer;
  const currency = customer.currency ?? 'usd';
  const moved: Customer = { ...customer, balance: customer.balance + amount, currency };
  recordMove(tx, moved, { amount, currency, type });
  return moved;
}

export const customerRoutes = [create, retrieve, update, remove, list];
