import type Stripe from 'stripe';
import { defineCollection, idOf, type Wire } from '../../kernel';

export type CreditNote = Wire<Stripe.CreditNote>;
export type CreditNoteLine = Wire<Stripe.CreditNoteLineItem>;

export const creditNotes = defineCollection<CreditNote>('credit_note', {
  references: {
    customer: 'customer',
    customer_balance_transaction: 'customer_balance_transaction',
    'discount_amounts.discount': 'discount',
    invoice: 'invoice',
    'refunds.refund': 'refund',
  },
  indexes: {
    customer: (note) => idOf(note.customer),
    invoice: (note) => idOf(note.invoice),
    token: (note) => tokenOf(note),
  },
});

/** Lines live inside their credit note; declared so that what they refer to can be expanded. */
export const creditNoteLines = defineCollection<CreditNoteLine>('credit_note_line_item', {
  references: { 'discount_amounts.discount': 'discount' },
});

/** What the address of the PDF has before its last part. */
function tokenOf(note: CreditNote): string | null {
  return note.pdf.split('/').at(-2) ?? null;
}
