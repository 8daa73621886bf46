import type { Transaction } from '../../kernel';
import { applyDiscounts } from '../discounts/apply';
import { type Discount, discounts, toApply } from '../discounts/discount';
import { taxesOn, taxTotal, totalTaxes } from '../tax-rates/apply';
import type { TaxRate } from '../tax-rates/tax-rate';
import type { Invoice, InvoiceLine } from './invoice';

/** A line as it is worked out, before an invoice has it. */
export type DrawnLine = Omit<InvoiceLine, 'invoice'>;

/** The sums of an invoice (minor units). */
export interface Sums {
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_excluding_tax: number;
  total_discount_amounts: NonNullable<Invoice['total_discount_amounts']>;
  total_taxes: NonNullable<Invoice['total_taxes']>;
}

/** What is taken off and put on besides the lines themselves. */
export interface Terms {
  currency: string;
  /** The invoice's own discounts, in their order. */
  discounts: readonly Discount[];
  /** The tax rates of a line. */
  ratesOf(line: DrawnLine): readonly TaxRate[];
}

type Amounts = { discount: string; amount: number }[];

/**
 * Works out lines and sums: each line's own discounts come off first, then those of the invoice, then taxes are
 * worked out on what is left.
 */
export function sumUp<Line extends DrawnLine>(
  tx: Transaction,
  lines: readonly Line[],
  terms: Terms,
): { lines: Line[]; sums: Sums } {
  const own = lines.map((line) => ownDiscounts(tx, line, terms.currency));
  const gross = lines.map((line, i) => line.amount - taken(own[i] ?? []));
  const shared = applyDiscounts(
    lines.map((line, i) => ({ amount: line.discountable ? (gross[i] ?? 0) : 0, product: productIn(line) })),
    terms.discounts.map((discount) => toApply(tx, discount, terms.currency)),
  );
  const done = lines.map((line, i) => {
    const amounts = [...(own[i] ?? []), ...(shared.lines[i]?.amounts ?? [])];
    const taxes = taxesOn(line.amount - taken(amounts), terms.ratesOf(line));
    return { ...line, discount_amounts: amounts, pretax_credit_amounts: asCredits(amounts), taxes };
  });
  const subtotal = gross.reduce((sum, amount) => sum + amount, 0);
  const includedBefore = lines.map((line, i) =>
    taxTotal(taxesOn(gross[i] ?? 0, terms.ratesOf(line)), 'inclusive'),
  );
  const taxes = done.flatMap((line) => line.taxes);
  const net = subtotal - shared.totals.reduce((sum, { amount }) => sum + amount, 0);
  const sums = {
    subtotal,
    subtotal_excluding_tax: subtotal - includedBefore.reduce((sum, tax) => sum + tax, 0),
    total: net + taxTotal(taxes, 'exclusive'),
    total_excluding_tax: net - taxTotal(taxes, 'inclusive'),
    total_discount_amounts: byDiscount([...own.flat(), ...shared.totals]),
    total_taxes: totalTaxes(taxes),
  };
  return { lines: done, sums };
}

/** Discounts in the words of `pretax_credit_amounts`, which repeats them. */
export function asCredits(amounts: Amounts) {
  return amounts.map((one) => ({ ...one, type: 'discount' as const }));
}

/** A line's own discounts cover it whatever the coupon is limited to: that was checked when they were given. */
function ownDiscounts(tx: Transaction, line: DrawnLine, currency: string): Amounts {
  const own = line.discounts.map((discount) =>
    typeof discount === 'string' ? tx.existing(discounts, discount) : discount,
  );
  // What discounts took off a proration was settled when it was made.
  if (own.length === 0) return line.discountable ? [] : (line.discount_amounts ?? []).map(settled);
  const alone = [{ amount: line.amount, product: productIn(line) }];
  const applied = applyDiscounts(
    alone,
    own.map((discount) => ({ ...toApply(tx, discount, currency), products: null })),
  );
  return applied.lines[0]?.amounts ?? [];
}

function settled({ discount, amount }: NonNullable<DrawnLine['discount_amounts']>[number]) {
  return { discount: typeof discount === 'string' ? discount : discount.id, amount };
}

function byDiscount(amounts: Amounts): Amounts {
  const totals = new Map<string, number>();
  for (const { discount, amount } of amounts) totals.set(discount, (totals.get(discount) ?? 0) + amount);
  return [...totals].map(([discount, amount]) => ({ discount, amount }));
}

function taken(amounts: Amounts): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0);
}

function productIn(line: DrawnLine): string {
  return line.pricing?.price_details?.product ?? '';
}
