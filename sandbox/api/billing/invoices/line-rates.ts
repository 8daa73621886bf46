import { idOf, type Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { type InvoiceItem, invoiceItems } from '../invoice-items/invoice-item';
import { prices } from '../prices/price';
import { subscriptions } from '../subscriptions/subscription';
import { automaticRates } from '../tax/automatic-rates';
import type { TaxRate } from '../tax-rates/tax-rate';
import type { DrawnLine } from './sums';

/**
 * The tax rates of a line: those of what it bills, else the invoice's default ones.
 * @param unsaved invoice items that exist only in a preview
 */
export function ratesOfLine(
  tx: Transaction,
  line: DrawnLine,
  defaults: readonly TaxRate[],
  unsaved: readonly InvoiceItem[] = [],
): readonly TaxRate[] {
  const id = invoiceItemOf(line);
  const item = id === null ? undefined : (unsaved.find((one) => one.id === id) ?? tx.get(invoiceItems, id));
  if (item?.tax_rates && item.tax_rates.length > 0) return item.tax_rates;
  const details = line.parent?.subscription_item_details;
  const subscription = details?.subscription ? tx.get(subscriptions, details.subscription) : undefined;
  const billed = subscription?.items.data.find((one) => one.id === details?.subscription_item);
  return billed?.tax_rates && billed.tax_rates.length > 0 ? billed.tax_rates : defaults;
}

/** The taxes of a line that are worked out by where the customer is. */
export function automaticRatesOfLine(
  tx: Transaction,
  line: DrawnLine,
  customer: Customer,
  currency: string,
): readonly TaxRate[] {
  const price = tx.get(prices, idOf(line.pricing?.price_details?.price ?? null) ?? '') ?? null;
  return automaticRates(tx, customer, price, currency);
}

/** The invoice item behind a line, if that is what it bills. */
export function invoiceItemOf(line: Pick<DrawnLine, 'parent'>): string | null {
  const { invoice_item_details, subscription_item_details } = line.parent ?? {};
  return invoice_item_details?.invoice_item ?? subscription_item_details?.invoice_item ?? null;
}
