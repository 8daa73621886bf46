import type Stripe from 'stripe';
import type { BrowserAction } from '../../domain/outcome';
import type { Started, StartedState } from '../../provider';

/** Expanded with every subscription that may still have to be confirmed in the browser. */
export const SUBSCRIPTION_EXPAND = ['latest_invoice.confirmation_secret', 'pending_setup_intent'];

function stateOfIntent(status: string): StartedState {
  switch (status) {
    case 'succeeded':
      return 'settled';
    case 'processing':
    case 'requires_capture':
      return 'processing';
    case 'canceled':
      return 'ended';
    default:
      return 'awaiting_buyer';
  }
}

function confirm(type: BrowserAction['type'], clientSecret: string | null | undefined): BrowserAction | null {
  return clientSecret ? { type, clientSecret } : null;
}

export function toStartedPayment(intent: Stripe.PaymentIntent): Started {
  const state = stateOfIntent(intent.status);
  return {
    id: intent.id,
    state,
    action: state === 'awaiting_buyer' ? confirm('confirm_payment', intent.client_secret) : null,
  };
}

export function toStartedSetup(intent: Stripe.SetupIntent): Started {
  const state = stateOfIntent(intent.status);
  return {
    id: intent.id,
    state,
    action: state === 'awaiting_buyer' ? confirm('confirm_setup', intent.client_secret) : null,
  };
}

/** @param subscription read with `latest_invoice.confirmation_secret`; a pending update waits for that invoice */
export function toStartedPlanChange(subscription: Stripe.Subscription): Started {
  const { id, pending_update, latest_invoice: invoice } = subscription;
  if (pending_update === null) return { id, state: 'settled', action: null };
  const secret = invoice !== null && typeof invoice === 'object' ? invoice.confirmation_secret : null;
  const action = confirm('confirm_payment', secret?.client_secret);
  return { id, state: action ? 'awaiting_buyer' : 'processing', action };
}

/** What an invoice's payment came to; null when it has none. */
function intentOf({ payments }: Stripe.Invoice): Stripe.PaymentIntent | null {
  const own = payments?.data.find(({ is_default }) => is_default)?.payment.payment_intent;
  return own !== undefined && typeof own === 'object' ? own : null;
}

/** Expanded with an invoice that is to be paid in the browser. */
export const INVOICE_EXPAND = ['confirmation_secret', 'payments.data.payment.payment_intent'];

/** @param invoice read with INVOICE_EXPAND */
export function toStartedInvoice(invoice: Stripe.Invoice): Started {
  const { id, status, confirmation_secret: secret } = invoice;
  if (status === 'paid') return { id, state: 'settled', action: null };
  if (status !== 'open') return { id, state: 'ended', action: null };
  const intent = intentOf(invoice);
  // A payment that has succeeded is about to close its invoice.
  const isWaiting = intent === null || stateOfIntent(intent.status) === 'awaiting_buyer';
  const action = isWaiting ? confirm('confirm_payment', secret?.client_secret) : null;
  return { id, state: action ? 'awaiting_buyer' : 'processing', action };
}

/** A period after the first has been billed, by whatever card the customer has. */
function isInFirstPeriod({ start_date, items }: Stripe.Subscription): boolean {
  return items.data.every(({ current_period_start }) => current_period_start <= start_date);
}

/**
 * Whether a trial, or a first period that costs nothing, still waits for its card, asked for with a SetupIntent. Not once
 * a card stands behind it: a later SetupIntent, for another card, is no reason to close what has begun. Nor when the
 * customer's own card was charged at its end: what is paid for is open.
 */
export function awaitsSetup(subscription: Stripe.Subscription): boolean {
  const { pending_setup_intent, default_payment_method } = subscription;
  return pending_setup_intent !== null && default_payment_method === null && isInFirstPeriod(subscription);
}

function ofSetup(subscription: Stripe.Subscription): Started | null {
  const setup = subscription.pending_setup_intent;
  if (!awaitsSetup(subscription) || setup === null || typeof setup === 'string') return null;
  const state = stateOfIntent(setup.status);
  // The card is confirmed and the subscription about to hear of it.
  if (state === 'settled') return { id: subscription.id, state: 'processing', action: null };
  return { id: subscription.id, state, action: confirm('confirm_setup', setup.client_secret) };
}

/** @param subscription read with SUBSCRIPTION_EXPAND */
export function toStartedSubscription(subscription: Stripe.Subscription): Started {
  const { id, status, latest_invoice: invoice } = subscription;
  switch (status) {
    case 'incomplete': {
      const secret = invoice !== null && typeof invoice === 'object' ? invoice.confirmation_secret : null;
      const action = confirm('confirm_payment', secret?.client_secret);
      return { id, state: action ? 'awaiting_buyer' : 'processing', action };
    }
    case 'incomplete_expired':
    case 'canceled':
      return { id, state: 'ended', action: null };
    default:
      return ofSetup(subscription) ?? { id, state: 'settled', action: null };
  }
}
