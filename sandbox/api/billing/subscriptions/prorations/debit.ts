import type { Transaction } from '../../../kernel';
import { type Period, periodContaining } from '../../arithmetic/period';
import { describeRest } from './describe';
import type { Priced } from './full-price';
import { type Amounts, portionOf } from './portion';
import type { Proration } from './proration-item';

/** What of a period an item is to be billed for. */
export interface Rest {
  /** Where the periods of the subscription are counted from (unix seconds). */
  anchor: number;
  /** What is to be billed: within one period (unix seconds). */
  span: Period;
}

/** The debit for the rest of a period, measured against the whole of it; null when no time is left. */
export function debitFor(
  tx: Transaction,
  item: Priced,
  full: Amounts,
  { anchor, span }: Rest,
): Proration | null {
  const { recurring } = item.price;
  if (!recurring || span.end <= span.start) return null;
  const whole = periodContaining(anchor, recurring, span.start);
  const amounts = portionOf(full, span.end - span.start, whole.end - whole.start);
  return {
    subscriptionItem: item.id,
    price: item.price,
    quantity: item.quantity,
    description: describeRest(tx, 'Remaining', item, span.start),
    period: span,
    amounts,
    credited: null,
  };
}
