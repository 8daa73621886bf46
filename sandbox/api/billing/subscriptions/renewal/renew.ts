import type { Transaction } from '../../../kernel';
import { invoiceItems } from '../../invoice-items/invoice-item';
import { DRAFT_WINDOW } from '../../invoices/advance';
import { draftSubscriptionInvoice } from '../../invoices/draft';
import { finalizationRefusal, finalize } from '../../invoices/finalize';
import type { Invoice } from '../../invoices/invoice';
import { voidInvoice, writeOff } from '../../invoices/transitions';
import { storeProrations } from '../prorations/proration-item';
import { change, type Subscription } from '../subscription';
import { cutShort } from './cut-short';
import { cycleInvoice } from './cycle-invoice';
import { discountsKept } from './discounts';
import { roll } from './roll';

/**
 * Begins a subscription's next period and draws up its invoice.
 * @param to what changes about the subscription besides, such as a trial that is over
 */
export function renew(
  tx: Transaction,
  subscription: Subscription,
  to: Partial<Subscription> = {},
): Subscription {
  const rolled = roll(subscription, tx.now());
  const made = storeProrations(tx, subscription, cutShort(tx, subscription, rolled));
  const input = cycleInvoice(tx, subscription, rolled, finalizationOf(tx, subscription));
  const nothing = input.items.length === 0 && input.invoiceItems.length === 0;
  const draft = nothing ? null : draftSubscriptionInvoice(tx, input);
  const renewed = change(tx, subscription, {
    items: rolled.items,
    ...(draft
      ? { latest_invoice: draft.id, discounts: discountsKept(tx, subscription, input.discounts) }
      : {}),
    ...to,
  });
  if (draft) {
    tx.emit('invoice.created', draft);
    setAside(tx, renewed, draft);
  }
  for (const { id } of made) tx.emit('invoiceitem.created', tx.existing(invoiceItems, id));
  tx.arrangeEvents(['customer.subscription.updated', 'invoice.created', 'invoiceitem.created']);
  return renewed;
}

/** When a new invoice of it is finalized by itself (unix seconds); null when nobody collects it. */
export function finalizationOf(tx: Transaction, subscription: Subscription): number | null {
  return advances(subscription) ? tx.now() + DRAFT_WINDOW : null;
}

/** Whether its invoices are collected: not while collection is paused, nor once the subscription is unpaid. */
function advances(subscription: Subscription): boolean {
  return subscription.status !== 'unpaid' && subscription.pause_collection === null;
}

/** What pausing the collection does with a new invoice. That it is done at once is inferred. */
function setAside(tx: Transaction, subscription: Subscription, draft: Invoice): void {
  const behavior = subscription.pause_collection?.behavior;
  if (behavior !== 'mark_uncollectible' && behavior !== 'void') return;
  // Too large to be finalized, it stays a draft.
  if (finalizationRefusal(draft)) return;
  const open = finalize(tx, draft, tx);
  tx.emit('invoice.finalized', open);
  if (behavior === 'void') voidInvoice(tx, open);
  else writeOff(tx, open, 'subscription_paused');
}
