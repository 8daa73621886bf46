import { defineRoute, forbiddenState, idOf, p } from '../../kernel';
import { askFor } from '../invoices/credit-payment';
import { invoices } from '../invoices/invoice';
import { type CreditNote, creditNotes } from './credit-note';

/**
 * Takes a credit note back while its invoice is open: what it took off is due again. What was given back after the
 * payment cannot be taken back (docs: voiding credit notes; wordings inferred).
 */
export const voidRoute = defineRoute({
  method: 'POST',
  path: '/v1/credit_notes/:credit_note/void',
  params: p.none,
  handle({ tx, path }): CreditNote {
    const note = tx.addressed(creditNotes, path('credit_note'));
    if (note.status === 'void') throw forbiddenState('This credit note has already been voided.');
    const invoice = tx.existing(invoices, idOf(note.invoice) ?? '');
    if (invoice.status !== 'open' || note.post_payment_amount > 0) {
      throw forbiddenState('You can only void a credit note whose invoice is open.');
    }
    const voided = tx.put(creditNotes, { ...note, status: 'void', voided_at: tx.now() });
    tx.emit('credit_note.voided', voided);
    const after = tx.put(invoices, {
      ...invoice,
      amount_due: invoice.amount_due + note.pre_payment_amount,
      amount_remaining: invoice.amount_remaining + note.pre_payment_amount,
      pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount - note.pre_payment_amount,
    });
    tx.emitUpdated('invoice.updated', invoice, after);
    askFor(tx, after);
    return voided;
  },
});
