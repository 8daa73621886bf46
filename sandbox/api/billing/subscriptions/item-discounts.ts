import type { Transaction } from '../../kernel';
import { giveDiscounts } from '../discounts/give';
import type { DiscountRequest } from '../discounts/resolve';
import { itemAmount, productOf } from '../invoices/draw-up';
import { isMetered, type Price } from '../prices/price';
import { hasPriorTransactions } from './order';

interface Item {
  /** What it has. */
  held: readonly string[];
  id: string;
  price: Price;
  currency: string;
  customer: string;
  subscription: string;
}

/** Gives an item the discounts that a request asks for, keeping those it names by their id. Throws 400. */
export function itemDiscounts(
  tx: Transaction,
  requested: readonly DiscountRequest[] | null,
  { held, id, price, currency, customer, subscription }: Item,
): string[] {
  const given = giveDiscounts(tx, requested ?? [], {
    current: held,
    purchase: {
      now: tx.now(),
      currency,
      subtotal: isMetered(price) ? 0 : itemAmount(tx, { price, quantity: 1 }, currency),
      products: [productOf(price)],
      customer: { id: customer, hasPriorTransactions: hasPriorTransactions(tx, customer) },
    },
    holder: { customer, subscription, subscription_item: id },
  });
  return given.map((discount) => discount.id);
}
