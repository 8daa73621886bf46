import type Stripe from 'stripe';
import { defineCollection } from '../api/kernel/collection';
import { keepLight } from '../api/kernel/light';
import type { Wire } from '../api/kernel/wire';
import { LightEvent, type StoredEvent } from './light-event';

/** One try to deliver an event. */
export interface Attempt {
  /** Milliseconds since 1970. */
  at: number;
  /** The status answered; null when there was no whole answer. */
  status: number | null;
  /** How long it took. */
  ms: number;
  /** The beginning of the answer's body. */
  answer: string;
  /** Why there was no answer. */
  error: string | null;
}

/** Where an event goes and how far it has got. */
export interface Delivery {
  id: string;
  object: '_delivery';
  event: string;
  type: string;
  /** A webhook endpoint's id, or `forward` for the address given at start. */
  target: string;
  url: string;
  attempts: number;
  state: 'pending' | 'held' | 'delivered' | 'failed' | 'lost';
  last_status: number | null;
  /** Milliseconds since 1970. */
  next_attempt_at: number | null;
  created: number;
  /** The latest tries, oldest first. */
  history: readonly Attempt[];
}

export type { StoredEvent } from './light-event';
export type StoredEndpoint = Wire<Stripe.WebhookEndpoint>;

/** The secrets of an endpoint. They are shown once, when they are made, and are kept apart from the object. */
export interface EndpointSecret {
  id: string;
  object: '_endpoint_secret';
  secret: string;
  /** The one before it, which signs too until it ends (seconds since 1970). */
  previous?: { secret: string; until: number };
}

export const events = defineCollection<StoredEvent>('event');
keepLight(events, (event, text) => new LightEvent(event, text));
export const deliveries = defineCollection<Delivery>('_delivery', {
  indexes: {
    event: (item) => item.event,
    // Only what was not delivered is ever looked for by its state; the rest would be a second copy of everything.
    state: (item) => (item.state === 'delivered' || item.state === 'lost' ? null : item.state),
    // What holds a finalization back is asked for at each one: never to be sought among all that wait to be sent.
    refused: (item) =>
      item.attempts > 0 && (item.state === 'pending' || item.state === 'failed') ? item.type : null,
  },
});
export const endpoints = defineCollection<StoredEndpoint>('webhook_endpoint');
export const endpointSecrets = defineCollection<EndpointSecret>('_endpoint_secret');
