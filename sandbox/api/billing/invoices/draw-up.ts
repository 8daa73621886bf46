import type { Transaction } from '../../kernel';
import { describeLine, describeTrial } from '../arithmetic/describe';
import type { Period } from '../arithmetic/period';
import { lineAmount } from '../arithmetic/rounding';
import { applyDiscounts } from '../discounts/apply';
import { type Discount, toApply } from '../discounts/discount';
import { type Price, unitAmountIn } from '../prices/price';
import { products } from '../products/product';
import type { Invoice, InvoiceLine } from './invoice';

/** One subscription item's period to be billed. */
export interface BilledItem {
  id: string;
  price: Price;
  quantity: number;
  period: Period;
  metadata: Record<string, string>;
}

/** What an invoice bills. */
export interface Bill {
  currency: string;
  items: readonly BilledItem[];
  discounts: readonly Discount[];
  /** In a trial every item is billed at nothing. */
  trial: boolean;
  /** null in the preview of a subscription that does not exist yet. */
  subscription: string | null;
}

/** The amounts of an invoice with the lines they come from (minor units). */
export interface DrawnUp {
  lines: Omit<InvoiceLine, 'invoice'>[];
  subtotal: number;
  total: number;
  total_discount_amounts: NonNullable<Invoice['total_discount_amounts']>;
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
  const unit = unitAmountIn(tx, item.price, currency);
  if (unit === null) throw new Error(`${item.price.id} has no amount in ${currency}.`);
  return lineAmount(unit, item.quantity);
}

/** Works out an invoice. The one place that does, so that a preview equals the invoice that follows. */
export function drawUp(tx: Transaction, bill: Bill): DrawnUp {
  const priced = bill.items.map((item) => ({
    item,
    amount: bill.trial ? 0 : itemAmount(tx, item, bill.currency),
    product: productOf(item.price),
  }));
  const discounted = applyDiscounts(
    priced,
    bill.discounts.map((discount) => toApply(tx, discount, bill.currency)),
  );
  const lines = priced.map(({ item, amount }, i) =>
    line(tx, bill, item, amount, discounted.lines[i]?.amounts ?? []),
  );
  const subtotal = priced.reduce((sum, { amount }) => sum + amount, 0);
  const taken = discounted.totals.reduce((sum, { amount }) => sum + amount, 0);
  return { lines, subtotal, total: subtotal - taken, total_discount_amounts: discounted.totals };
}

function line(
  tx: Transaction,
  bill: Bill,
  item: BilledItem,
  amount: number,
  discount_amounts: { discount: string; amount: number }[],
): Omit<InvoiceLine, 'invoice'> {
  return {
    id: tx.newId('il'),
    object: 'line_item',
    amount,
    currency: bill.currency,
    description: description(tx, bill, item),
    discount_amounts,
    discountable: true,
    discounts: [],
    livemode: false,
    metadata: item.metadata,
    parent: parent(bill, item),
    period: item.period,
    pretax_credit_amounts: discount_amounts.map((one) => ({ ...one, type: 'discount' as const })),
    pricing: {
      price_details: { price: item.price.id, product: productOf(item.price) },
      type: 'price_details',
      unit_amount_decimal: bill.trial ? '0' : unitAmountIn(tx, item.price, bill.currency),
    },
    quantity: item.quantity,
    quantity_decimal: String(item.quantity),
    subscription: bill.subscription,
    subtotal: amount,
    taxes: [],
  };
}

function parent(bill: Bill, item: BilledItem): InvoiceLine['parent'] {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: { credited_items: null },
      subscription: bill.subscription,
      subscription_item: item.id,
    },
    type: 'subscription_item_details',
  };
}

function description(tx: Transaction, bill: Bill, item: BilledItem): string {
  const product = tx.get(products, productOf(item.price))?.name ?? 'Product';
  const recurrence = item.price.recurring;
  if (bill.trial || !recurrence) return describeTrial(product);
  const unitAmount = itemAmount(tx, { price: item.price, quantity: 1 }, bill.currency);
  return describeLine({ quantity: item.quantity, product, unitAmount, currency: bill.currency, recurrence });
}
