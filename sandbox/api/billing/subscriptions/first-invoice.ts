import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { isOnce } from '../discounts/discount';
import { redeem } from '../discounts/redeem';
import { buildInvoice } from '../invoices/build';
import { finalize, type Site } from '../invoices/finalize';
import type { Invoice } from '../invoices/invoice';
import type { CreateParams } from './build';
import type { Order } from './order';

interface ToInvoice {
  id: string;
  order: Order;
  customer: Customer;
  params: CreateParams;
  site: Site;
}

/**
 * Draws up and finalizes the invoice of a subscription that is being created, redeeming its discounts.
 * @returns the open invoice, and the discounts that stay on the subscription after it
 */
export function firstInvoice(tx: Transaction, input: ToInvoice): { invoice: Invoice; discounts: string[] } {
  const { id, order, customer, params } = input;
  const discounts = redeem(tx, order.discounts, { customer: customer.id, subscription: id });
  const trial = order.trialEnd !== null;
  const items = order.items.map((item) => ({ ...item, period: order.period }));
  const draft = buildInvoice(tx, {
    id: tx.newId('in'),
    bill: { currency: order.currency, items, discounts, trial, subscription: id },
    customer,
    billing_reason: 'subscription_create',
    parent: {
      quote_details: null,
      subscription_details: { metadata: params.metadata ?? {}, subscription: id },
      type: 'subscription_details',
    },
    default_payment_method: null,
    period: { start: tx.now(), end: tx.now() },
  });
  // A discount for once is spent by the first invoice with anything on it; a trial's has nothing.
  const kept = discounts.filter((discount) => trial || !isOnce(tx, discount));
  return { invoice: finalize(tx, draft, input.site), discounts: kept.map((discount) => discount.id) };
}
