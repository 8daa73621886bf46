/** How often a price recurs, as Stripe writes it on `price.recurring`. */
export interface Recurrence {
  interval: string;
  interval_count: number;
}

/** A half-open stretch of time [start, end), unix seconds. */
export interface Period {
  start: number;
  end: number;
}

const DAY = 86_400;

/** The most that one interval_count may span: three years, Stripe's own limit. */
const LIMITS: Record<string, number> = { day: 1095, week: 156, month: 36, year: 3 };

/** Stripe's refusal of an interval_count, or null when it is allowed. */
export function recurrenceRefusal(recurrence: Recurrence): string | null {
  const limit = LIMITS[recurrence.interval];
  if (limit === undefined) return 'Invalid recurring[interval]: must be one of day, month, week, or year';
  if (!Number.isInteger(recurrence.interval_count) || recurrence.interval_count < 1)
    return 'This value must be greater than or equal to 1.';
  if (recurrence.interval_count > limit)
    return 'You cannot specify a recurring interval of more than three years.';
  return null;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

/**
 * The `steps`-th boundary after `anchor` (unix seconds). Always counted from the anchor, never from the
 * boundary before it: a subscription anchored on the 31st is billed on 28 February and on 31 March again.
 * Calendar arithmetic is in UTC, so daylight saving moves nothing.
 */
export function boundary(anchor: number, recurrence: Recurrence, steps: number): number {
  const count = recurrence.interval_count * steps;
  switch (recurrence.interval) {
    case 'day':
      return anchor + count * DAY;
    case 'week':
      return anchor + count * 7 * DAY;
    case 'month':
      return addMonths(anchor, count);
    case 'year':
      return addMonths(anchor, count * 12);
    default:
      throw new Error(`unknown recurring interval: ${recurrence.interval}`);
  }
}

function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const total = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12;
  const day = Math.min(from.getUTCDate(), daysInMonth(year, month));
  const sinceMidnight = ((anchor % DAY) + DAY) % DAY;
  return Date.UTC(year, month, day) / 1000 + sinceMidnight;
}

/** The period of an anchored subscription that holds the instant `at` (unix seconds). */
export function periodContaining(anchor: number, recurrence: Recurrence, at: number): Period {
  let step = Math.floor((at - anchor) / longest(recurrence));
  // The estimate divides by the longest an interval can be, so it is never past the answer.
  if (at < anchor) step -= 1;
  while (boundary(anchor, recurrence, step + 1) <= at) step += 1;
  while (boundary(anchor, recurrence, step) > at) step -= 1;
  return { start: boundary(anchor, recurrence, step), end: boundary(anchor, recurrence, step + 1) };
}

function longest(recurrence: Recurrence): number {
  const days: Record<string, number> = { day: 1, week: 7, month: 31, year: 366 };
  const unit = days[recurrence.interval];
  if (unit === undefined) throw new Error(`unknown recurring interval: ${recurrence.interval}`);
  return unit * recurrence.interval_count * DAY;
}
