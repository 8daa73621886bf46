import { defineRoute, forbiddenState, p } from '../../kernel';
import { invoiceItems } from '../invoice-items/invoice-item';
import { invoices, subscriptionOf } from './invoice';

/** Deletes a draft of no subscription with the items it has: Stripe keeps none of them. */
export const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/invoices/:invoice',
  params: p.none,
  handle({ tx, path }) {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status !== 'draft') throw forbiddenState('You can only delete draft invoices.');
    const subscription = subscriptionOf(invoice);
    if (subscription !== null) {
      throw forbiddenState(`This invoice belongs to the subscription ${subscription} and cannot be deleted.`);
    }
    for (const item of tx.where(invoiceItems, 'invoice', invoice.id)) {
      tx.drop(invoiceItems, item.id);
      tx.emit('invoiceitem.deleted', item);
    }
    tx.drop(invoices, invoice.id);
    tx.emit('invoice.deleted', invoice);
    return { id: invoice.id, object: 'invoice' as const, deleted: true as const };
  },
});
