import { idOf, type Transaction } from '../../../kernel';
import { displayAmount } from '../../arithmetic/currencies';
import { coupons } from '../../coupons/coupon';
import { creditNotes } from '../../credit-notes/credit-note';
import { couponOf, discounts } from '../../discounts/discount';
import { taxRates } from '../../tax-rates/tax-rate';
import type { Invoice, InvoiceLine } from '../invoice';

/** What an invoice or a credit note says, in words: its page and its PDF show the same. */
export interface Paper {
  title: string;
  status: string;
  facts: [label: string, value: string][];
  /** A few words above the lines; null for none. */
  introduction: string | null;
  lines: { description: string; detail: string; amount: string }[];
  sums: Sum[];
  /** Below everything else. */
  footer: string | null;
}

export interface Sum {
  label: string;
  value: string;
  strong?: true;
}

/** A day as it stands on paper, in UTC. */
export function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
}

/** Puts an invoice into words. */
export function invoicePaper(tx: Transaction, invoice: Invoice): Paper {
  return {
    title: `Invoice ${invoice.number ?? ''}`.trim(),
    status: invoice.status ?? 'draft',
    facts: factsOf(invoice),
    introduction: invoice.description,
    lines: invoice.lines.data.map((line) => ({
      description: line.description ?? 'Item',
      detail: detailOf(line),
      amount: displayAmount(line.amount, invoice.currency),
    })),
    sums: sumsOf(tx, invoice),
    footer: invoice.footer,
  };
}

function factsOf(invoice: Invoice): Paper['facts'] {
  const issued = invoice.effective_at ?? invoice.status_transitions.finalized_at ?? invoice.created;
  const paid = invoice.status_transitions.paid_at;
  const facts: Paper['facts'] = [
    ['Bill to', billTo(invoice)],
    ['Date of issue', day(issued)],
  ];
  if (invoice.due_date !== null) facts.push(['Date due', day(invoice.due_date)]);
  if (paid !== null) facts.push(['Date paid', day(paid)]);
  for (const { name, value } of invoice.custom_fields ?? []) facts.push([name, value]);
  return facts;
}

function billTo({ customer_name, customer_email }: Invoice): string {
  const named = [customer_name, customer_email].filter((part) => part);
  return named.length === 0 ? 'Customer' : named.join(', ');
}

/** When it was, where it spans a time, and how many at which price. */
function detailOf(line: InvoiceLine): string {
  const { start, end } = line.period;
  const spans = start === end ? [] : [`${day(start)} – ${day(end)}`];
  const unit = line.pricing?.unit_amount_decimal;
  const several = unit && line.quantity !== null && line.quantity !== 1;
  const priced = several && /^-?\d+$/.test(unit);
  return [
    ...spans,
    ...(priced ? [`${line.quantity} × ${displayAmount(Number(unit), line.currency)}`] : []),
  ].join(', ');
}

function sumsOf(tx: Transaction, invoice: Invoice): Sum[] {
  const money = (amount: number) => displayAmount(amount, invoice.currency);
  const applied = invoice.total - invoice.pre_payment_credit_notes_amount - invoice.amount_due;
  return [
    { label: 'Subtotal', value: money(invoice.subtotal) },
    ...discountSums(tx, invoice),
    ...(invoice.total_taxes ?? []).map((tax) => ({
      label: taxLabel(tx, tax.tax_rate_details?.tax_rate ?? '', tax.tax_behavior === 'inclusive'),
      value: money(tax.amount),
    })),
    { label: 'Total', value: money(invoice.total) },
    ...(applied === 0 ? [] : [{ label: 'Applied balance', value: money(-applied) }]),
    ...creditSums(tx, invoice),
    ...paidSums(invoice),
  ];
}

/** Discounts of the invoice; a line's own are in the subtotal already. */
function discountSums(tx: Transaction, invoice: Invoice): Sum[] {
  const own = new Set(invoice.discounts.map((discount) => idOf(discount)));
  return (invoice.total_discount_amounts ?? []).flatMap(({ amount, discount }) => {
    const id = idOf(discount) ?? '';
    if (amount === 0 || !own.has(id)) return [];
    const known = tx.get(discounts, id);
    const name = known && tx.get(coupons, couponOf(known))?.name;
    return [
      { label: name ? `Discount (${name})` : 'Discount', value: displayAmount(-amount, invoice.currency) },
    ];
  });
}

function taxLabel(tx: Transaction, id: string, inclusive: boolean): string {
  const rate = tx.get(taxRates, id);
  if (!rate) return 'Tax';
  return `${rate.display_name} (${rate.percentage}%${inclusive ? ' inclusive' : ''})`;
}

function creditSums(tx: Transaction, invoice: Invoice): Sum[] {
  return tx
    .where(creditNotes, 'invoice', invoice.id)
    .filter((note) => note.status === 'issued')
    .reverse()
    .map((note) => ({
      label: `Credit note ${note.number}`,
      value: displayAmount(-note.amount, invoice.currency),
    }));
}

function paidSums(invoice: Invoice): Sum[] {
  const money = (amount: number) => displayAmount(amount, invoice.currency);
  const paid = { label: 'Amount paid', value: money(invoice.amount_paid) };
  if (invoice.status === 'paid') return [{ ...paid, strong: true }];
  const due: Sum = { label: 'Amount due', value: money(invoice.amount_remaining), strong: true };
  return invoice.amount_paid === 0 ? [due] : [paid, due];
}
