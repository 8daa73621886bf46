import {
  defineRoute,
  forbiddenState,
  idOf,
  mergeMetadata,
  notImplemented,
  p,
  paginate,
  within,
} from '../../kernel';
import { customers } from '../../payments';
import { finalizeRoute, markUncollectible, voidRoute } from './close';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { pay } from './pay';
import { createPreview } from './preview';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/invoices/:invoice',
  params: p.none,
  handle: ({ tx, path }): Invoice => tx.addressed(invoices, path('invoice')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/invoices',
  params: p.params({
    ...p.page,
    collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
    created: p.range(),
    customer: p.text().optional(),
    due_date: p.range(),
    status: p.oneOf('draft', 'open', 'void', 'paid', 'uncollectible').optional(),
    subscription: p.text().optional(),
  }),
  handle({ tx, params }) {
    const { collection_method, created, customer, due_date, status, subscription } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from = customer === undefined ? tx.all(invoices) : tx.where(invoices, 'customer', customer);
    const matching = from.filter(
      (invoice) =>
        (status === undefined || invoice.status === status) &&
        (subscription === undefined || subscriptionOf(invoice) === subscription) &&
        (collection_method === undefined || invoice.collection_method === collection_method) &&
        (due_date === undefined || (invoice.due_date !== null && within(invoice.due_date, due_date))) &&
        within(invoice.created, created),
    );
    return paginate(matching, params, '/v1/invoices');
  },
});

const lines = defineRoute({
  method: 'GET',
  path: '/v1/invoices/:invoice/lines',
  params: p.params(p.page),
  handle({ tx, params, path }) {
    const invoice = tx.addressed(invoices, path('invoice'));
    return paginate(invoice.lines.data, params, `/v1/invoices/${invoice.id}/lines`);
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice',
  params: p.params({
    metadata: p.metadata(),
    default_payment_method: p.text().optional(),
    description: p.text(1500).optional(),
    footer: p.text().optional(),
  }),
  handle({ tx, params, path }): Invoice {
    const before = tx.addressed(invoices, path('invoice'));
    const { metadata, expand: _, ...others } = params;
    const [param] = Object.keys(others);
    if (before.status !== 'draft' && param !== undefined) {
      throw forbiddenState("Finalized invoices can't be updated in this way", { param });
    }
    const after = tx.put(invoices, {
      ...before,
      ...others,
      metadata: mergeMetadata(before.metadata ?? {}, metadata),
    });
    tx.emitUpdated('invoice.updated', before, after);
    return after;
  },
});

/** Invoices that are not a subscription's: said plainly, so that nobody takes an unknown address for a typo. */
const create = defineRoute({
  method: 'POST',
  path: '/v1/invoices',
  params: p.none.loose(),
  handle(): Invoice {
    throw notImplemented('invoices made by hand');
  },
});

const createItem = defineRoute({
  method: 'POST',
  path: '/v1/invoiceitems',
  params: p.none.loose(),
  handle(): object {
    throw notImplemented('invoice items');
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/invoices/:invoice',
  params: p.none,
  handle({ tx, path }) {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status !== 'draft') throw forbiddenState('You can only delete draft invoices.');
    const subscription = idOf(invoice.parent?.subscription_details?.subscription);
    if (subscription !== null) {
      throw forbiddenState(`This invoice belongs to the subscription ${subscription} and cannot be deleted.`);
    }
    tx.drop(invoices, invoice.id);
    tx.emit('invoice.deleted', invoice);
    return { id: invoice.id, object: 'invoice', deleted: true };
  },
});

export const invoiceRoutes = [
  createPreview,
  create,
  createItem,
  retrieve,
  update,
  remove,
  list,
  lines,
  finalizeRoute,
  pay,
  voidRoute,
  markUncollectible,
];
