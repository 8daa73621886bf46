import type { Transaction } from '../../../kernel';
import { draftSubscriptionInvoice } from '../../invoices/draft';
import type { Invoice } from '../../invoices/invoice';
import { endAsPlanned } from '../lifecycle';
import type { Subscription } from '../subscription';
import { cycleInvoice } from './cycle-invoice';
import { finalizationOf } from './renew';

/**
 * Ends a subscription when its time has come. Nothing is credited for what is left of a period, and what waits for
 * an invoice (usage, and items made meanwhile) is billed by a last one.
 */
export function plannedEnd(tx: Transaction, subscription: Subscription): void {
  const last = lastInvoice(tx, subscription);
  endAsPlanned(tx, subscription, last ?? undefined);
  if (last) tx.emit('invoice.created', last);
}

function lastInvoice(tx: Transaction, subscription: Subscription): Invoice | null {
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const rolled = { items: subscription.items, renewed: [], ended: { start, end: tx.now() } };
  const input = cycleInvoice(tx, subscription, rolled, finalizationOf(tx, subscription));
  const used = input.items.some(({ quantity }) => quantity > 0);
  const waiting = input.invoiceItems.length > 0;
  return used || waiting ? draftSubscriptionInvoice(tx, input) : null;
}
