import { idOf, type Transaction } from '../../kernel';
import { advance, cancelPaymentIntent, type PaymentIntent } from '../../payments';
import { customerOf, moveInvoiceBalance } from './balance';
import { defaultIntent, type Invoice, invoices } from './invoice';
import { cancelPayment, invoicePayments, paymentsOf } from './invoice-payment';
import { invoicePaid } from './paid';
import { markPaymentMade } from './transitions';

/**
 * Credits a succeeded intent to the invoice it is attached to: the invoice is paid once nothing is left, and what
 * was paid too much becomes the customer's balance.
 */
export function creditPayment(tx: Transaction, invoice: Invoice, intent: PaymentIntent): Invoice {
  const left = invoice.amount_remaining - intent.amount_received;
  const own = paymentsOf(tx, invoice.id).find((one) => idOf(one.payment.payment_intent) === intent.id);
  if (left > 0) {
    if (own) markPaymentMade(tx, own);
    const partly = tx.put(invoices, {
      ...invoice,
      amount_paid: invoice.amount_paid + intent.amount_received,
      amount_remaining: left,
    });
    tx.emitUpdated('invoice.updated', invoice, partly);
    askFor(tx, partly);
    return partly;
  }
  const how = { paidBy: intent.id, method: idOf(intent.payment_method), attempts: 1 };
  if (left === 0) return payOff(tx, invoice, how);
  const more = tx.put(invoices, { ...invoice, amount_overpaid: invoice.amount_overpaid - left });
  const customer = customerOf(tx, invoice);
  if (customer) moveInvoiceBalance(tx, customer, invoice, { amount: left, type: 'invoice_overpaid' });
  const paid = payOff(tx, more, how);
  tx.emit('invoice.overpaid', paid);
  return paid;
}

/** Marks an invoice as paid by one of its payments, or by none, and ends every other way of paying it. */
export function payOff(
  tx: Transaction,
  invoice: Invoice,
  how: { paidBy: string | null; method: string | null; attempts: number },
): Invoice {
  for (const payment of paymentsOf(tx, invoice.id)) {
    const id = idOf(payment.payment.payment_intent);
    if (payment.status === 'open' && id !== how.paidBy) cancelPayment(tx, payment);
  }
  const own = defaultIntent(tx, invoice.id);
  const paid = invoicePaid(tx, invoice, { method: how.method, attempts: how.attempts });
  // Last: as long as the invoice is open, the end of its intent would void it.
  if (own && own.id !== how.paidBy && own.status !== 'succeeded' && own.status !== 'canceled') {
    cancelPaymentIntent(tx, own, 'void_invoice');
  }
  return paid;
}

/** Keeps the invoice's own intent at what is left of the invoice. */
export function askFor(tx: Transaction, invoice: Invoice): void {
  const intent = defaultIntent(tx, invoice.id);
  if (!intent || intent.status === 'succeeded' || intent.status === 'canceled') return;
  advance(tx, intent, { amount: invoice.amount_remaining });
  for (const payment of tx.where(invoicePayments, 'payment_intent', intent.id)) {
    tx.put(invoicePayments, { ...payment, amount_requested: invoice.amount_remaining });
  }
}
