import { defineRoute, p, paginate, visible, within } from '../../kernel';
import { customers } from '../../payments';
import { subscriptions } from '../subscriptions/subscription';
import { attachPayment } from './attach-payment';
import { finalizeRoute, markUncollectible, voidRoute } from './close';
import { create } from './create';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { lineRoutes } from './line-routes';
import { listParams } from './params';
import { pay } from './pay';
import { createPreview } from './preview';
import { remove } from './remove';
import { send } from './send';
import { update } from './update';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/invoices/:invoice',
  params: p.none,
  handle: ({ tx, path }): Invoice => tx.addressed(invoices, path('invoice')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/invoices',
  params: listParams,
  handle({ tx, params }) {
    const { collection_method, created, customer, due_date, status, subscription } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    if (subscription !== undefined) tx.referenced(subscriptions, subscription, 'subscription');
    const from =
      customer !== undefined
        ? tx.where(invoices, 'customer', customer)
        : subscription !== undefined
          ? tx.where(invoices, 'subscription', subscription)
          : visible(tx, tx.all(invoices), undefined);
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

export const invoiceRoutes = [
  createPreview,
  create,
  retrieve,
  update,
  remove,
  list,
  ...lineRoutes,
  finalizeRoute,
  send,
  pay,
  attachPayment,
  voidRoute,
  markUncollectible,
];
