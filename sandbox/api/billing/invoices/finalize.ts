import { idOf, randomText, type Transaction } from '../../kernel';
import { type Customer, createPaymentIntent, customers, type PaymentIntent } from '../../payments';
import { settle } from '../arithmetic/settle';
import { type Invoice, invoices } from './invoice';
import { requestPayment } from './invoice-payment';

/** Where the invoice's pages are reached, e.g. `http://127.0.0.1:12111`. */
export interface Site {
  origin: string;
}

/** The customer an invoice is for, when it still exists. */
export function customerOf(tx: Transaction, invoice: Invoice): Customer | null {
  const id = idOf(invoice.customer);
  const customer = id === null ? undefined : tx.get(customers, id);
  return customer && customer.deleted !== true ? customer : null;
}

/**
 * Turns a draft into an open invoice: number, pages, the balance used. Emits nothing: whoever calls decides
 * whether the invoice is new.
 */
export function finalize(tx: Transaction, draft: Invoice, site: Site): Invoice {
  const customer = customerOf(tx, draft);
  const settled = settle(draft.total, customer?.balance ?? 0, draft.currency);
  const token = `${Buffer.from(tx.account).toString('base64url')}.${randomText(32)}`;
  const page = `${site.origin}/invoices/${token}`;
  const open = tx.put(invoices, {
    ...draft,
    amount_due: settled.amountDue,
    amount_remaining: settled.amountDue,
    automatically_finalizes_at: null,
    auto_advance: false,
    effective_at: tx.now(),
    ending_balance: settled.endingBalance,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    number: customer ? numberFor(customer) : null,
    starting_balance: settled.startingBalance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: tx.now() },
  });
  if (customer) {
    const next_invoice_sequence = (customer.next_invoice_sequence ?? 1) + 1;
    tx.put(customers, { ...customer, balance: settled.endingBalance, next_invoice_sequence });
  }
  return open;
}

/** Invoices are numbered for each customer, from 1. */
function numberFor(customer: Customer): string {
  const sequence = String(customer.next_invoice_sequence ?? 1).padStart(4, '0');
  return `${customer.invoice_prefix ?? 'SANDBOX'}-${sequence}`;
}

/** Makes the intent that an open invoice with something due is paid through. */
export function openPayment(tx: Transaction, invoice: Invoice, paymentMethod: string | null): PaymentIntent {
  const intent = createPaymentIntent(tx, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: idOf(invoice.customer),
    description:
      invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    metadata: {},
    setup_future_usage: 'off_session',
    ...(paymentMethod === null ? {} : { payment_method: paymentMethod }),
  });
  requestPayment(tx, invoice, intent.id);
  return intent;
}
