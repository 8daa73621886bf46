import { defineCollection, defineDuties, idOf, type Stored, type Transaction } from '../../kernel';
import { invoices } from '../invoices/invoice';
import { voidInvoice } from '../invoices/transitions';
import { discountsAt, discountsKept } from './renewal/discounts';
import { change, type Subscription, subscriptions } from './subscription';

/** How long the payment of a pending update may take (seconds). */
const WINDOW = 23 * 3600;

/** All that a pending update will change, beside what the subscription shows of it. Its id is the subscription's. */
interface PendingChange extends Stored {
  object: '_pending_update';
  to: Pick<
    Subscription,
    'billing_cycle_anchor' | 'cancel_at' | 'discounts' | 'items' | 'status' | 'trial_end' | 'trial_start'
  >;
}

const pendingChanges = defineCollection<PendingChange>('_pending_update');

/**
 * A change that waits for the payment of its invoice: the subscription stays as it was and says what is to come. It
 * lapses after 23 hours, or with the period or trial if that ends before (documented).
 * @returns the subscription, not stored
 */
export function keepPending(tx: Transaction, current: Subscription, after: Subscription): Subscription {
  const { billing_cycle_anchor, cancel_at, discounts, items, status, trial_end, trial_start } = after;
  const to = { billing_cycle_anchor, cancel_at, discounts, items, status, trial_end, trial_start };
  tx.put(pendingChanges, { id: current.id, object: '_pending_update', to });
  const ends = Math.min(...current.items.data.map((item) => item.current_period_end));
  const restarts = billing_cycle_anchor !== current.billing_cycle_anchor;
  return {
    ...current,
    pending_update: {
      billing_cycle_anchor: restarts ? billing_cycle_anchor : null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(tx.now() + WINDOW, ends),
      metadata: null,
      subscription_items: items.data,
      trial_end: trial_end === current.trial_end ? null : trial_end,
      trial_from_plan: null,
    },
  };
}

/** The invoice of a pending update is paid: what it was for takes effect. */
export function applyPendingUpdate(tx: Transaction, subscription: Subscription, paid: string): void {
  const pending = tx.get(pendingChanges, subscription.id);
  if (!pending || !subscription.pending_update || idOf(subscription.latest_invoice) !== paid) return;
  tx.drop(pendingChanges, subscription.id);
  const next = spent(tx, { ...subscription, ...pending.to, pending_update: null });
  const applied = change(tx, subscription, next);
  tx.emit('customer.subscription.pending_update_applied', applied);
}

/** The subscription once an invoice was drawn up with its discounts. Not stored. */
export function spent(tx: Transaction, subscription: Subscription): Subscription {
  const applied = discountsAt(tx, subscription, tx.now());
  return { ...subscription, discounts: discountsKept(tx, subscription, applied) };
}

/** Takes a pending update back: its invoice is voided, and what it was for never takes effect. */
export function discardPendingUpdate(tx: Transaction, subscription: Subscription): Subscription {
  if (!subscription.pending_update) return subscription;
  tx.drop(pendingChanges, subscription.id);
  const kept = change(tx, subscription, { pending_update: null });
  const invoice = tx.get(invoices, idOf(subscription.latest_invoice) ?? '');
  if (invoice?.status === 'open' || invoice?.status === 'uncollectible') voidInvoice(tx, invoice);
  return kept;
}

/** The payment did not come in time. */
function expirePendingUpdate(tx: Transaction, subscription: Subscription): void {
  const kept = discardPendingUpdate(tx, subscription);
  tx.emit('customer.subscription.pending_update_expired', kept);
}

defineDuties(subscriptions, {
  due: (_, { pending_update }) =>
    pending_update ? [{ kind: 'subscription.pending_update.expire', at: pending_update.expires_at }] : [],
  run: { 'subscription.pending_update.expire': expirePendingUpdate },
});
