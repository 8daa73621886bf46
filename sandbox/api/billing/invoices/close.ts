import { defineRoute, forbiddenState, idOf, p, type Transaction } from '../../kernel';
import { expire } from '../subscriptions/lifecycle';
import { discardPendingUpdate } from '../subscriptions/pending-update';
import { standAgain } from '../subscriptions/renewal/stand-again';
import { subscriptions } from '../subscriptions/subscription';
import { finalize, openPayment, type Site } from './finalize';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { invoicePaid } from './paid';
import { voidInvoice, writeOff } from './transitions';

export const finalizeRoute = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/finalize',
  params: p.params({ auto_advance: p.boolean().optional() }),
  handle({ tx, params, path, caller }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status !== 'draft') {
      throw forbiddenState("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
    }
    const auto_advance = params.auto_advance ?? invoice.auto_advance ?? false;
    return openNow(tx, { ...invoice, auto_advance }, caller);
  },
});

/** How long after being finalized by hand an invoice is charged by itself (seconds; inferred). */
const FIRST_ATTEMPT = 3600;

/** Finalizes a draft because somebody asked for it: what has nothing due is paid, the rest waits to be. */
export function openNow(tx: Transaction, draft: Invoice, site: Site): Invoice {
  const finalized = finalize(tx, draft, site);
  const charged = finalized.auto_advance === true && finalized.collection_method !== 'send_invoice';
  const open = charged
    ? tx.put(invoices, { ...finalized, next_payment_attempt: tx.now() + FIRST_ATTEMPT })
    : finalized;
  tx.emit('invoice.finalized', open);
  if (open.amount_remaining === 0) return invoicePaid(tx, open, { method: null, attempts: 0 });
  openPayment(tx, open, null);
  return open;
}

export const voidRoute = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/void',
  params: p.none,
  handle({ tx, path }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (invoice.status === 'paid') throw forbiddenState('Invoices with `paid` payments cannot be voided.');
    if (invoice.status !== 'uncollectible') requireOpen(invoice);
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
    const after = writeOff(tx, invoice, 'user_forgiven');
    standAgain(tx, after);
    return after;
  },
});

function requireOpen(invoice: Invoice): void {
  if (invoice.status === 'open') return;
  throw forbiddenState("You can only pass in open invoices. This invoice isn't open.");
}

/**
 * Without its first invoice a subscription that never began has no future, and a pending update has none either. One
 * that fell behind may be in order again.
 */
export function expireUnpaid(tx: Transaction, invoice: Invoice): void {
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  if (subscription && idOf(subscription.latest_invoice) === invoice.id) {
    if (subscription.status === 'incomplete') expire(tx, subscription);
    else discardPendingUpdate(tx, subscription);
  }
  standAgain(tx, invoice);
}
