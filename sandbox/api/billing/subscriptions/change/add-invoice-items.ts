import { forbiddenState, idOf, invalidRequest, type Transaction } from '../../../kernel';
import type { Period } from '../../arithmetic/period';
import { type InvoiceItem, invoiceItems } from '../../invoice-items/invoice-item';
import { itemAmount, productOf } from '../../invoices/draw-up';
import { optionsOf, type Price, prices, unitAmountIn } from '../../prices/price';
import { products } from '../../products/product';
import { inlinePrice } from '../inline-price';
import type { AddedInvoiceItem } from '../parts';
import { customerIdOf, type Subscription } from '../subscription';

/** Stores what is to be billed once beside the items, as pending items of the subscription. Throws 400. */
export function addInvoiceItems(
  tx: Transaction,
  subscription: Subscription,
  wanted: readonly AddedInvoiceItem[],
): InvoiceItem[] {
  return wanted.map((item, i) => added(tx, subscription, item, `add_invoice_items[${i}]`));
}

function added(tx: Transaction, subscription: Subscription, item: AddedInvoiceItem, at: string): InvoiceItem {
  const { currency } = subscription;
  const price = priceOf(tx, item, at, currency);
  const quantity = item.quantity ?? 1;
  const amount = itemAmount(tx, { price, quantity }, currency);
  return tx.put(invoiceItems, {
    id: tx.newId('ii'),
    object: 'invoiceitem',
    amount,
    currency,
    customer: customerIdOf(subscription),
    customer_account: null,
    date: tx.now(),
    description: tx.get(products, productOf(price))?.name ?? null,
    discountable: item.discountable ?? amount >= 0,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: item.metadata ?? {},
    parent: { subscription_details: { subscription: subscription.id }, type: 'subscription_details' },
    period: periodOf(tx, subscription, item, at),
    pricing: {
      price_details: { price: price.id, product: productOf(price) },
      type: 'price_details',
      unit_amount_decimal: unitAmountIn(tx, price, currency),
    },
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: idOf(subscription.test_clock),
  });
}

function priceOf(tx: Transaction, item: AddedInvoiceItem, at: string, currency: string): Price {
  if (item.price_data && item.price === undefined) {
    return inlinePrice(tx, item.price_data, `${at}[price_data]`, currency);
  }
  if (item.price === undefined || item.price_data) {
    throw invalidRequest('You must specify exactly one of these parameters: price, price_data.', {
      param: at,
    });
  }
  const param = `${at}[price]`;
  const price = tx.referenced(prices, item.price, param);
  if (price.type === 'recurring') {
    const message =
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.';
    throw forbiddenState(message, { param });
  }
  if (optionsOf(tx, price)[currency]) return price;
  const message = `The price specified does not support \`${currency}\`, the subscription's currency.`;
  throw forbiddenState(message, { param });
}

/** The documented default is what the items' periods have in common. */
function periodOf(tx: Transaction, subscription: Subscription, item: AddedInvoiceItem, at: string): Period {
  const items = subscription.items.data;
  const start = item.period?.start ?? { type: 'max_item_period_start' };
  const end = item.period?.end ?? { type: 'min_item_period_end' };
  const moments = {
    max_item_period_start: Math.max(...items.map((one) => one.current_period_start)),
    min_item_period_end: Math.min(...items.map((one) => one.current_period_end)),
    now: tx.now(),
  };
  const from = start.type === 'timestamp' ? start.timestamp : moments[start.type];
  const until = end.type === 'timestamp' ? end.timestamp : moments[end.type];
  if (from !== undefined && until !== undefined && from <= until) return { start: from, end: until };
  throw invalidRequest('The start of a period must not be after its end.', { param: `${at}[period]` });
}
