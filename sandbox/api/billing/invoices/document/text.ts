import { displayAmount } from '../../arithmetic/currencies';
import type { Invoice } from '../invoice';

/** What an invoice says on paper and on its page, in words. */
export interface InvoiceText {
  title: string;
  status: string;
  facts: [label: string, value: string][];
  lines: { description: string; period: string; amount: string }[];
  sums: [label: string, value: string][];
}

/** A day as it stands on an invoice, in UTC. */
function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
}

/** Puts an invoice into words. */
export function invoiceText(invoice: Invoice): InvoiceText {
  const money = (amount: number) => displayAmount(amount, invoice.currency);
  const finalized = invoice.status_transitions.finalized_at;
  const paid = invoice.status_transitions.paid_at;
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0);
  return {
    title: `Invoice ${invoice.number ?? ''}`.trim(),
    status: invoice.status ?? 'draft',
    facts: [
      ['Bill to', invoice.customer_name ?? invoice.customer_email ?? 'Customer'],
      ['Date of issue', day(finalized ?? invoice.created)],
      ...(paid === null ? [] : [['Date paid', day(paid)] satisfies [string, string]]),
    ],
    lines: invoice.lines.data.map((line) => ({
      description: line.description ?? '',
      period: `${day(line.period.start)} – ${day(line.period.end)}`,
      amount: money(line.amount),
    })),
    sums: [
      ['Subtotal', money(invoice.subtotal)],
      ...(off === 0 ? [] : [['Discount', money(-off)] satisfies [string, string]]),
      ['Total', money(invoice.total)],
      invoice.status === 'paid'
        ? ['Amount paid', money(invoice.amount_paid)]
        : ['Amount due', money(invoice.amount_due)],
    ],
  };
}
