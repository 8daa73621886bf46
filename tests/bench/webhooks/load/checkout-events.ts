import type Stripe from 'stripe';
import { createPrice, subscribe } from '../servers/account';
import type { EventText } from './event-text';

/**
 * The events of one first subscription, as the sandbox sends them: of the kinds, sizes and mixture that a shop's endpoint
 * gets, those that nothing hangs on included.
 */
export async function checkoutEvents(stripe: Stripe): Promise<EventText[]> {
  await subscribe(stripe, await createPrice(stripe));
  const texts: EventText[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    const { object } = event.data;
    if (!('id' in object) || typeof object.id !== 'string') continue;
    texts.push({ body: JSON.stringify(event, null, 2), eventId: event.id, objectId: object.id });
  }
  return texts;
}
