import { invalidRequest, type Transaction } from '../../kernel';
import { prices } from '../prices/price';
import { inlinePrice } from '../subscriptions/inline-price';
import type { AddedInvoiceItem } from '../subscriptions/parts';
import type { Phase } from './schedule';

/** What a phase bills once, as the schedule shows it. Throws 400. */
export function inlineItem(
  tx: Transaction,
  item: AddedInvoiceItem,
  currency: string,
  at: string,
): Phase['add_invoice_items'][number] {
  if ((item.price === undefined) === (item.price_data === undefined)) {
    throw invalidRequest('You must specify exactly one of these parameters: price, price_data.', {
      param: at,
    });
  }
  const price = item.price_data
    ? inlinePrice(tx, item.price_data, `${at}[price_data]`, currency)
    : tx.referenced(prices, item.price ?? '', `${at}[price]`);
  return {
    discountable: item.discountable ?? null,
    discounts: [],
    metadata: item.metadata ?? {},
    period: {
      end: item.period?.end ?? { type: 'min_item_period_end' },
      start: item.period?.start ?? { type: 'max_item_period_start' },
    },
    price: price.id,
    quantity: item.quantity ?? null,
    tax_rates: [],
  };
}

/** The same in the words of the change that bills it when the phase begins. */
export function addedItems(phase: Phase): AddedInvoiceItem[] {
  return phase.add_invoice_items.map((item) => ({
    ...(item.discountable === null ? {} : { discountable: item.discountable }),
    metadata: item.metadata ?? {},
    price: typeof item.price === 'string' ? item.price : item.price.id,
    ...(item.quantity === null ? {} : { quantity: item.quantity }),
  }));
}
