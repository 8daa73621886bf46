import type { Transaction } from '../../kernel';
import { scaled, unscaled } from '../prices/decimal';
import { type Meter, meterEvents, meters, type StoredMeterEvent, usageKey } from './meter';

export interface UsageOf {
  /** Ids. */
  meter: string;
  customer: string;
  /** Unix seconds, included. */
  start: number;
  /** Unix seconds, excluded. */
  end: number;
}

/** What a customer used of a meter within a stretch of time. Below zero when corrections outweigh the usage. */
export function usageOf(tx: Transaction, { meter, customer, start, end }: UsageOf): number {
  return aggregated(tx.existing(meters, meter), eventsWithin(tx, { meter, customer, start, end }));
}

/** A customer's events on a meter within a stretch of time, in the order of their time. */
export function eventsWithin(tx: Transaction, { meter, customer, start, end }: UsageOf): StoredMeterEvent[] {
  return tx
    .where(meterEvents, 'usage', usageKey(meter, customer))
    .filter((event) => event.timestamp >= start && event.timestamp < end)
    .reverse()
    .sort((one, other) => one.timestamp - other.timestamp);
}

/** Adds events up as their meter says: their sum, their number, or the last of them. */
export function aggregated(meter: Meter, events: readonly StoredMeterEvent[]): number {
  const counted = latestOfWindows(meter, events);
  switch (meter.default_aggregation.formula) {
    case 'count':
      return counted.length;
    case 'last':
      return Number(counted.at(-1)?.value ?? 0);
    default:
      return unscaled(counted.reduce((sum, event) => sum + scaled(event.value), 0n));
  }
}

const WINDOWS: Record<string, number> = { hour: 3600, day: 86_400 };

/** A meter of pre-aggregated windows takes the last event of each window for the whole of it (inferred). */
function latestOfWindows(meter: Meter, events: readonly StoredMeterEvent[]): readonly StoredMeterEvent[] {
  const window = meter.event_time_window === null ? undefined : WINDOWS[meter.event_time_window];
  if (window === undefined) return events;
  return [...new Map(events.map((event) => [Math.floor(event.timestamp / window), event])).values()];
}
