import { defineRoute, forbiddenState, idOf, invalidRequest, type Transaction } from '../../kernel';
import { type Customer, liveCustomer } from '../../payments';
import {
  type InvoiceItem,
  pendingOfCustomer,
  pendingOfSubscription,
  takeUp,
} from '../invoice-items/invoice-item';
import { isOver, type Subscription, subscriptions } from '../subscriptions/subscription';
import { buildInvoice } from './build';
import { type Invoice, invoices } from './invoice';
import { invoiceDiscounts } from './invoice-discounts';
import { type CreateParams, createParams } from './params';
import { redrawn } from './redraw';
import { settingsOf } from './settings';

export const create = defineRoute({
  method: 'POST',
  path: '/v1/invoices',
  params: createParams,
  handle({ tx, params }): Invoice {
    const subscription = subscriptionFor(tx, params);
    const customer = liveCustomer(tx, customerIdFor(params, subscription));
    const currency = params.currency ?? subscription?.currency ?? customer.currency ?? 'usd';
    if (subscription && currency !== subscription.currency) {
      const message = `The currency of an invoice of a subscription must be the subscription's: \`${subscription.currency}\`.`;
      throw forbiddenState(message, { param: 'currency' });
    }
    const items = itemsFor(tx, params, { customer, currency, subscription });
    const blank = blankInvoice(tx, { customer, currency, subscription, items });
    const settled = { ...blank, ...settingsOf(tx, withSubscriptionTerms(params, subscription), blank) };
    const discounts = discountsFor(tx, params, settled, { customer, subscription });
    const draft = tx.put(invoices, redrawn(tx, { ...settled, discounts }));
    takeUp(tx, items, draft.id);
    tx.emit('invoice.created', draft);
    return draft;
  },
});

interface For {
  customer: Customer;
  currency: string;
  subscription: Subscription | null;
}

function subscriptionFor(tx: Transaction, params: CreateParams): Subscription | null {
  if (params.subscription === undefined) return null;
  const param = 'subscription';
  const subscription = tx.referenced(subscriptions, params.subscription, param);
  if (params.customer !== undefined && idOf(subscription.customer) !== params.customer) {
    const message = `The subscription ${subscription.id} does not belong to the customer ${params.customer}.`;
    throw forbiddenState(message, { param });
  }
  if (!isOver(subscription)) return subscription;
  throw forbiddenState('You cannot create an invoice for a subscription that is canceled.', { param });
}

function customerIdFor(params: CreateParams, subscription: Subscription | null): string {
  const id = params.customer ?? idOf(subscription?.customer);
  if (id !== null && id !== undefined) return id;
  throw invalidRequest('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' });
}

/** The items that wait: of the subscription always, of the customer when the request says so. */
function itemsFor(tx: Transaction, params: CreateParams, on: For): InvoiceItem[] {
  if (on.subscription) {
    const items = pendingOfSubscription(tx, on.subscription.id);
    if (items.length > 0) return items;
    throw forbiddenState('Nothing to invoice for subscription', {
      code: 'invoice_no_subscription_line_items',
    });
  }
  if (params.pending_invoice_items_behavior !== 'include') return [];
  return pendingOfCustomer(tx, on.customer.id, on.currency);
}

function blankInvoice(tx: Transaction, on: For & { items: readonly InvoiceItem[] }): Invoice {
  const { customer, currency, subscription, items } = on;
  return buildInvoice(tx, {
    id: tx.newId('in'),
    bill: {
      currency,
      items: [],
      invoiceItems: items,
      discounts: [],
      trial: false,
      subscription: subscription?.id ?? null,
    },
    customer,
    billing_reason: 'manual',
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    default_payment_method: null,
    period: { start: tx.now(), end: tx.now() },
  });
}

/** What the request leaves open is as the subscription has it. */
function withSubscriptionTerms(params: CreateParams, subscription: Subscription | null): CreateParams {
  const method = params.collection_method ?? subscription?.collection_method;
  if (!subscription || method !== 'send_invoice') return params;
  const days = params.due_date === undefined ? subscription.days_until_due : null;
  return {
    ...params,
    collection_method: 'send_invoice',
    ...(days === null || params.days_until_due !== undefined ? {} : { days_until_due: days }),
  };
}

function discountsFor(
  tx: Transaction,
  params: CreateParams,
  draft: Invoice,
  on: Pick<For, 'customer' | 'subscription'>,
): string[] {
  if (params.discounts !== undefined) {
    return invoiceDiscounts(tx, params.discounts ?? [], draft, on.customer);
  }
  return (on.subscription?.discounts ?? []).flatMap((discount) => idOf(discount) ?? []);
}
