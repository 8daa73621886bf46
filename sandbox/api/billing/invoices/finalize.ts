import { forbiddenState, idOf, randomText, type SandboxError, type Transaction } from '../../kernel';
import { createPaymentIntent, type PaymentIntent } from '../../payments';
import { displayAmount } from '../arithmetic/currencies';
import { customerOf, useBalance } from './balance';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { requestPayment } from './invoice-payment';
import { assignNumber } from './number';
import type { Site } from './site';

export { customerOf } from './balance';
export type { Site } from './site';

/** The most that can be charged at once (minor units). */
const MOST = 99_999_999;

/** Why a draft cannot be finalized; null when it can. */
export function finalizationRefusal(draft: Invoice): SandboxError | null {
  if (draft.total <= MOST) return null;
  const most = displayAmount(MOST, draft.currency);
  return forbiddenState(`The amount due of an invoice must be no more than ${most}.`, {
    code: 'amount_too_large',
  });
}

/**
 * Turns a draft into an open invoice: number, pages, the balance used. Emits nothing of the invoice: whoever calls
 * decides whether it is new. Throws 400 when it cannot be finalized.
 */
export function finalize(tx: Transaction, draft: Invoice, site: Site): Invoice {
  const refusal = finalizationRefusal(draft);
  if (refusal) throw refusal;
  const settled = useBalance(tx, draft);
  const number = assignNumber(tx, draft, customerOf(tx, draft));
  const token = `${Buffer.from(tx.account).toString('base64url')}.${randomText(32)}`;
  const page = `${site.origin}/invoices/${token}`;
  return tx.put(invoices, {
    ...draft,
    amount_due: settled.amountDue,
    amount_remaining: settled.amountDue,
    automatically_finalizes_at: null,
    effective_at: draft.effective_at ?? tx.now(),
    ending_balance: settled.endingBalance,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    last_finalization_error: null,
    next_payment_attempt: null,
    number,
    starting_balance: settled.startingBalance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: tx.now() },
  });
}

/** Makes the intent that an open invoice with something due is paid through. */
export function openPayment(tx: Transaction, invoice: Invoice, paymentMethod: string | null): PaymentIntent {
  const intent = createPaymentIntent(tx, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: idOf(invoice.customer),
    description: descriptionOf(invoice),
    metadata: {},
    // What a subscription is paid with will be charged again; a single invoice keeps nothing.
    setup_future_usage: subscriptionOf(invoice) === null ? null : 'off_session',
    ...(paymentMethod === null ? {} : { payment_method: paymentMethod }),
  });
  requestPayment(tx, invoice, intent.id);
  return intent;
}

function descriptionOf(invoice: Invoice): string {
  if (subscriptionOf(invoice) === null) return 'Payment for Invoice';
  return invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update';
}
