import { randomText, type Transaction } from '../../kernel';
import { askFor, payOff } from '../invoices/credit-payment';
import { type Invoice, invoices } from '../invoices/invoice';
import type { Site } from '../invoices/site';
import { type CreditNote, creditNotes } from './credit-note';
import { drawNote } from './draw-up';
import { checkParts, creditBalance, refundsFor } from './give-back';
import type { NoteParams } from './params';

/**
 * Issues a credit note: what is still due of the invoice becomes less, and what was paid already is refunded, put on
 * the customer's balance, or was given back elsewhere. Throws 400.
 */
export function issue(tx: Transaction, invoice: Invoice, params: NoteParams, site: Site): CreditNote {
  const drawn = drawNote(tx, invoice, params);
  checkParts(tx, drawn, invoice, params);
  const token = `${Buffer.from(tx.account).toString('base64url')}.${randomText(32)}`;
  const note = tx.put(creditNotes, {
    ...drawn,
    customer_balance_transaction: creditBalance(tx, drawn, invoice, params.credit_amount ?? 0),
    pdf: `${site.origin}/credit_notes/${token}/pdf`,
    refunds: refundsFor(tx, invoice, params),
  });
  tx.emit('credit_note.created', note);
  reduce(tx, invoice, note);
  return note;
}

function reduce(tx: Transaction, invoice: Invoice, note: CreditNote): void {
  const after = tx.put(invoices, {
    ...invoice,
    amount_due: invoice.amount_due - note.pre_payment_amount,
    amount_remaining: invoice.amount_remaining - note.pre_payment_amount,
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + note.post_payment_amount,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + note.pre_payment_amount,
  });
  tx.emitUpdated('invoice.updated', invoice, after);
  if (note.pre_payment_amount === 0) return;
  if (after.amount_remaining > 0) askFor(tx, after);
  else payOff(tx, after, { paidBy: null, method: null, attempts: 0 });
}
