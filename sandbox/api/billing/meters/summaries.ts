import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { defineRoute, invalidRequest, p, paginate, type Transaction, type Wire } from '../../kernel';
import { liveCustomer } from '../../payments';
import { type Meter, meters, type StoredMeterEvent } from './meter';
import { aggregated, eventsWithin, type UsageOf } from './usage';

type Summary = Wire<Stripe.Billing.MeterEventSummary>;

const MINUTE = 60;
const GROUPS = { hour: 3600, day: 86_400 };

export const listSummaries = defineRoute({
  method: 'GET',
  path: '/v1/billing/meters/:meter/event_summaries',
  params: p.params({
    ...p.page,
    customer: p.text(),
    end_time: p.timestamp(),
    start_time: p.timestamp(),
    value_grouping_window: p.oneOf('day', 'hour').optional(),
  }),
  handle({ tx, params, path }) {
    const meter = tx.addressed(meters, path('meter'));
    const customer = liveCustomer(tx, params.customer).id;
    const { start_time: start, end_time: end, value_grouping_window: group } = params;
    checkBounds({ start_time: start, end_time: end }, group === undefined ? MINUTE : GROUPS[group]);
    const range = { meter: meter.id, customer, start, end };
    const all =
      group === undefined
        ? [summary(meter, range, eventsWithin(tx, range))]
        : grouped(tx, meter, range, GROUPS[group]);
    return paginate(all, params, `/v1/billing/meters/${meter.id}/event_summaries`);
  },
});

/** Wordings inferred; the rule is documented. */
function checkBounds(times: { start_time: number; end_time: number }, unit: number): void {
  for (const [param, time] of Object.entries(times)) {
    if (time % unit === 0) continue;
    const name = unit === MINUTE ? 'minute' : unit === GROUPS.hour ? 'hour' : 'day';
    throw invalidRequest(`\`${param}\` must be aligned with ${name} boundaries.`, { param });
  }
  if (times.start_time < times.end_time) return;
  throw invalidRequest('`end_time` must be after `start_time`.', { param: 'end_time' });
}

/** One summary for each hour or day with usage, newest first. */
function grouped(tx: Transaction, meter: Meter, range: UsageOf, unit: number): Summary[] {
  const byStart = new Map<number, StoredMeterEvent[]>();
  for (const event of eventsWithin(tx, range)) {
    const start = Math.floor(event.timestamp / unit) * unit;
    byStart.set(start, byStart.get(start) ?? []);
    byStart.get(start)?.push(event);
  }
  return [...byStart]
    .reverse()
    .map(([start, events]) => summary(meter, { ...range, start, end: start + unit }, events));
}

function summary(meter: Meter, range: UsageOf, events: readonly StoredMeterEvent[]): Summary {
  return {
    id: summaryId(range),
    object: 'billing.meter_event_summary',
    aggregated_value: aggregated(meter, events),
    end_time: range.end,
    livemode: false,
    meter: meter.id,
    start_time: range.start,
  };
}

/** The same for the same question, as a page's cursor must be. */
function summaryId({ meter, customer, start, end }: UsageOf): string {
  const hash = createHash('sha256').update(`${meter} ${customer} ${start} ${end}`).digest('hex');
  return `mtrusg_test_${hash}`;
}
