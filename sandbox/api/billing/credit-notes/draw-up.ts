import { forbiddenState, idOf, invalidRequest, mergeMetadata, type Transaction } from '../../kernel';
import { embedded } from '../envelope';
import type { Invoice } from '../invoices/invoice';
import { asCredits } from '../invoices/sums';
import { type Tax, taxTotal, totalTaxes } from '../tax-rates/apply';
import { type CreditNote, creditNotes } from './credit-note';
import { creditLine, lineOfAmount } from './lines';
import type { NoteParams } from './params';

/** A credit note as it would be issued, not stored: what a preview shows. Throws 400. */
export function drawNote(tx: Transaction, invoice: Invoice, params: NoteParams): CreditNote {
  requireFinal(invoice);
  const lines = linesOf(tx, invoice, params);
  const sums = sumsOf(lines);
  const left = invoice.total - credited(invoice);
  if (sums.total > left) {
    const message = `The credit note's amount (${sums.total}) is greater than what is left to credit of the invoice (${left}).`;
    throw forbiddenState(message, { param: params.amount === undefined ? 'lines' : 'amount' });
  }
  const pre = Math.min(sums.total, invoice.amount_remaining);
  const post = sums.total - pre;
  const id = tx.newId('cn');
  return {
    id,
    object: 'credit_note',
    ...sums,
    amount: sums.total,
    amount_shipping: 0,
    created: tx.now(),
    currency: invoice.currency,
    customer: idOf(invoice.customer) ?? '',
    customer_account: null,
    customer_balance_transaction: null,
    effective_at: params.effective_at ?? tx.now(),
    invoice: invoice.id,
    lines: embedded(lines, `/v1/credit_notes/${id}/lines`),
    livemode: false,
    memo: params.memo ?? null,
    metadata: mergeMetadata({}, params.metadata),
    number: numberFor(tx, invoice),
    out_of_band_amount: params.out_of_band_amount ?? null,
    pdf: '',
    post_payment_amount: post,
    pre_payment_amount: pre,
    reason: params.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    type: typeOf(pre, post),
    voided_at: null,
  };
}

/** What credit notes have taken off an invoice already (minor units). */
export function credited(invoice: Invoice): number {
  return invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
}

function requireFinal(invoice: Invoice): void {
  if (invoice.status === 'open' || invoice.status === 'paid' || invoice.status === 'uncollectible') return;
  throw forbiddenState(
    `You cannot create a credit note for an invoice whose status is ${invoice.status}. It must be open, paid or ` +
      'uncollectible.',
    { param: 'invoice' },
  );
}

function linesOf(tx: Transaction, invoice: Invoice, params: NoteParams) {
  const { amount, lines } = params;
  if (lines === undefined || lines.length === 0) {
    if (amount !== undefined && amount > 0) return [lineOfAmount(tx, invoice, amount)];
    const message = 'You must specify one of these parameters: amount, lines, shipping_cost.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'amount' });
  }
  const made = lines.map((line, i) => creditLine(tx, invoice, line, `lines[${i}]`));
  const { total } = sumsOf(made);
  if (amount === undefined || amount === total) return made;
  const message = `The amount of the credit note (${amount}) must equal the sum of its lines (${total}).`;
  throw invalidRequest(message, { param: 'amount' });
}

function sumsOf(lines: readonly CreditNote['lines']['data'][number][]) {
  const subtotal = sum(lines.map((line) => line.amount));
  const off = sum(lines.map((line) => line.discount_amount));
  const taxes = lines.flatMap((line) => (line.taxes ?? []).flatMap(asTax));
  const included = taxTotal(taxes, 'inclusive');
  const discount_amounts = totalDiscounts(lines.flatMap((line) => line.discount_amounts));
  return {
    discount_amount: off,
    discount_amounts,
    pretax_credit_amounts: asCredits(discount_amounts),
    subtotal,
    subtotal_excluding_tax: subtotal - included,
    total: subtotal - off + taxTotal(taxes, 'exclusive'),
    total_excluding_tax: subtotal - off - included,
    total_taxes: totalTaxes(taxes),
  };
}

type LineTax = NonNullable<CreditNote['lines']['data'][number]['taxes']>[number];

/** A line's tax in the narrower words that all taxes of the sandbox are in. */
function asTax(tax: LineTax): Tax[] {
  const { amount, tax_behavior, tax_rate_details, taxable_amount } = tax;
  if (!tax_rate_details) return [];
  return [
    {
      amount,
      tax_behavior: tax_behavior === 'inclusive' ? 'inclusive' : 'exclusive',
      tax_rate_details,
      taxability_reason: 'not_available',
      taxable_amount: taxable_amount ?? 0,
      type: 'tax_rate_details',
    },
  ];
}

function totalDiscounts(amounts: readonly CreditNote['discount_amounts'][number][]) {
  const totals = new Map<string, number>();
  for (const { discount, amount } of amounts) {
    const id = typeof discount === 'string' ? discount : discount.id;
    totals.set(id, (totals.get(id) ?? 0) + amount);
  }
  return [...totals].map(([discount, amount]) => ({ discount, amount }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** Credit notes are numbered for each invoice. */
function numberFor(tx: Transaction, invoice: Invoice): string {
  const next = tx.where(creditNotes, 'invoice', invoice.id).length + 1;
  return `${invoice.number ?? invoice.id}-CN-${String(next).padStart(2, '0')}`;
}

function typeOf(pre: number, post: number): CreditNote['type'] {
  if (pre > 0 && post > 0) return 'mixed';
  return post > 0 ? 'post_payment' : 'pre_payment';
}
