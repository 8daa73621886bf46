import { z } from 'zod';
import type { ProviderEvent } from '../../provider-events';
import { eventObject, targetOf } from './event-target';
import { dateOf, withoutSecrets } from './map/fields';

/** What is read of an event, and no more: to copy the rest would cost more than the whole check. */
export const stripeEvent = z.object({
  id: z.string().startsWith('evt_'),
  object: z.literal('event'),
  type: z.string().min(1),
  api_version: z.string().nullable(),
  created: z.number().int(),
  livemode: z.boolean(),
  data: z.object({ object: eventObject }),
});
type StripeEvent = z.infer<typeof stripeEvent>;

// Also the letters of a key may be written as escapes; Stripe does not, but nothing says that it never will.
const MAY_HOLD_SECRETS = /client_secret|\\u00/;

/** Written anew only when it must be: most of the time that a delivery takes here would go into it. */
function payloadOf(text: string): string {
  return MAY_HOLD_SECRETS.test(text) ? withoutSecrets(JSON.parse(text)) : text;
}

/**
 * An event as we know it, whichever way it came: delivered or listed.
 * @param text the same as JSON
 */
export function toEvent(event: StripeEvent, text: string): ProviderEvent {
  const { object } = event.data;
  return {
    source: 'stripe',
    id: event.id,
    type: event.type,
    objectType: object.object ?? null,
    objectId: object.id ?? null,
    livemode: event.livemode,
    apiVersion: event.api_version,
    created: dateOf(event.created),
    payload: payloadOf(text),
    target: targetOf(object),
  };
}
