import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import type { Period } from '../arithmetic/period';
import type { Discount } from '../discounts/discount';
import type { InvoiceItem } from '../invoice-items/invoice-item';
import { priceAmount } from '../prices/amount';
import type { Price } from '../prices/price';
import type { TaxRate } from '../tax-rates/tax-rate';
import { lineOfInvoiceItem, linesOfPeriod } from './line';
import { automaticRatesOfLine, ratesOfLine } from './line-rates';
import { type DrawnLine, type Sums, sumUp } from './sums';

/** One subscription item's period to be billed. */
export interface BilledItem {
  id: string;
  price: Price;
  /** Seats, or what was used of a metered price. */
  quantity: number;
  period: Period;
  metadata: Record<string, string>;
  /** Its own discounts, which come off before those of the subscription. */
  discounts?: readonly string[];
}

/** What an invoice bills. */
export interface Bill {
  currency: string;
  items: readonly BilledItem[];
  /** Beside the periods: items made by hand and prorations, newest first. */
  invoiceItems: readonly InvoiceItem[];
  discounts: readonly Discount[];
  /** The invoice's default tax rates, for lines that have none of their own. */
  taxRates?: readonly TaxRate[];
  /** Whose automatic taxes take the place of those; null where they are not wanted. */
  automaticTaxOf?: Customer | null;
  /** In a trial every item is billed at nothing. */
  trial: boolean;
  /** null in the preview of a subscription that does not exist yet, and on invoices without one. */
  subscription: string | null;
}

/** The amounts of an invoice with the lines they come from (minor units). */
export interface DrawnUp extends Sums {
  lines: DrawnLine[];
}

/** The id of the product behind a price. */
export function productOf(price: Price): string {
  return typeof price.product === 'string' ? price.product : price.product.id;
}

/** What an item costs for one period in a currency, undiscounted (minor units). */
export function itemAmount(
  tx: Transaction,
  item: { price: Price; quantity: number },
  currency: string,
): number {
  return priceAmount(tx, item.price, item.quantity, currency).amount;
}

/**
 * Works out an invoice. The one place that does, so that a preview equals the invoice that follows. Discounts are
 * taken off what can be discounted: a proration has had its share taken off already.
 */
export function drawUp(tx: Transaction, bill: Bill): DrawnUp {
  const drawn: DrawnLine[] = [
    ...bill.invoiceItems.map((item) => lineOfInvoiceItem(tx, item)),
    ...bill.items.flatMap((item) => linesOfPeriod(tx, bill, item)),
  ];
  const { lines, sums } = sumUp(tx, drawn, {
    currency: bill.currency,
    discounts: bill.discounts,
    ratesOf: (line) =>
      bill.automaticTaxOf
        ? automaticRatesOfLine(tx, line, bill.automaticTaxOf, bill.currency)
        : ratesOfLine(tx, line, bill.taxRates ?? [], bill.invoiceItems),
  });
  return { lines, ...sums };
}
