import { idOf, type Transaction } from '../../../kernel';
import { displayAmount } from '../../arithmetic/currencies';
import type { CreditNote } from '../../credit-notes/credit-note';
import { invoices } from '../invoice';
import { day, type Paper, type Sum } from './text';

/** Puts a credit note into words. */
export function creditNotePaper(tx: Transaction, note: CreditNote): Paper {
  const money = (amount: number) => displayAmount(amount, note.currency);
  const invoice = tx.get(invoices, idOf(note.invoice) ?? '');
  return {
    title: `Credit note ${note.number}`,
    status: note.status,
    facts: [
      ['Credit to', invoice?.customer_name ?? invoice?.customer_email ?? 'Customer'],
      ['Date of issue', day(note.effective_at ?? note.created)],
      ['Invoice', invoice?.number ?? ''],
    ],
    introduction: note.memo,
    lines: note.lines.data.map((line) => ({
      description: line.description ?? 'Item',
      detail: line.quantity !== null && line.quantity > 1 ? `Quantity ${line.quantity}` : '',
      amount: money(line.amount),
    })),
    sums: [
      { label: 'Subtotal', value: money(note.subtotal) },
      ...optional('Discount', -note.discount_amount, money),
      { label: 'Total', value: money(note.total) },
      ...optional('Taken off the amount due', note.pre_payment_amount, money),
      ...optional('Refunded', refunded(note), money),
      ...optional('Credited outside of Stripe', note.out_of_band_amount ?? 0, money),
      { label: 'Total credited', value: money(note.amount), strong: true },
    ],
    footer: null,
  };
}

function refunded(note: CreditNote): number {
  return note.refunds.reduce((sum, refund) => sum + refund.amount_refunded, 0);
}

function optional(label: string, amount: number, money: (amount: number) => string): Sum[] {
  return amount === 0 ? [] : [{ label, value: money(amount) }];
}
