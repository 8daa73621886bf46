import type Stripe from 'stripe';
import type { Transaction } from '../../../kernel';
import { invoiceItems } from '../../invoice-items/invoice-item';
import { finalize, type Site } from '../../invoices/finalize';
import { type Invoice, invoices } from '../../invoices/invoice';
import { voidInvoice, writeOff } from '../../invoices/transitions';
import { keepPending, spent } from '../pending-update';
import { followEntitlements, type Subscription, subscriptions } from '../subscription';
import type { Applied } from './apply';
import { collectChange, type PaymentBehavior } from './collect-change';

/** How what a change makes due is to be paid. */
export interface ChangePayment {
  behavior: PaymentBehavior;
  offSession: boolean;
  site: Site;
}

/** Stores a change that was worked out, collects what it made due and tells of all of it. Throws 400 and 402. */
export function carryOut(
  tx: Transaction,
  before: Subscription,
  { draft, made, ...applied }: Applied,
  payment: ChangePayment,
): Subscription {
  const { told } = tx;
  const pends = draft !== null && payment.behavior === 'pending_if_incomplete';
  const after = applied.spends && !pends ? spent(tx, applied.after) : applied.after;
  const done = draft ? invoiced(tx, before, after, draft, payment) : after;
  const stored = tx.put(subscriptions, done);
  // What the payment did to the subscription is part of the same news.
  tx.retract('customer.subscription.updated', stored.id, told);
  tx.emitUpdated('customer.subscription.updated', before, stored);
  for (const { id } of made) tx.emit('invoiceitem.created', tx.existing(invoiceItems, id));
  followEntitlements(tx, stored);
  tx.arrangeEvents(ORDER);
  return stored;
}

/** The subscription as it is once the invoice of its change was dealt with. */
function invoiced(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  draft: Invoice,
  payment: ChangePayment,
): Subscription {
  const paused = after.pause_collection?.behavior;
  if (draft.automatically_finalizes_at !== null || paused === 'keep_as_draft') {
    tx.emit('invoice.created', draft);
    return after;
  }
  const pends = payment.behavior === 'pending_if_incomplete';
  // Whoever looks at the subscription while the payment is made sees what it is if nothing comes of it.
  const late = pends || after.status === 'paused';
  tx.put(subscriptions, late ? { ...before, latest_invoice: draft.id } : after);
  const byItself = payment.behavior === 'allow_incomplete' && paused === undefined;
  const open = finalize(tx, tx.put(invoices, { ...draft, auto_advance: byItself }), payment.site);
  tx.emit('invoice.created', open);
  tx.emit('invoice.finalized', open);
  if (paused !== undefined) {
    if (paused === 'void') voidInvoice(tx, open);
    else writeOff(tx, open, 'subscription_paused');
    return after;
  }
  const paid = collectChange(tx, open, payment);
  const current = tx.existing(subscriptions, after.id);
  if (paid && pends) return spent(tx, { ...after, default_payment_method: current.default_payment_method });
  if (paid || after.status === 'paused') return late ? after : current;
  return pends ? keepPending(tx, current, after) : behind(current);
}

/** A change that applies whatever becomes of its payment leaves the subscription past due where there is none. */
function behind(subscription: Subscription): Subscription {
  const { status } = subscription;
  return status === 'active' ? { ...subscription, status: 'past_due' } : subscription;
}

/** The order in which Stripe was seen to tell of a change that is invoiced; payments by analogy (inferred). */
const ORDER: Stripe.Event.Type[] = [
  'charge.succeeded',
  'charge.failed',
  'customer.discount.deleted',
  'customer.discount.created',
  'customer.updated',
  'payment_intent.succeeded',
  'payment_intent.created',
  'payment_intent.requires_action',
  'payment_intent.payment_failed',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'customer.subscription.updated',
  'invoiceitem.created',
  'invoice_payment.paid',
];
