import { forbiddenState, invalidRequest, mergeMetadata, noSuch, type Transaction } from '../../kernel';
import { divideRounded } from '../arithmetic/rounding';
import type { Invoice, InvoiceLine } from '../invoices/invoice';
import { ratesOfLine } from '../invoices/line-rates';
import { asCredits } from '../invoices/sums';
import { cost } from '../prices/decimal';
import { taxesOn } from '../tax-rates/apply';
import { type TaxRate, usableRates } from '../tax-rates/tax-rate';
import type { CreditNoteLine } from './credit-note';
import type { LineParams } from './params';

/** The line of a credit note that the request describes. Throws 400. */
export function creditLine(
  tx: Transaction,
  invoice: Invoice,
  params: LineParams,
  at: string,
): CreditNoteLine {
  return params.type === 'invoice_line_item'
    ? ofInvoiceLine(tx, invoice, params, at)
    : custom(tx, params, at);
}

/** The one line of a credit note over a mere amount (inferred: the documentation does not show its lines). */
export function lineOfAmount(tx: Transaction, invoice: Invoice, amount: number): CreditNoteLine {
  return line(tx, {
    amount,
    description: `Credit for invoice ${invoice.number ?? invoice.id}`,
    quantity: 1,
    unit: String(amount),
    rates: [],
    metadata: {},
  });
}

interface Parts {
  amount: number;
  description: string | null;
  quantity: number | null;
  unit: string | null;
  rates: readonly TaxRate[];
  metadata: Record<string, string>;
  discounts?: { discount: string; amount: number }[];
  invoice_line_item?: string;
}

function line(tx: Transaction, parts: Parts): CreditNoteLine {
  const { amount, unit, rates, discounts = [], invoice_line_item } = parts;
  const off = discounts.reduce((sum, one) => sum + one.amount, 0);
  return {
    id: tx.newId('cnli'),
    object: 'credit_note_line_item',
    amount,
    description: parts.description,
    discount_amount: off,
    discount_amounts: discounts,
    ...(invoice_line_item === undefined ? {} : { invoice_line_item }),
    livemode: false,
    metadata: parts.metadata,
    pretax_credit_amounts: asCredits(discounts),
    quantity: parts.quantity,
    tax_rates: [...rates],
    taxes: taxesOn(amount - off, rates),
    type: invoice_line_item === undefined ? 'custom_line_item' : 'invoice_line_item',
    unit_amount: unit !== null && /^-?\d+(\.0+)?$/.test(unit) ? Number(unit) : null,
    unit_amount_decimal: unit,
  };
}

/** Credits a line of the invoice, or a part of it, with the same part of its discounts. */
function ofInvoiceLine(tx: Transaction, invoice: Invoice, params: LineParams, at: string): CreditNoteLine {
  const param = `${at}[invoice_line_item]`;
  const id = params.invoice_line_item;
  if (id === undefined) {
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const found = invoice.lines.data.find((one) => one.id === id);
  if (!found) throw noSuch('line_item', id, { param });
  const { amount, quantity } = portion(found, params, at);
  const discounts = (found.discount_amounts ?? []).map((one) => ({
    discount: typeof one.discount === 'string' ? one.discount : one.discount.id,
    amount: partOf(one.amount, amount, found.amount),
  }));
  return line(tx, {
    amount,
    description: found.description,
    quantity,
    unit: quantity === null ? null : (found.pricing?.unit_amount_decimal ?? null),
    rates: ratesOfLine(tx, found, invoice.default_tax_rates),
    metadata: mergeMetadata({}, params.metadata),
    discounts: discounts.filter((one) => one.amount !== 0),
    invoice_line_item: id,
  });
}

function portion(found: InvoiceLine, params: LineParams, at: string) {
  const { amount, quantity } = params;
  if (amount !== undefined && quantity !== undefined) {
    const message = 'You may only specify one of these parameters: amount, quantity.';
    throw invalidRequest(message, { param: `${at}[amount]` });
  }
  if (amount !== undefined) {
    if (amount <= found.amount) return { amount, quantity: null };
    throw forbiddenState('The amount to credit is greater than the amount of the invoice line item.', {
      param: `${at}[amount]`,
    });
  }
  const whole = found.quantity ?? 1;
  const wanted = quantity ?? whole;
  if (wanted > whole) {
    throw forbiddenState('The quantity to credit is greater than the quantity of the invoice line item.', {
      param: `${at}[quantity]`,
    });
  }
  return { amount: partOf(found.amount, wanted, whole), quantity: wanted };
}

function custom(tx: Transaction, params: LineParams, at: string): CreditNoteLine {
  const { unit_amount, unit_amount_decimal, description } = params;
  if (description === undefined) {
    const param = `${at}[description]`;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if ((unit_amount === undefined) === (unit_amount_decimal === undefined)) {
    const message = 'You must specify exactly one of these parameters: unit_amount, unit_amount_decimal.';
    throw invalidRequest(message, { param: `${at}[unit_amount]` });
  }
  const unit = unit_amount_decimal ?? String(unit_amount);
  const quantity = params.quantity ?? 1;
  return line(tx, {
    amount: cost(unit, quantity),
    description,
    quantity,
    unit,
    rates: usableRates(tx, params.tax_rates ?? [], `${at}[tax_rates]`),
    metadata: mergeMetadata({}, params.metadata),
  });
}

/** `part` of `whole` of an amount, rounded to whole minor units. */
function partOf(amount: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Number(divideRounded(BigInt(amount) * BigInt(part), BigInt(whole)));
}
