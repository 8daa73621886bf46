import type { z } from 'zod';
import {
  defineRoute,
  forbiddenState,
  idOf,
  invalidRequest,
  p,
  paginate,
  type Transaction,
  visible,
  within,
} from '../../kernel';
import { type Customer, customers, liveCustomer } from '../../payments';
import { addItems, draftOf, refreshItem, takeOff } from '../invoices/draft-lines';
import { type Invoice, invoices } from '../invoices/invoice';
import { requireDraft } from '../invoices/redraw';
import { optionsOf, prices } from '../prices/price';
import { isOver, type Subscription, subscriptions } from '../subscriptions/subscription';
import { changeInvoiceItem } from './change';
import { type InvoiceItem, invoiceItems } from './invoice-item';
import { createInvoiceItem } from './make';
import { createParams, listParams, updateParams } from './params';

type Create = z.output<typeof createParams>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/invoiceitems',
  params: createParams,
  handle({ tx, params }): InvoiceItem {
    const invoice = params.invoice === undefined ? null : tx.referenced(invoices, params.invoice, 'invoice');
    if (invoice) requireDraft(invoice, 'invoice');
    const customer = customerFor(tx, params, invoice);
    const subscription = subscriptionFor(tx, params, customer);
    const currency = currencyFor(tx, params, { customer, invoice, subscription });
    const place = {
      customer,
      currency,
      invoice: invoice?.id ?? null,
      subscription: subscription?.id ?? null,
    };
    const item = createInvoiceItem(tx, params, { ...place, at: '' });
    if (invoice) addItems(tx, invoice, [item]);
    return item;
  },
});

function customerFor(tx: Transaction, params: Create, invoice: Invoice | null): Customer {
  const owner = idOf(invoice?.customer);
  const id = params.customer ?? owner;
  if (id === null || id === undefined) {
    throw invalidRequest('Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  const customer = liveCustomer(tx, id);
  if (owner === null || owner === id) return customer;
  throw forbiddenState(`The invoice ${invoice?.id} does not belong to the customer ${id}.`, {
    param: 'invoice',
  });
}

function subscriptionFor(tx: Transaction, params: Create, customer: Customer): Subscription | null {
  if (params.subscription === undefined) return null;
  const param = 'subscription';
  const subscription = tx.referenced(subscriptions, params.subscription, param);
  if (idOf(subscription.customer) !== customer.id) {
    const message = `The subscription ${subscription.id} does not belong to the customer ${customer.id}.`;
    throw forbiddenState(message, { param });
  }
  if (!isOver(subscription)) return subscription;
  throw forbiddenState('You cannot add an invoice item to a subscription that is canceled.', { param });
}

/** An item is billed in the currency of what it goes on, else in the one asked for, else in its customer's. */
function currencyFor(
  tx: Transaction,
  params: Create,
  on: { customer: Customer; invoice: Invoice | null; subscription: Subscription | null },
): string {
  const fixed = on.invoice?.currency ?? on.subscription?.currency;
  const asked = params.currency ?? params.price_data?.currency;
  if (fixed !== undefined && asked !== undefined && asked !== fixed) {
    const message = `The currency of an invoice item must be that of what it is billed with: \`${fixed}\`.`;
    throw forbiddenState(message, { param: 'currency' });
  }
  const usual = on.customer.currency ?? 'usd';
  const currency = fixed ?? asked;
  if (currency !== undefined || params.pricing?.price === undefined) return currency ?? usual;
  const price = tx.referenced(prices, params.pricing.price, 'pricing[price]');
  return optionsOf(tx, price)[usual] ? usual : price.currency;
}

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/invoiceitems/:invoiceitem',
  params: p.none,
  handle: ({ tx, path }): InvoiceItem => tx.addressed(invoiceItems, path('invoiceitem')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/invoiceitems/:invoiceitem',
  params: updateParams,
  handle({ tx, params, path }): InvoiceItem {
    const before = tx.addressed(invoiceItems, path('invoiceitem'));
    requireOpen(tx, before, 'updated');
    const after = changeInvoiceItem(tx, before, params);
    refreshItem(tx, after);
    return after;
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/invoiceitems/:invoiceitem',
  params: p.none,
  handle({ tx, path }) {
    const item = tx.addressed(invoiceItems, path('invoiceitem'));
    requireOpen(tx, item, 'deleted');
    takeOff(tx, item);
    tx.drop(invoiceItems, item.id);
    tx.emit('invoiceitem.deleted', item);
    return { id: item.id, object: 'invoiceitem' as const, deleted: true as const };
  },
});

function requireOpen(tx: Transaction, item: InvoiceItem, what: string): void {
  if (item.invoice === null || draftOf(tx, item)) return;
  throw forbiddenState(
    `This invoice item cannot be ${what} because it is attached to an invoice that is no longer editable.`,
    { code: 'invoice_not_editable' },
  );
}

const list = defineRoute({
  method: 'GET',
  path: '/v1/invoiceitems',
  params: listParams,
  handle({ tx, params }) {
    const { created, customer, invoice, pending } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from =
      customer !== undefined
        ? tx.where(invoiceItems, 'customer', customer)
        : invoice !== undefined
          ? tx.where(invoiceItems, 'invoice', invoice)
          : visible(tx, tx.all(invoiceItems), undefined);
    const matching = from.filter(
      (item) =>
        (invoice === undefined || item.invoice === invoice) &&
        (pending === undefined || (item.invoice === null) === pending) &&
        within(item.date, created),
    );
    return paginate(matching, params, '/v1/invoiceitems');
  },
});

export const invoiceItemRoutes = [create, retrieve, update, remove, list];
