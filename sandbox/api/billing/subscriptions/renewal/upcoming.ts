import type { Transaction } from '../../../kernel';
import { invoiceItems } from '../../invoice-items/invoice-item';
import { DRAFT_WINDOW } from '../../invoices/advance';
import { drawSubscriptionInvoice } from '../../invoices/draft';
import type { Invoice } from '../../invoices/invoice';
import { storeProrations } from '../prorations/proration-item';
import type { Subscription } from '../subscription';
import { cutShort } from './cut-short';
import { cycleInvoice } from './cycle-invoice';
import { noteGiven } from './notices';
import { nextEnd, roll } from './roll';

/** The invoice of the next renewal as it would be drawn up now, under a made-up id; nothing is stored. */
export function nextInvoice(tx: Transaction, subscription: Subscription, id: string): Invoice {
  const at = nextEnd(subscription);
  const rolled = roll(subscription, at);
  const made = storeProrations(tx, subscription, cutShort(tx, subscription, rolled));
  const drawn = drawSubscriptionInvoice(tx, cycleInvoice(tx, subscription, rolled, null), id);
  for (const item of made) tx.drop(invoiceItems, item.id);
  const charged = drawn.collection_method !== 'send_invoice';
  return { ...drawn, created: at, next_payment_attempt: charged ? at + DRAFT_WINDOW : null };
}

/** Says what the next invoice will be. Being nobody's invoice yet it has no id, and its lines name none. */
export function announceUpcoming(tx: Transaction, subscription: Subscription): void {
  noteGiven(tx, subscription.id, 'subscription.upcoming', nextEnd(subscription));
  const { id: _, lines, ...invoice } = nextInvoice(tx, subscription, 'upcoming');
  const data = lines.data.map((line) => ({ ...line, invoice: null }));
  tx.emit('invoice.upcoming', { ...invoice, lines: { ...lines, data, url: '/v1/invoices/upcoming/lines' } });
}
