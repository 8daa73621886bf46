import { type Invoice, invoices, subscriptionOf } from '../billing/invoices/invoice';
import { type Price, prices } from '../billing/prices/price';
import { type Product, products } from '../billing/products/product';
import { type Subscription, subscriptions } from '../billing/subscriptions/subscription';
import { idOf } from '../kernel';
import { numeric, string, token } from '../kernel/search/fields';
import { searchRoute } from '../kernel/search/route';

export const productSearch = searchRoute<Product>({
  path: '/v1/products/search',
  resource: 'products',
  items: (tx) => tx.all(products),
  fields: {
    active: token((product) => product.active),
    description: string((product) => product.description),
    name: string((product) => product.name),
    shippable: token((product) => product.shippable),
    url: string((product) => product.url),
  },
});

export const priceSearch = searchRoute<Price>({
  path: '/v1/prices/search',
  resource: 'prices',
  items: (tx) => tx.all(prices),
  fields: {
    active: token((price) => price.active),
    currency: token((price) => price.currency),
    lookup_key: string((price) => price.lookup_key),
    product: token((price) => (typeof price.product === 'string' ? price.product : price.product.id)),
    type: token((price) => price.type),
  },
});

export const subscriptionSearch = searchRoute<Subscription>({
  path: '/v1/subscriptions/search',
  resource: 'subscriptions',
  items: (tx) => tx.all(subscriptions),
  fields: {
    canceled_at: numeric((subscription) => subscription.canceled_at),
    created: numeric((subscription) => subscription.created),
    status: token((subscription) => subscription.status),
  },
});

export const invoiceSearch = searchRoute<Invoice>({
  path: '/v1/invoices/search',
  resource: 'invoices',
  items: (tx) => tx.all(invoices),
  fields: {
    created: numeric((invoice) => invoice.created),
    currency: token((invoice) => invoice.currency),
    customer: token((invoice) => idOf(invoice.customer)),
    last_finalization_error_code: token((invoice) => invoice.last_finalization_error?.code),
    last_finalization_error_type: token((invoice) => invoice.last_finalization_error?.type),
    number: string((invoice) => invoice.number),
    receipt_number: string((invoice) => invoice.receipt_number),
    status: token((invoice) => invoice.status),
    subscription: token((invoice) => subscriptionOf(invoice)),
    total: numeric((invoice) => invoice.total),
  },
});
