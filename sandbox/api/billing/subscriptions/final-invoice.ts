import type { Transaction } from '../../kernel';
import { customers } from '../../payments';
import { type InvoiceItem, invoiceItems, pendingOfSubscription } from '../invoice-items/invoice-item';
import { draftSubscriptionInvoice } from '../invoices/draft';
import type { Invoice } from '../invoices/invoice';
import { usageLines } from '../meters/lines';
import { creditsFor } from './prorations/credit';
import { storeProrations } from './prorations/proration-item';
import { discountsAt } from './renewal/discounts';
import { customerIdOf, type Subscription } from './subscription';

/** What the end of a subscription is billed for. */
export interface FinalBill {
  /** Credit what was billed beyond now. */
  prorate: boolean;
  /** Bill usage and pending items now. */
  invoice_now: boolean;
}

/**
 * Settles a subscription that ends now: credits, and the final invoice with what is still to be billed. Pending
 * prorations are removed where neither is wanted (documented at `subscriptions.cancel`).
 * @returns the invoice, a stored draft; null when there is none
 */
export function settleEnd(
  tx: Transaction,
  subscription: Subscription,
  { prorate, invoice_now }: FinalBill,
): { draft: Invoice | null; made: InvoiceItem[] } {
  if (!prorate && !invoice_now) dropProrations(tx, subscription);
  const credits = prorate ? subscription.items.data.flatMap((item) => creditsFor(tx, item, tx.now())) : [];
  const made = storeProrations(tx, subscription, credits);
  return { draft: invoice_now ? finalDraft(tx, subscription) : null, made };
}

function dropProrations(tx: Transaction, subscription: Subscription): void {
  for (const item of pendingOfSubscription(tx, subscription.id)) {
    if (!item.proration) continue;
    tx.drop(invoiceItems, item.id);
    tx.emit('invoiceitem.deleted', item);
  }
}

function finalDraft(tx: Transaction, subscription: Subscription): Invoice | null {
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const period = { start, end: tx.now() };
  const all = subscription.items.data;
  const items = subscription.status === 'trialing' ? [] : usageLines(tx, subscription, all, period.end);
  const invoiceItems = pendingOfSubscription(tx, subscription.id);
  const customer = tx.existing(customers, customerIdOf(subscription));
  if (customer.deleted === true || (items.length === 0 && invoiceItems.length === 0)) return null;
  return draftSubscriptionInvoice(tx, {
    customer,
    subscription,
    // That the invoice of an end counts as an update is inferred.
    billing_reason: 'subscription_update',
    items,
    invoiceItems,
    discounts: discountsAt(tx, subscription, tx.now()),
    trial: false,
    period,
    finalizesAt: null,
  });
}
