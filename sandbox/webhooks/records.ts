import type Stripe from 'stripe';
import { defineCollection } from '../api/kernel/collection';
import type { Wire } from '../api/kernel/wire';

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
}

export type StoredEvent = Wire<Stripe.EventBase>;
export type StoredEndpoint = Wire<Stripe.WebhookEndpoint>;

/** The secret of an endpoint is shown once, when it is made; it is kept apart from the object. */
export interface EndpointSecret {
  id: string;
  object: '_endpoint_secret';
  secret: string;
}

export const events = defineCollection<StoredEvent>('event');
export const deliveries = defineCollection<Delivery>('_delivery', {
  indexes: {
    event: (item) => item.event,
    // Only what still waits is ever looked for by its state; the rest would be a second copy of everything.
    state: (item) => (item.state === 'pending' || item.state === 'held' ? item.state : null),
  },
});
export const endpoints = defineCollection<StoredEndpoint>('webhook_endpoint');
export const endpointSecrets = defineCollection<EndpointSecret>('_endpoint_secret');
