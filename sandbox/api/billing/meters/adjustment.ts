import type Stripe from 'stripe';
import { defineRoute, forbiddenState, invalidRequest, p, type Wire } from '../../kernel';
import { meterEvents } from './meter';

type Adjustment = Wire<Stripe.Billing.MeterEventAdjustment>;

/** How long after it was reported an event can be taken back (seconds). */
const CANCELABLE_FOR = 86_400;

/** Takes a reported event back. Stripe answers `pending` and does it in a moment; here it is done at once. */
export const cancelEvent = defineRoute({
  method: 'POST',
  path: '/v1/billing/meter_event_adjustments',
  params: p.params({
    cancel: p.shape({ identifier: p.text(100).optional() }).optional(),
    event_name: p.text(100),
    type: p.oneOf('cancel'),
  }),
  handle({ tx, params }): Adjustment {
    const param = 'cancel[identifier]';
    const identifier = params.cancel?.identifier;
    if (identifier === undefined) {
      throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    const event = tx
      .where(meterEvents, 'identifier', identifier)
      .find((one) => one.event_name === params.event_name && !one.canceled);
    // Wordings inferred.
    if (!event) throw invalidRequest(`No meter event found with identifier ${identifier}.`, { param });
    if (tx.realNow() - event.received > CANCELABLE_FOR) {
      throw forbiddenState('Meter events can only be canceled within 24 hours of being received.', { param });
    }
    tx.put(meterEvents, { ...event, canceled: true });
    return {
      object: 'billing.meter_event_adjustment',
      cancel: { identifier },
      event_name: params.event_name,
      livemode: false,
      status: 'pending',
      type: 'cancel',
    };
  },
});
