import type Stripe from 'stripe';
import { z } from 'zod';
import { defineRoute, forbiddenState, invalidRequest, p, type Transaction, type Wire } from '../../kernel';
import { liveCustomer } from '../../payments';
import { activeMeter, type Meter, meterEvents } from './meter';

type MeterEvent = Wire<Stripe.Billing.MeterEvent>;

const DAY = 86_400;
const OLDEST = 35 * DAY;
const FURTHEST = 5 * 60;

/** How long an identifier is remembered (seconds): Stripe promises a day at least. */
const UNIQUE_FOR = DAY;

/** At Stripe events are aggregated a little later; here they count at once. */
export const createEvent = defineRoute({
  method: 'POST',
  path: '/v1/billing/meter_events',
  params: p.params({
    event_name: p.text(100),
    identifier: p.text(100).optional(),
    payload: z.record(z.string(), z.string()),
    timestamp: p.timestamp().optional(),
  }),
  handle({ tx, params }): MeterEvent {
    const { event_name, payload } = params;
    const meter = activeMeter(tx, event_name);
    if (!meter) {
      throw invalidRequest(`No active meter found for event name "${event_name}".`, { param: 'event_name' });
    }
    const key = meter.customer_mapping.event_payload_key;
    const customer = liveCustomer(tx, payloadField(payload, key), `payload[${key}]`).id;
    const value = valueIn(meter, payload);
    const timestamp = params.timestamp ?? tx.now();
    checkTime(tx, timestamp);
    const id = tx.newId('mtrevt');
    const identifier = params.identifier ?? id;
    checkUnique(tx, identifier);
    tx.put(meterEvents, {
      id,
      object: '_meter_event',
      event_name,
      identifier,
      meter: meter.id,
      customer,
      timestamp,
      value,
      received: tx.realNow(),
      canceled: false,
    });
    return {
      object: 'billing.meter_event',
      created: tx.now(),
      event_name,
      identifier,
      livemode: false,
      payload,
      timestamp,
    };
  },
});

/** Wording inferred. */
function payloadField(payload: Record<string, string>, key: string): string {
  const value = payload[key];
  if (value !== undefined && value !== '') return value;
  throw invalidRequest(`The event payload is missing the key \`${key}\`.`, { param: `payload[${key}]` });
}

/** How much was used; a meter that counts needs no value. Corrections may be negative. Wording inferred. */
function valueIn(meter: Meter, payload: Record<string, string>): string {
  if (meter.default_aggregation.formula === 'count') return '1';
  const key = meter.value_settings.event_payload_key;
  const value = payloadField(payload, key);
  if (/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return value;
  throw invalidRequest(`The event payload value \`${value}\` is not a number.`, { param: `payload[${key}]` });
}

function checkTime(tx: Transaction, timestamp: number): void {
  const [oldest, furthest] = [tx.now() - OLDEST, tx.now() + FURTHEST];
  if (timestamp < oldest) {
    const message =
      'The event timestamp cannot be more than 35 days in past. Expected a timestamp greater than or equal to ' +
      `${oldest}.`;
    throw invalidRequest(message, { param: 'timestamp' });
  }
  if (timestamp > furthest) {
    const message =
      'The event timestamp cannot be more than 5 minutes in future. Expected a timestamp less than or equal to ' +
      `${furthest}.`;
    throw invalidRequest(message, { param: 'timestamp' });
  }
}

function checkUnique(tx: Transaction, identifier: string): void {
  const known = tx.where(meterEvents, 'identifier', identifier);
  if (!known.some((event) => tx.realNow() - event.received < UNIQUE_FOR)) return;
  throw forbiddenState(`An event already exists with identifier ${identifier}.`);
}
