import { defineRoute, forbiddenState, idOf, invalidRequest, p, type Transaction } from '../../kernel';
import { type PaymentIntent, paymentIntents } from '../../payments';
import { unsupported } from '../unsupported';
import { creditPayment } from './credit-payment';
import { type Invoice, invoices } from './invoice';
import { invoicePayments, requestPayment } from './invoice-payment';

/** Adds an intent made elsewhere to an open invoice's payments: all of it or a part may be paid that way. */
export const attachPayment = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/attach_payment',
  params: p.params({
    payment_intent: p.text().optional(),
    payment_record: unsupported('payment_record'),
  }),
  handle({ tx, params, path }): Invoice {
    const invoice = tx.addressed(invoices, path('invoice'));
    if (params.payment_intent === undefined) {
      const param = 'payment_intent';
      throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    const intent = tx.referenced(paymentIntents, params.payment_intent, 'payment_intent');
    checkFits(tx, invoice, intent);
    requestPayment(tx, invoice, intent.id, { amount: intent.amount });
    return intent.status === 'succeeded' ? creditPayment(tx, invoice, intent) : invoice;
  },
});

/** Wordings inferred; the rules are those of the documentation of partial payments. */
function checkFits(tx: Transaction, invoice: Invoice, intent: PaymentIntent): void {
  const param = 'payment_intent';
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
    throw forbiddenState('You can only attach payments to invoices that are open.');
  }
  if (intent.status === 'canceled') {
    throw forbiddenState('You cannot attach a canceled PaymentIntent to an invoice.', { param });
  }
  if (tx.where(invoicePayments, 'payment_intent', intent.id).length > 0) {
    throw forbiddenState(`The PaymentIntent ${intent.id} is already attached to an invoice.`, { param });
  }
  if (idOf(intent.customer) !== idOf(invoice.customer)) {
    throw forbiddenState('The PaymentIntent must be of the same customer as the invoice.', { param });
  }
  if (intent.currency !== invoice.currency) {
    throw forbiddenState('The PaymentIntent must be in the same currency as the invoice.', { param });
  }
}
