import type { z } from 'zod';
import { cardError, defineRoute, forbiddenState, p, type SandboxError, type Transaction } from '../../kernel';
import { attachedMethod, type PaymentIntent } from '../../payments';
import { unsupported } from '../unsupported';
import { type Collected, collect } from './collect';
import { customerOf, finalize } from './finalize';
import { type Invoice, invoices } from './invoice';
import { methodOfInvoice } from './method';
import { invoicePaid } from './paid';
import { markPaid, withdraw } from './transitions';

const payParams = p.params({
  forgive: unsupported('forgive'),
  mandate: unsupported('mandate'),
  off_session: p.boolean().optional(),
  paid_out_of_band: p.boolean().optional(),
  payment_method: p.text().optional(),
  source: unsupported('source'),
});

type PayParams = z.output<typeof payParams>;

export const pay = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/pay',
  params: payParams,
  handle({ tx, params, path, caller }): Invoice {
    const found = tx.addressed(invoices, path('invoice'));
    const invoice = found.status === 'draft' ? finalizedNow(tx, found, caller) : found;
    checkPayable(invoice);
    if (params.paid_out_of_band) return paidElsewhere(tx, invoice);
    if (invoice.amount_due === 0) return invoicePaid(tx, invoice, { method: null, attempts: 0 });
    return charge(tx, invoice, params);
  },
});

function finalizedNow(tx: Transaction, draft: Invoice, site: { origin: string }): Invoice {
  const open = finalize(tx, draft, site);
  tx.emit('invoice.finalized', open);
  return open;
}

function checkPayable(invoice: Invoice): void {
  if (invoice.status === 'paid') throw forbiddenState('Invoice is already paid');
  if (invoice.status === 'void') throw forbiddenState('This invoice is void and can no longer be paid.');
}

function paidElsewhere(tx: Transaction, invoice: Invoice): Invoice {
  const paid = markPaid(tx, invoice, { attempts: 0, attempted: false, offStripe: true });
  // Whoever still holds the client secret must not be able to pay a second time.
  withdraw(tx, paid);
  return invoicePaid(tx, paid, { method: null, attempts: 0 });
}

function charge(tx: Transaction, invoice: Invoice, params: PayParams): Invoice {
  const method = methodFor(tx, invoice, params.payment_method);
  const collected = collect(tx, invoice, { method, offSession: params.off_session ?? true });
  if (collected.kind === 'paid') return collected.invoice;
  throw notPaid(collected);
}

function methodFor(tx: Transaction, invoice: Invoice, asked: string | undefined): string {
  const customer = customerOf(tx, invoice);
  if (asked !== undefined && customer) return attachedMethod(tx, asked, customer.id, 'payment_method').id;
  const method = methodOfInvoice(tx, invoice);
  if (method !== null) return method;
  throw forbiddenState(
    'There is no `default_payment_method` set on this Customer or Invoice. Please set a `default_payment_method` ' +
      'prior to attempting payment.',
  );
}

/** The attempt stays on record. */
function notPaid(outcome: Exclude<Collected, { kind: 'paid' }>): SandboxError {
  if (outcome.kind === 'declined') {
    return cardError({ ...outcome.decline, payment_intent: outcome.intent }, { keepsWrites: true });
  }
  return actionNeeded(outcome.intent);
}

function actionNeeded(intent: PaymentIntent): SandboxError {
  const message =
    'This payment requires additional user action before it can be completed successfully. Payment can be completed ' +
    'using the PaymentIntent associated with the invoice.';
  return cardError(
    { code: 'invoice_payment_intent_requires_action', message, payment_intent: intent },
    { keepsWrites: true },
  );
}
