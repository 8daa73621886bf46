import type { Recurrence } from './period';

/** How often, as a line's words end: " / month", " / 3 months", nothing for what does not recur. */
export function describeRecurrence(recurrence: Recurrence | null): string {
  if (!recurrence) return '';
  const { interval, interval_count } = recurrence;
  return interval_count === 1 ? ` / ${interval}` : ` / ${interval_count} ${interval}s`;
}

/** A trial's line: the same thing for nothing. */
export function describeTrial(product: string): string {
  return `Trial period for ${product}`;
}
