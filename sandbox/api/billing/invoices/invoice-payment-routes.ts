import { defineRoute, idOf, p, paginate, within } from '../../kernel';
import { unsupported } from '../unsupported';
import { type InvoicePayment, invoicePayments } from './invoice-payment';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/invoice_payments/:invoice_payment',
  params: p.none,
  handle: ({ tx, path }): InvoicePayment => tx.addressed(invoicePayments, path('invoice_payment')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/invoice_payments',
  params: p.params({
    ...p.page,
    created: p.range(),
    invoice: p.text().optional(),
    payment: p
      .shape({
        type: p.oneOf('payment_intent'),
        payment_intent: p.text().optional(),
        payment_record: unsupported('payment[payment_record]'),
      })
      .optional(),
    status: p.oneOf('canceled', 'open', 'paid').optional(),
  }),
  handle({ tx, params }) {
    const { invoice, payment, status, created } = params;
    const from =
      invoice === undefined ? tx.all(invoicePayments) : tx.where(invoicePayments, 'invoice', invoice);
    const intent = payment?.payment_intent;
    const matching = from.filter(
      (one) =>
        (status === undefined || one.status === status) &&
        (intent === undefined || idOf(one.payment.payment_intent) === intent) &&
        within(one.created, created),
    );
    return paginate(matching, params, '/v1/invoice_payments');
  },
});

export const invoicePaymentRoutes = [retrieve, list];
