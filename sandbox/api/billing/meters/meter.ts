import type Stripe from 'stripe';
import { defineCollection, type Stored, type Transaction, type Wire } from '../../kernel';

export type Meter = Wire<Stripe.Billing.Meter>;

export const meters = defineCollection<Meter>('billing.meter', {
  indexes: { event_name: (meter) => meter.event_name },
});

/** The meter that takes events of a name now. */
export function activeMeter(tx: Transaction, eventName: string): Meter | undefined {
  return tx.where(meters, 'event_name', eventName).find((meter) => meter.status === 'active');
}

/** One report of usage. Stripe's own has no id and cannot be read back. */
export interface StoredMeterEvent extends Stored {
  object: '_meter_event';
  event_name: string;
  identifier: string;
  meter: string;
  customer: string;
  /** When the usage was (unix seconds, by the customer's clock). */
  timestamp: number;
  /** Decimal text. */
  value: string;
  /** When it was reported (unix seconds, real time). */
  received: number;
  /** Taken back: it counts no more, but its identifier stays used. */
  canceled: boolean;
}

export const meterEvents = defineCollection<StoredMeterEvent>('_meter_event', {
  indexes: {
    identifier: (event) => event.identifier,
    usage: (event) => (event.canceled ? null : usageKey(event.meter, event.customer)),
  },
});

/** Where the events of a customer are found. */
export function usageKey(meter: string, customer: string): string {
  return `${meter} ${customer}`;
}
