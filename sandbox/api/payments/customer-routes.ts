import type { z } from 'zod';
import { defineRoute, idOf, mergeMetadata, newId, p, paginate, type Transaction, within } from '../kernel';
import { hooks } from '../kernel/hooks';
import { fullAddress } from './address';
import { addressedCustomer, type Customer, customers, type DeletedCustomer } from './customer';
import { createParams, listParams, updateParams } from './customer-params';
import { attachedMethod, attachedMethods } from './payment-method';
import { attach, detach } from './payment-method-attach';

type Update = z.output<typeof updateParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/customers',
  params: createParams,
  handle({ tx, params }): Customer {
    const { payment_method, test_clock, expand: _, ...fields } = params;
    const begun = blank(tx, test_clock ?? null);
    // Attached first: `invoice_settings[default_payment_method]` of the same request may name it.
    if (payment_method !== undefined) attach(tx, payment_method, begun.id);
    const customer = changed(tx, begun, fields);
    tx.put(customers, customer);
    tx.emit('customer.created', customer);
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
    const after = changed(tx, before, fields);
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
    const customer = addressedCustomer(tx, path('customer'));
    hooks.customerDeleted(tx, customer);
    for (const method of attachedMethods(tx, customer.id)) detach(tx, method);
    tx.emit('customer.deleted', customer);
    const deleted: DeletedCustomer = { id: customer.id, object: 'customer', deleted: true };
    tx.put(customers, deleted);
    return deleted;
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/customers',
  params: listParams,
  handle({ tx, params }) {
    const { email, created, test_clock } = params;
    const live = tx.all(customers).filter((customer): customer is Customer => customer.deleted !== true);
    const matching = live.filter(
      (customer) =>
        (email === undefined || customer.email === email) &&
        within(customer.created, created) &&
        (test_clock === undefined || idOf(customer.test_clock) === test_clock),
    );
    return paginate(matching, params, '/v1/customers');
  },
});

function blank(tx: Transaction, testClock: string | null): Customer {
  const id = newId('cus');
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: tx.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: testClock,
  };
}

function changed(tx: Transaction, customer: Customer, change: Omit<Update, 'expand'>): Customer {
  const {
    metadata,
    invoice_settings,
    address,
    shipping,
    business_name,
    individual_name,
    tax_exempt,
    ...plain
  } = change;
  const next: Customer = { ...customer, ...plain, metadata: mergeMetadata(customer.metadata, metadata) };
  if (address !== undefined) next.address = address && fullAddress(address);
  if (shipping !== undefined) {
    next.shipping = shipping && { phone: null, ...shipping, address: fullAddress(shipping.address) };
  }
  if (tax_exempt !== undefined) next.tax_exempt = tax_exempt ?? 'none';
  if (business_name) next.business_name = business_name;
  if (individual_name) next.individual_name = individual_name;
  if (invoice_settings) {
    const method = invoice_settings.default_payment_method;
    if (method) attachedMethod(tx, method, customer.id, 'invoice_settings[default_payment_method]');
    next.invoice_settings = { ...customer.invoice_settings, ...invoice_settings };
  }
  return next;
}

export const customerRoutes = [create, retrieve, update, remove, list];
