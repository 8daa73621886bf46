import { forbiddenState, idOf, mergeMetadata, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { usableRates } from '../tax-rates/tax-rate';
import { namesAmount, type Priced, priceItem, quantityOf, recount } from './amount';
import { type InvoiceItem, invoiceItems } from './invoice-item';
import { checkedPeriod, itemDiscounts } from './make';
import type { LineFields } from './params';

type ItemFields = LineFields & { unit_amount_decimal?: string | undefined };

/** Stores what a request changes about an item that can still be changed. Throws 400. */
export function changeInvoiceItem(tx: Transaction, before: InvoiceItem, fields: ItemFields): InvoiceItem {
  if (before.proration && fields.discountable) {
    const message = 'You cannot set `discountable` to true for a proration.';
    throw forbiddenState(message, { param: 'discountable' });
  }
  const priced = pricedAnew(tx, before, fields);
  const { product: _, ...amounts } = priced;
  return tx.put(invoiceItems, {
    ...before,
    ...amounts,
    description: fields.description ?? before.description,
    discountable: fields.discountable ?? (before.discountable && amounts.amount >= 0),
    discounts: discountsAnew(tx, before, fields, priced),
    metadata: mergeMetadata(before.metadata ?? {}, fields.metadata),
    period: fields.period ? checkedPeriod(fields.period) : before.period,
    tax_rates:
      fields.tax_rates === undefined
        ? before.tax_rates
        : usableRates(tx, fields.tax_rates ?? [], 'tax_rates'),
  });
}

/** The amount stays unless the request names one; a quantity alone counts the same price anew. */
function pricedAnew(tx: Transaction, before: InvoiceItem, fields: ItemFields): Priced {
  const product = before.pricing?.price_details?.product ?? null;
  const { amount, currency, pricing, quantity, quantity_decimal } = before;
  if (!namesAmount(fields)) return { amount, currency, pricing, quantity, quantity_decimal, product };
  const wanted = quantityOf(fields);
  const { quantity: _, quantity_decimal: __, ...way } = fields;
  if (!namesAmount(way)) return recount(tx, before, wanted ?? quantity_decimal);
  const kept = fields.amount === undefined ? (wanted ?? quantity_decimal) : undefined;
  return priceItem(tx, { ...way, quantity_decimal: kept }, currency);
}

function discountsAnew(
  tx: Transaction,
  before: InvoiceItem,
  fields: ItemFields,
  priced: Priced,
): InvoiceItem['discounts'] {
  if (fields.discounts === undefined) return before.discounts;
  const current = (before.discounts ?? []).flatMap((discount) => idOf(discount) ?? []);
  const customer = liveCustomer(tx, idOf(before.customer) ?? '');
  return itemDiscounts(tx, fields.discounts ?? [], { id: before.id, current, customer, priced });
}
