import { idOf, invalidRequest, mergeMetadata, type Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { giveDiscounts } from '../discounts/give';
import type { DiscountRequest } from '../discounts/resolve';
import type { Purchase } from '../discounts/rules';
import { hasPriorTransactions } from '../subscriptions/order';
import { usableRates } from '../tax-rates/tax-rate';
import { type Priced, priceItem } from './amount';
import { type InvoiceItem, invoiceItems } from './invoice-item';
import type { LineFields } from './params';

/** Where an item belongs. */
export interface ItemPlace {
  customer: Customer;
  currency: string;
  /** The draft it is put on; null while it waits. */
  invoice: string | null;
  /** The subscription whose next invoice it waits for. */
  subscription: string | null;
  /** Where its fields are in the request: '' or `lines[0]`. */
  at: string;
}

type ItemFields = LineFields & { unit_amount_decimal?: string | undefined };

/** Stores a new invoice item, gives it its discounts and says so. Throws 400. */
export function createInvoiceItem(tx: Transaction, fields: ItemFields, place: ItemPlace): InvoiceItem {
  const { customer } = place;
  const priced = priceItem(tx, fields, place.currency, place.at);
  const { product: _, ...amounts } = priced;
  const id = tx.newId('ii');
  const item = tx.put(invoiceItems, {
    id,
    object: 'invoiceitem',
    ...amounts,
    customer: customer.id,
    customer_account: null,
    date: tx.now(),
    description: fields.description ?? null,
    discountable: fields.discountable ?? priced.amount >= 0,
    discounts: itemDiscounts(tx, fields.discounts ?? [], { id, current: [], customer, priced }),
    invoice: place.invoice,
    livemode: false,
    metadata: mergeMetadata({}, fields.metadata),
    parent: parentOf(place.subscription),
    period: fields.period ? checkedPeriod(fields.period) : { start: tx.now(), end: tx.now() },
    proration: false,
    tax_rates: usableRates(tx, fields.tax_rates ?? [], 'tax_rates'),
    test_clock: idOf(customer.test_clock),
  });
  tx.emit('invoiceitem.created', item);
  return item;
}

/** The ids of the discounts an item is to have. Throws 400. */
export function itemDiscounts(
  tx: Transaction,
  requested: readonly DiscountRequest[],
  item: { id: string; current: readonly string[]; customer: Customer; priced: Priced },
): string[] {
  const { customer, priced } = item;
  const purchase: Purchase = {
    now: tx.now(),
    currency: priced.currency,
    subtotal: priced.amount,
    products: priced.product === null ? [] : [priced.product],
    customer: { id: customer.id, hasPriorTransactions: hasPriorTransactions(tx, customer.id) },
  };
  const holder = { customer: customer.id, subscription: null, invoice_item: item.id };
  return giveDiscounts(tx, requested, { current: item.current, purchase, holder }).map(({ id }) => id);
}

/** A period that does not end before it starts. Throws 400. */
export function checkedPeriod(period: InvoiceItem['period']): InvoiceItem['period'] {
  if (period.end >= period.start) return period;
  const message = 'The end of the period must be greater than or equal to its start.';
  throw invalidRequest(message, { param: 'period[end]' });
}

function parentOf(subscription: string | null): InvoiceItem['parent'] {
  if (subscription === null) return null;
  return { subscription_details: { subscription }, type: 'subscription_details' };
}
