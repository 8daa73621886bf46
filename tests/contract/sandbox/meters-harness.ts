import type Stripe from 'stripe';
import type { Shop } from './billing-harness';

let names = 0;

/** A meter with an event name of its own, which adds up what it is told. */
export function meterOf(shop: Shop, extra: Partial<Stripe.Billing.MeterCreateParams> = {}) {
  names += 1;
  return shop.stripe.billing.meters.create({
    display_name: 'API calls',
    event_name: `calls_${names}`,
    default_aggregation: { formula: 'sum' },
    ...extra,
  });
}

/** Reports usage of a customer. */
export function report(
  shop: Shop,
  meter: Stripe.Billing.Meter,
  buyer: string,
  value: string,
  extra: Partial<Stripe.Billing.MeterEventCreateParams> = {},
) {
  return shop.stripe.billing.meterEvents.create({
    event_name: meter.event_name,
    payload: { stripe_customer_id: buyer, value },
    ...extra,
  });
}

/** The usage of a customer in the last two days, up to now. */
export async function used(shop: Shop, meter: Stripe.Billing.Meter, buyer: string) {
  const end_time = Math.floor(shop.now() / 60) * 60 + 600;
  const { data } = await shop.stripe.billing.meters.listEventSummaries(meter.id, {
    customer: buyer,
    start_time: end_time - 2 * 86_400,
    end_time,
  });
  return data[0]?.aggregated_value;
}
