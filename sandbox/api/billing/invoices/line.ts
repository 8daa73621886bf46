import type { Transaction } from '../../kernel';
import { describeTrial } from '../arithmetic/describe';
import { type InvoiceItem, subscriptionOfItem } from '../invoice-items/invoice-item';
import { type PriceLine, priceLines } from '../prices/lines';
import { products } from '../products/product';
import { type Bill, type BilledItem, productOf } from './draw-up';
import type { InvoiceLine } from './invoice';
import type { DrawnLine as Line } from './sums';

/** The lines for one period of a subscription item, before discounts: one, or one for each tier it reaches. */
export function linesOfPeriod(tx: Transaction, bill: Bill, item: BilledItem): Line[] {
  const pieces = bill.trial
    ? [trialPiece(tx, item)]
    : priceLines(tx, item.price, item.quantity, bill.currency);
  return pieces.map((piece) => lineOfPiece(tx, bill, item, piece));
}

function trialPiece(tx: Transaction, { price, quantity }: BilledItem): PriceLine {
  const product = tx.get(products, productOf(price))?.name ?? 'Product';
  return { amount: 0, quantity, unit_amount_decimal: '0', description: describeTrial(product) };
}

function lineOfPiece(tx: Transaction, bill: Bill, item: BilledItem, piece: PriceLine): Line {
  return {
    ...undiscounted,
    id: tx.newId('il'),
    object: 'line_item',
    amount: piece.amount,
    currency: bill.currency,
    description: piece.description,
    discountable: true,
    discounts: [...(item.discounts ?? [])],
    livemode: false,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: bill.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: item.period,
    pricing: {
      price_details: { price: item.price.id, product: productOf(item.price) },
      type: 'price_details',
      unit_amount_decimal: piece.unit_amount_decimal,
    },
    // Usage may have decimals; `quantity` has none.
    quantity: Math.floor(piece.quantity),
    quantity_decimal: String(piece.quantity),
    subscription: bill.subscription,
    subtotal: piece.amount,
  };
}

/** The line for an invoice item, before discounts. */
export function lineOfInvoiceItem(tx: Transaction, item: InvoiceItem): Line {
  return {
    ...undiscounted,
    id: tx.newId('il'),
    object: 'line_item',
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    discount_amounts: item.proration_details?.discount_amounts ?? [],
    discounts: item.discounts ?? [],
    livemode: false,
    metadata: item.metadata ?? {},
    parent: parentOf(item),
    period: item.period,
    pricing: item.pricing,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription: subscriptionOfItem(item),
    subtotal: item.amount,
  };
}

const undiscounted = {
  discount_amounts: [],
  pretax_credit_amounts: [],
  taxes: [],
} satisfies Partial<Line>;

/** A proration belongs to the subscription item that changed; anything else is an item made by hand. */
function parentOf(item: InvoiceItem): InvoiceLine['parent'] {
  const credited = item.proration_details?.credited_items?.invoice_line_item_details;
  const shared = {
    proration: item.proration,
    proration_details: { credited_items: credited ?? null },
    subscription: subscriptionOfItem(item),
  };
  const subscriptionItem = item.parent?.subscription_details?.subscription_item;
  if (item.proration && subscriptionItem !== undefined) {
    return {
      invoice_item_details: null,
      subscription_item_details: {
        ...shared,
        invoice_item: item.id,
        subscription_item: subscriptionItem,
      },
      type: 'subscription_item_details',
    };
  }
  return {
    invoice_item_details: { ...shared, invoice_item: item.id },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}
