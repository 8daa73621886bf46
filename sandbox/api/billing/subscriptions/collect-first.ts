import type Stripe from 'stripe';
import { idOf, type SandboxError, type Transaction } from '../../kernel';
import { confirmPaymentIntent, createSetupIntent, type PaymentOutcome } from '../../payments';
import { openPayment } from '../invoices/finalize';
import type { Invoice } from '../invoices/invoice';
import { paymentsOf } from '../invoices/invoice-payment';
import { markAttempted, markPaid, markPaymentMade } from '../invoices/transitions';
import { rememberCurrency } from './methods';
import { noMethod, notPaid } from './payment-refusals';
import { followEntitlements, type Subscription, subscriptions } from './subscription';

/** How the first invoice of a subscription is to be paid. */
export interface FirstPayment {
  behavior: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete';
  method: string | null;
  offSession: boolean;
  trial: boolean;
}

/** What became of it, as far as the subscription is concerned. */
export interface FirstOutcome {
  status: 'trialing' | 'active' | 'incomplete';
  setupIntent: string | null;
  paidWith: string | null;
}

type Build = (outcome: FirstOutcome) => Subscription;

/** Collects the first invoice and stores the subscription in the state that follows, with all events. */
export function collectFirst(
  tx: Transaction,
  invoice: Invoice,
  payment: FirstPayment,
  build: Build,
): Subscription {
  if (invoice.amount_due === 0) return nothingDue(tx, invoice, payment, build);
  if (payment.behavior === 'default_incomplete') return awaitBuyer(tx, invoice, payment, build);
  if (payment.method === null) throw noMethod();
  const intent = openPayment(tx, invoice, payment.method);
  const outcome = confirmPaymentIntent(tx, intent, { off_session: payment.offSession, quiet: true });
  return charged(tx, invoice, outcome, payment, build);
}

/** A trial, or a discount of everything: paid at once. Without a card on file one is asked for. */
function nothingDue(tx: Transaction, invoice: Invoice, payment: FirstPayment, build: Build): Subscription {
  const setup =
    payment.method === null
      ? createSetupIntent(tx, { customer: idOf(invoice.customer), usage: 'off_session' })
      : null;
  const status = payment.trial ? 'trialing' : 'active';
  const subscription = announce(
    tx,
    invoice,
    build({ status, setupIntent: setup?.id ?? null, paidWith: null }),
  );
  markPaid(tx, invoice, { attempts: 0, attempted: true });
  rememberCurrency(tx, idOf(invoice.customer) ?? '', invoice.currency);
  tx.arrangeEvents(PAID_AT_ONCE);
  return subscription;
}

/** The buyer confirms in the browser; until then the subscription is incomplete. */
function awaitBuyer(tx: Transaction, invoice: Invoice, payment: FirstPayment, build: Build): Subscription {
  openPayment(tx, invoice, payment.method);
  const subscription = announce(
    tx,
    invoice,
    build({ status: 'incomplete', setupIntent: null, paidWith: null }),
  );
  tx.arrangeEvents(AWAITING);
  return subscription;
}

function charged(
  tx: Transaction,
  invoice: Invoice,
  outcome: PaymentOutcome,
  payment: FirstPayment,
  build: Build,
): Subscription {
  if (outcome.kind === 'succeeded') {
    const paidWith = idOf(outcome.intent.payment_method);
    const subscription = announce(tx, invoice, build({ status: 'active', setupIntent: null, paidWith }));
    markPaid(tx, invoice, { attempts: 1, attempted: true });
    rememberCurrency(tx, idOf(invoice.customer) ?? '', invoice.currency);
    for (const made of paymentsOf(tx, invoice.id)) markPaymentMade(tx, made);
    tx.arrangeEvents(PAID_AT_ONCE);
    return subscription;
  }
  if (payment.behavior === 'error_if_incomplete') throw refused(outcome);
  const subscription = announce(
    tx,
    invoice,
    build({ status: 'incomplete', setupIntent: null, paidWith: null }),
  );
  markAttempted(tx, invoice, outcome.kind === 'declined' ? 'declined' : 'requires_action');
  tx.arrangeEvents(NOT_PAID);
  return subscription;
}

function announce(tx: Transaction, invoice: Invoice, subscription: Subscription): Subscription {
  tx.put(subscriptions, subscription);
  tx.emit('customer.subscription.created', subscription);
  followEntitlements(tx, subscription);
  tx.emit('invoice.created', invoice);
  tx.emit('invoice.finalized', invoice);
  return subscription;
}

/** The order in which Stripe was seen to tell of a subscription that is paid when it is created. */
const PAID_AT_ONCE: Stripe.Event.Type[] = [
  'charge.succeeded',
  'customer.updated',
  'customer.discount.created',
  'customer.subscription.created',
  'payment_intent.succeeded',
  'payment_intent.created',
  'setup_intent.created',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
];

const AWAITING: Stripe.Event.Type[] = [
  'customer.discount.created',
  'customer.subscription.created',
  'invoice.created',
  'invoice.finalized',
  'payment_intent.created',
];

const NOT_PAID: Stripe.Event.Type[] = [
  ...AWAITING,
  'payment_intent.requires_action',
  'charge.failed',
  'payment_intent.payment_failed',
];

function refused(outcome: Exclude<PaymentOutcome, { kind: 'succeeded' }>): SandboxError {
  return notPaid(outcome.kind === 'declined' ? outcome : { kind: 'requires_action' });
}
