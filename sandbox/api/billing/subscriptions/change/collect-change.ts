import { idOf, type Transaction } from '../../../kernel';
import { collect } from '../../invoices/collect';
import { openPayment } from '../../invoices/finalize';
import type { Invoice } from '../../invoices/invoice';
import { methodOfInvoice } from '../../invoices/method';
import { invoicePaid } from '../../invoices/paid';
import { nextTry } from '../../invoices/retries';
import { markDelinquent } from '../methods';
import { noMethod, notPaid } from '../payment-refusals';

export type PaymentBehavior =
  | 'allow_incomplete'
  | 'default_incomplete'
  | 'error_if_incomplete'
  | 'pending_if_incomplete';

/**
 * Collects the open invoice of a change.
 * @returns whether it is paid. Throws 400 without a payment method, and 402 where the change must not be made unpaid.
 */
export function collectChange(
  tx: Transaction,
  open: Invoice,
  payment: { behavior: PaymentBehavior; offSession: boolean },
): boolean {
  if (open.amount_due === 0) {
    invoicePaid(tx, open, { method: null, attempts: 0 });
    return true;
  }
  if (payment.behavior === 'default_incomplete') {
    openPayment(tx, open, methodOfInvoice(tx, open));
    return false;
  }
  const method = methodOfInvoice(tx, open);
  if (method === null) throw noMethod();
  const { offSession } = payment;
  const retry = payment.behavior === 'allow_incomplete' ? { retry: { at: nextTry(tx, open) } } : {};
  const collected = collect(tx, open, { method, offSession, ...retry });
  if (collected.kind === 'paid') return true;
  if (payment.behavior === 'error_if_incomplete') throw notPaid(collected);
  const customer = idOf(open.customer);
  if (collected.kind === 'declined' && customer !== null) markDelinquent(tx, customer, true);
  return false;
}
