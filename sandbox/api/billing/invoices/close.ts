import { defineRoute, forbiddenState, idOf, p, type Transaction } from '../../kernel';
import { expire } from '../subscriptions/lifecycle';
import { subscriptions } from '../subscriptions/subscription';
import { finalize, openPayment } from './finalize';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { invoicePaid } from './paid';
import { voidInvoice, writeOff } from './transitions';

export const finalizeRoute = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/finalize',
  params: p.params({ auto_advance: p.boolean().optional() }),
  handle({ tx, path, caller }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status !== 'draft') {
      throw forbiddenState("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
    }
    const open = finalize(tx, invoice, caller);
    tx.emit('invoice.finalized', open);
    if (open.amount_due === 0) return invoicePaid(tx, open, { method: null, attempts: 0 });
    openPayment(tx, open, null);
    return open;
  },
});

export const voidRoute = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/void',
  params: p.none,
  handle({ tx, path }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status === 'paid') throw forbiddenState('Invoices with `paid` payments cannot be voided.');
    requireOpen(invoice);
    const voided = voidInvoice(tx, invoice);
    expireUnpaid(tx, voided);
    return voided;
  },
});

export const markUncollectible = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/mark_uncollectible',
  params: p.none,
  handle({ tx, path }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status === 'uncollectible') {
      throw forbiddenState('This invoice has already been marked uncollectible.');
    }
    requireOpen(invoice);
    return writeOff(tx, invoice);
  },
});

function requireOpen(invoice: Invoice): void {
  if (invoice.status === 'open') return;
  throw forbiddenState("You can only pass in open invoices. This invoice isn't open.");
}

/** Without its first invoice a subscription that never began has no future. */
export function expireUnpaid(tx: Transaction, invoice: Invoice): void {
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  if (subscription?.status !== 'incomplete' || idOf(subscription.latest_invoice) !== invoice.id) return;
  expire(tx, subscription);
}
