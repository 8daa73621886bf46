import type { Transaction } from '../../../kernel';
import type { Discount } from '../../discounts/discount';
import { type BilledItem, drawUp } from '../../invoices/draw-up';
import type { Price } from '../../prices/price';
import type { Amounts } from './portion';

/** An item that a subscription has or is to have. */
export interface Priced {
  id: string;
  price: Price;
  quantity: number;
  /** Its own discounts. */
  discounts: readonly string[];
}

/**
 * What each item costs for one whole period. Discounts of the subscription fall to the items in proportion, as on the
 * invoice of a period, by the same code.
 */
export function fullPrices(
  tx: Transaction,
  bill: { currency: string; items: readonly Priced[]; discounts: readonly Discount[] },
): Map<string, Amounts> {
  const nowhere = { start: 0, end: 0 };
  const items: BilledItem[] = bill.items.map((item) => ({
    ...item,
    period: nowhere,
    metadata: {},
  }));
  const drawn = drawUp(tx, {
    currency: bill.currency,
    items,
    invoiceItems: [],
    discounts: bill.discounts,
    trial: false,
    subscription: null,
  });
  return new Map(bill.items.map(({ id }) => [id, amountsOf(drawn.lines, id)]));
}

function amountsOf(lines: ReturnType<typeof drawUp>['lines'], item: string): Amounts {
  const own = lines.filter((line) => line.parent?.subscription_item_details?.subscription_item === item);
  const gross = own.reduce((sum, { amount }) => sum + amount, 0);
  const discounts = own.flatMap((line) =>
    (line.discount_amounts ?? []).map(({ discount, amount }) => ({
      discount: typeof discount === 'string' ? discount : discount.id,
      amount,
    })),
  );
  return { gross, net: gross - discounts.reduce((sum, { amount }) => sum + amount, 0), discounts };
}
