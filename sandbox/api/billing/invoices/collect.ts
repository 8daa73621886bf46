import { idOf, type Transaction } from '../../kernel';
import { confirmPaymentIntent, type PaymentIntent, type PaymentOutcome } from '../../payments';
import { openPayment } from './finalize';
import { defaultIntent, type Invoice } from './invoice';
import { invoicePaid } from './paid';
import { markAttempted } from './transitions';

type Declined = Extract<PaymentOutcome, { kind: 'declined' }>;

/** What became of an attempt to collect an open invoice. The attempt and its events are on record. */
export type Collected =
  | { kind: 'paid'; invoice: Invoice }
  | { kind: 'declined'; invoice: Invoice; intent: PaymentIntent; decline: Declined['decline'] }
  | { kind: 'requires_action'; invoice: Invoice; intent: PaymentIntent };

interface Payment {
  method: string;
  offSession: boolean;
  /** Set for an attempt of the retry schedule: when the next one is if this fails (unix seconds); null for never. */
  retry?: { at: number | null };
}

/** Pays an open invoice with a payment method of its customer, on the intent it already has or a new one. */
export function collect(tx: Transaction, invoice: Invoice, payment: Payment): Collected {
  if (invoice.amount_due === 0) {
    return { kind: 'paid', invoice: invoicePaid(tx, invoice, { method: null, attempts: 0 }) };
  }
  const intent = defaultIntent(tx, invoice.id) ?? openPayment(tx, invoice, null);
  const outcome = confirmPaymentIntent(tx, intent, {
    payment_method: payment.method,
    off_session: payment.offSession,
    quiet: true,
  });
  switch (outcome.kind) {
    case 'succeeded': {
      const method = idOf(outcome.intent.payment_method);
      const attempts = payment.retry ? invoice.attempt_count + 1 : 1;
      return { kind: 'paid', invoice: invoicePaid(tx, invoice, { method, attempts }) };
    }
    case 'declined': {
      const attempted = markAttempted(tx, invoice, 'declined', payment.retry);
      return { kind: 'declined', invoice: attempted, intent: outcome.intent, decline: outcome.decline };
    }
    case 'requires_action': {
      const attempted = markAttempted(tx, invoice, 'requires_action', payment.retry);
      return { kind: 'requires_action', invoice: attempted, intent: outcome.intent };
    }
    case 'requires_capture':
      throw new Error(`The payment of ${invoice.id} waits for a capture that invoices never ask for.`);
  }
}
