import { idOf, onPayments, type Transaction } from '../kernel';
import { expireUnpaid } from './invoices/close';
import { creditPayment } from './invoices/credit-payment';
import { type Invoice, invoices } from './invoices/invoice';
import { cancelPayment, invoicePayments } from './invoices/invoice-payment';
import { stopCollecting } from './invoices/stop-collecting';
import { markAttempted, voidInvoice } from './invoices/transitions';
import { cancel } from './subscriptions/lifecycle';
import { change, isOver, liveSubscriptions, subscriptions } from './subscriptions/subscription';

/** The invoice that an intent pays, as long as it still can be paid. */
function payableBy(tx: Transaction, intentId: string): Invoice | null {
  const [payment] = tx.where(invoicePayments, 'payment_intent', intentId);
  const id = idOf(payment?.invoice);
  const invoice = id === null ? undefined : tx.get(invoices, id);
  return invoice?.status === 'open' || invoice?.status === 'uncollectible' ? invoice : null;
}

/** What payments mean for invoices and subscriptions. Registered once, when the module is loaded. */
export function followPayments(): void {
  onPayments({
    paymentIntentSucceeded(tx, intent) {
      const invoice = payableBy(tx, intent.id);
      if (invoice) creditPayment(tx, invoice, intent);
    },
    paymentIntentFailed(tx, intent) {
      const invoice = payableBy(tx, intent.id);
      if (invoice) markAttempted(tx, invoice, 'declined');
    },
    paymentIntentRequiresAction(tx, intent) {
      const invoice = payableBy(tx, intent.id);
      if (invoice) markAttempted(tx, invoice, 'requires_action');
    },
    paymentIntentCanceled(tx, intent) {
      const [payment] = tx.where(invoicePayments, 'payment_intent', intent.id);
      // Only the invoice's own intent takes the invoice with it: another may have been attached to it.
      if (payment && !payment.is_default) {
        if (payment.status === 'open') cancelPayment(tx, payment);
        return;
      }
      const invoice = payableBy(tx, intent.id);
      if (invoice) expireUnpaid(tx, voidInvoice(tx, invoice));
    },
    setupIntentSucceeded(tx, intent) {
      for (const subscription of tx.where(subscriptions, 'pending_setup_intent', intent.id)) {
        if (isOver(subscription)) continue;
        const method = idOf(intent.payment_method) ?? subscription.default_payment_method;
        change(tx, subscription, { pending_setup_intent: null, default_payment_method: method });
      }
    },
    customerDeleted(tx, customer) {
      for (const subscription of liveSubscriptions(tx, customer.id)) cancel(tx, subscription);
      // There is nobody left to charge (inferred for invoices of no subscription).
      stopCollecting(tx, tx.where(invoices, 'customer', customer.id));
    },
  });
}
