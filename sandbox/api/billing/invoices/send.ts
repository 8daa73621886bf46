import { defineRoute, forbiddenState, p } from '../../kernel';
import { openNow } from './close';
import { type Invoice, invoices } from './invoice';

/** Sends an invoice, finalizing a draft first. As in Stripe's test mode no mail goes out: the event is all. */
export const send = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/send',
  params: p.none,
  handle({ tx, path, caller }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.collection_method !== 'send_invoice') {
      throw forbiddenState(
        'You can only manually send an invoice if its collection method is `send_invoice`.',
      );
    }
    if (invoice.status === 'void' || invoice.status === 'uncollectible') {
      throw forbiddenState(`You cannot send an invoice whose status is ${invoice.status}.`);
    }
    const sent = invoice.status === 'draft' ? openNow(tx, invoice, caller) : invoice;
    tx.emit('invoice.sent', sent);
    return sent;
  },
});
