import { idOf, type Transaction } from '../../../kernel';
import type { Period } from '../../arithmetic/period';
import { type InvoiceItem, invoiceItems } from '../../invoice-items/invoice-item';
import { productOf } from '../../invoices/draw-up';
import type { Price } from '../../prices/price';
import { customerIdOf, type Subscription } from '../subscription';
import type { Amounts } from './portion';

type CreditedItems = NonNullable<InvoiceItem['proration_details']>['credited_items'];

/** A credit or debit that a change within a period leads to, before it is stored. */
export interface Proration {
  subscriptionItem: string;
  price: Price;
  quantity: number;
  description: string;
  period: Period;
  /** Negative for a credit. */
  amounts: Amounts;
  /** What a credit gives back. */
  credited: CreditedItems;
}

/**
 * Stores prorations as pending invoice items; nothing is emitted. An invoice shows pending items newest first, so the
 * first of the list is stored last.
 * @returns the items in the order of the list
 */
export function storeProrations(
  tx: Transaction,
  subscription: Subscription,
  prorations: readonly Proration[],
): InvoiceItem[] {
  const stored = [...prorations]
    .reverse()
    .map((proration) => tx.put(invoiceItems, itemOf(tx, subscription, proration)));
  return stored.reverse();
}

function itemOf(tx: Transaction, subscription: Subscription, proration: Proration): InvoiceItem {
  const { amounts, price, quantity } = proration;
  const itemized = subscription.billing_mode.flexible?.proration_discounts === 'itemized';
  return {
    id: tx.newId('ii'),
    object: 'invoiceitem',
    // `included`: what discounts took is taken off already and not listed; `itemized`: it is listed beside the amount.
    amount: itemized ? amounts.gross : amounts.net,
    currency: subscription.currency,
    customer: customerIdOf(subscription),
    customer_account: null,
    date: tx.now(),
    description: proration.description,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: amounts.net,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: proration.subscriptionItem },
      type: 'subscription_details',
    },
    period: proration.period,
    pricing: {
      price_details: { price: price.id, product: productOf(price) },
      type: 'price_details',
      unit_amount_decimal: null,
    },
    proration: true,
    proration_details: {
      credited_items: proration.credited,
      discount_amounts: itemized ? amounts.discounts.filter(({ amount }) => amount !== 0) : [],
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: idOf(subscription.test_clock),
  };
}
