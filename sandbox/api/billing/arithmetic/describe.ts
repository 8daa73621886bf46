import { displayAmount } from './currencies';
import type { Recurrence } from './period';

function every(recurrence: Recurrence): string {
  return recurrence.interval_count === 1
    ? recurrence.interval
    : `${recurrence.interval_count} ${recurrence.interval}s`;
}

/** A line's words, as Stripe writes them: `3 × Team (at $15.00 / month)`. */
export function describeLine(line: {
  quantity: number;
  product: string;
  unitAmount: number;
  currency: string;
  recurrence: Recurrence;
}): string {
  const price = displayAmount(line.unitAmount, line.currency);
  return `${line.quantity} × ${line.product} (at ${price} / ${every(line.recurrence)})`;
}

/** A trial's line: the same thing for nothing. */
export function describeTrial(product: string): string {
  return `Trial period for ${product}`;
}
