import { defineRoute, noSuch, p, paginate, type Transaction } from '../kernel';
import { addressedCustomer, liveCustomer } from './customer';
import { type DeletedTaxId, TAX_ID_TYPES, type TaxId, taxIds } from './tax-id';
import { createTaxId, removeTaxId } from './tax-id-create';
import { refused } from './unsupported';

export const taxIdData = { type: p.oneOf(...TAX_ID_TYPES), value: p.text() };

const owner = p
  .shape({
    customer: p.text().optional(),
    type: p.oneOf('customer', 'self'),
    ...refused('account', 'customer_account'),
  })
  .optional();

type Owner = { customer?: string | undefined; type: 'customer' | 'self' } | undefined;

const createOfCustomer = defineRoute({
  method: 'POST',
  path: '/v1/customers/:customer/tax_ids',
  params: p.params(taxIdData),
  handle: ({ tx, params, path }): TaxId =>
    createTaxId(tx, addressedCustomer(tx, path('customer')).id, params),
});

const retrieveOfCustomer = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/tax_ids/:id',
  params: p.none,
  handle: ({ tx, path }): TaxId => ofCustomer(tx, path('customer'), path('id')),
});

const removeOfCustomer = defineRoute({
  method: 'DELETE',
  path: '/v1/customers/:customer/tax_ids/:id',
  params: p.none,
  handle: ({ tx, path }): DeletedTaxId => removeTaxId(tx, ofCustomer(tx, path('customer'), path('id'))),
});

const listOfCustomer = defineRoute({
  method: 'GET',
  path: '/v1/customers/:customer/tax_ids',
  params: p.params(p.page),
  handle({ tx, params, path }) {
    const { id } = addressedCustomer(tx, path('customer'));
    return paginate(tx.where(taxIds, 'customer', id), params, `/v1/customers/${id}/tax_ids`);
  },
});

const create = defineRoute({
  method: 'POST',
  path: '/v1/tax_ids',
  params: p.params({ ...taxIdData, owner }),
  handle: ({ tx, params }): TaxId => createTaxId(tx, ownerOf(tx, params.owner), params),
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/tax_ids/:id',
  params: p.none,
  handle: ({ tx, path }): TaxId => tx.addressed(taxIds, path('id')),
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/tax_ids/:id',
  params: p.none,
  handle: ({ tx, path }): DeletedTaxId => removeTaxId(tx, tx.addressed(taxIds, path('id'))),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/tax_ids',
  params: p.params({ ...p.page, owner }),
  handle({ tx, params }) {
    const customer = ownerOf(tx, params.owner);
    const matching = tx.all(taxIds).filter((taxId) => taxId.customer === customer);
    return paginate(matching, params, '/v1/tax_ids');
  },
});

/** The customer a tax ID belongs to; null for the account itself, which is the default. */
function ownerOf(tx: Transaction, owner: Owner): string | null {
  if (owner?.type !== 'customer') return null;
  return liveCustomer(tx, owner.customer ?? '', 'owner[customer]').id;
}

function ofCustomer(tx: Transaction, customerId: string, id: string): TaxId {
  const customer = addressedCustomer(tx, customerId);
  const taxId = tx.addressed(taxIds, id);
  if (taxId.customer !== customer.id) throw noSuch('tax_id', id, 'path');
  return taxId;
}

export const taxIdRoutes = [
  createOfCustomer,
  retrieveOfCustomer,
  removeOfCustomer,
  listOfCustomer,
  create,
  retrieve,
  remove,
  list,
];
