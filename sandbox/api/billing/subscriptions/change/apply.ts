import { idOf, type Transaction } from '../../../kernel';
import { customers } from '../../../payments';
import type { Period } from '../../arithmetic/period';
import { embedded } from '../../envelope';
import { type InvoiceItem, pendingOfSubscription } from '../../invoice-items/invoice-item';
import { DRAFT_WINDOW } from '../../invoices/advance';
import { draftSubscriptionInvoice } from '../../invoices/draft';
import type { BilledItem } from '../../invoices/draw-up';
import type { Invoice } from '../../invoices/invoice';
import { usageLines } from '../../meters/lines';
import { billedAhead } from '../order';
import { storeProrations } from '../prorations/proration-item';
import { discountsAt } from '../renewal/discounts';
import { customerIdOf, type Subscription, type SubscriptionItem } from '../subscription';
import { addInvoiceItems } from './add-invoice-items';
import { type Cycle, cycleOf } from './cycle';
import { changedDiscounts } from './discounts';
import { prorateEnd } from './ending';
import { changedItems } from './items';
import { prorate, prorationDate } from './prorate';
import type { ChangeRequest } from './request';

/** A change as it was worked out: nothing is collected, nothing announced, and the subscription is not stored yet. */
export interface Applied {
  after: Subscription;
  /** What is to be collected at once, stored as a draft; null when nothing is. */
  draft: Invoice | null;
  /** The invoice items that were made, in the order in which they are shown. */
  made: InvoiceItem[];
  /** Whether the invoice uses up discounts that are for once; a trial's does not. */
  spends: boolean;
}

/**
 * Works out a change of a subscription: its next state, the prorations and the invoice that is due at once. The one
 * place that does, for updates, items, schedules and previews alike. Throws 400 in Stripe's words.
 */
export function applyChange(tx: Transaction, before: Subscription, request: ChangeRequest): Applied {
  const items = changedItems(tx, before, request);
  const discounts = changedDiscounts(tx, before, request, items);
  const cycle = cycleOf(tx, before, items, request);
  const at = prorationDate(tx, before, request);
  const after = nextState(tx, before, { ...request, items, discounts, cycle });
  const prorations = request.proration_behavior === 'none' ? [] : prorationsOf(tx, before, after, cycle, at);
  const stored = storeProrations(tx, after, prorations);
  const made = [...stored, ...addInvoiceItems(tx, after, request.add_invoice_items ?? [])];
  const draft = draftNow(tx, before, after, { cycle, request, made });
  if (!draft) return { after, draft, made, spends: false };
  return { after: { ...after, latest_invoice: draft.id }, draft, made, spends: cycle.kind !== 'trial' };
}

function prorationsOf(tx: Transaction, before: Subscription, after: Subscription, cycle: Cycle, at: number) {
  const changed = prorate(tx, before, after, cycle, at);
  if (cycle.kind !== 'kept') return changed;
  const touched = new Set(changed.map((proration) => proration.subscriptionItem));
  return [...changed, ...prorateEnd(tx, before, after, (item) => touched.has(item))];
}

interface Changed {
  items: readonly SubscriptionItem[];
  discounts: string[];
  cycle: Cycle;
  cancel_at?: ChangeRequest['cancel_at'];
  fields?: ChangeRequest['fields'];
}

function nextState(tx: Transaction, before: Subscription, changed: Changed): Subscription {
  const { cycle, fields, discounts } = changed;
  const period = cycle.kind === 'kept' ? null : cycle.period;
  const items = period ? changed.items.map((item) => moved(item, period)) : [...changed.items];
  const next = {
    ...before,
    ...fields,
    ...statusIn(tx, before, cycle),
    discounts,
    items: embedded(items, before.items.url),
  };
  const cancel_at = changed.cancel_at === undefined ? before.cancel_at : changed.cancel_at;
  // What ends with its period ends with the period it is in now.
  return { ...next, cancel_at: next.cancel_at_period_end && period ? period.end : cancel_at };
}

function moved(item: SubscriptionItem, { start, end }: Period): SubscriptionItem {
  return { ...item, current_period_start: start, current_period_end: end };
}

function statusIn(tx: Transaction, before: Subscription, cycle: Cycle): Partial<Subscription> {
  const now = tx.now();
  switch (cycle.kind) {
    case 'kept':
    case 'realigned':
      return {};
    case 'restarted':
      return {
        billing_cycle_anchor: cycle.period.start,
        ...(before.status === 'trialing' ? { status: 'active', trial_end: now } : {}),
      };
    case 'trial':
      return {
        billing_cycle_anchor: cycle.period.end,
        status: 'trialing',
        trial_end: cycle.period.end,
        trial_start: before.status === 'trialing' ? before.trial_start : now,
      };
  }
}

interface ToDraft {
  cycle: Cycle;
  request: ChangeRequest;
  made: readonly InvoiceItem[];
}

/** The invoice that a change makes at once: of a new period, or of prorations alone where those are to be invoiced. */
function draftNow(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  { cycle, request, made }: ToDraft,
): Invoice | null {
  if (after.status === 'paused' || after.status === 'incomplete') return null;
  const begins = cycle.kind === 'restarted' || cycle.kind === 'trial';
  const wanted = begins || (request.proration_behavior === 'always_invoice' && made.length > 0);
  if (!wanted) return null;
  const items = begins ? [...usage(tx, before), ...periods(after)] : [];
  const invoiceItems = pendingOfSubscription(tx, after.id);
  if (items.length === 0 && invoiceItems.length === 0) return null;
  const customer = tx.existing(customers, customerIdOf(after));
  if (customer.deleted === true) throw new Error(`${after.id} has lost its customer.`);
  const now = tx.now();
  const start = begins ? now : Math.min(...before.items.data.map((item) => item.current_period_start));
  return draftSubscriptionInvoice(tx, {
    customer,
    subscription: after,
    billing_reason: 'subscription_update',
    items,
    invoiceItems,
    discounts: discountsAt(tx, after, now),
    trial: cycle.kind === 'trial',
    period: { start, end: now },
    finalizesAt: request.drafted || after.collection_method === 'send_invoice' ? now + DRAFT_WINDOW : null,
  });
}

/** What was used in a period that ends now; a trial's usage is free. */
function usage(tx: Transaction, before: Subscription): BilledItem[] {
  if (before.status === 'trialing') return [];
  return usageLines(tx, before, before.items.data, tx.now());
}

function periods(after: Subscription): BilledItem[] {
  return billedAhead(after.items.data).map((item) => ({
    id: item.id,
    price: item.price,
    quantity: item.quantity ?? 1,
    period: { start: item.current_period_start, end: item.current_period_end },
    metadata: item.metadata,
    discounts: item.discounts.flatMap((one) => idOf(one) ?? []),
  }));
}
