import type { Transaction } from '../../kernel';
import { customers } from '../../payments';
import { pendingOfSubscription } from '../invoice-items/invoice-item';
import { draftSubscriptionInvoice } from '../invoices/draft';
import type { Applied } from './change/apply';
import { creditsFor } from './prorations/credit';
import { storeProrations } from './prorations/proration-item';
import { discountsAt } from './renewal/discounts';
import { customerIdOf, type Subscription } from './subscription';

/** How a pause is billed. */
export interface PauseBill {
  /** From when unused time is credited. */
  from: 'item_current_period_start' | 'none' | 'now';
  /** Invoice the credits at once, rather than with whatever comes next. */
  invoiced: boolean;
}

/** Works out a pause that begins now; nothing is announced. */
export function pausedNow(tx: Transaction, before: Subscription, bill: PauseBill): Applied {
  const now = tx.now();
  const after: Subscription = {
    ...before,
    status: 'paused',
    status_details: {
      paused: { subscription: { type: 'pause_requested' }, transitioned_at: now, type: 'subscription' },
    },
  };
  const credits = before.items.data.flatMap((item) => {
    if (bill.from === 'none') return [];
    return creditsFor(tx, item, bill.from === 'now' ? now : item.current_period_start);
  });
  const made = storeProrations(tx, after, credits);
  const waiting = pendingOfSubscription(tx, before.id);
  if (!bill.invoiced || waiting.length === 0) return { after, draft: null, made, spends: false };
  const customer = tx.existing(customers, customerIdOf(before));
  if (customer.deleted === true) throw new Error(`${before.id} has lost its customer.`);
  const draft = draftSubscriptionInvoice(tx, {
    customer,
    subscription: after,
    billing_reason: 'subscription_update',
    items: [],
    invoiceItems: waiting,
    discounts: discountsAt(tx, after, now),
    trial: false,
    period: { start: Math.min(...before.items.data.map((item) => item.current_period_start)), end: now },
    finalizesAt: null,
  });
  return { after: { ...after, latest_invoice: draft.id }, draft, made, spends: false };
}
