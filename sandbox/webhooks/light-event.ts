import type Stripe from 'stripe';
import { Light } from '../api/kernel/light';
import type { Shelved } from '../api/kernel/shelf';
import type { Wire } from '../api/kernel/wire';

export type StoredEvent = Wire<Stripe.EventBase>;

/**
 * An event without what it tells of. Each holds an object as it once was, so together they would weigh many times
 * what all objects do.
 */
export class LightEvent extends Light implements StoredEvent {
  readonly object = 'event';
  readonly id: string;
  readonly api_version: string | null;
  readonly created: number;
  readonly livemode: boolean;
  readonly pending_webhooks: number;
  readonly request: StoredEvent['request'];
  readonly type: StoredEvent['type'];
  /** The id of what it is about; some, such as a coming invoice, have none. No part of the event's JSON. */
  readonly subject: string | null;

  constructor(event: StoredEvent, text: Shelved) {
    super(text);
    this.id = event.id;
    this.api_version = event.api_version;
    this.created = event.created;
    this.livemode = event.livemode;
    this.pending_webhooks = event.pending_webhooks;
    this.request = event.request;
    this.type = event.type;
    this.subject = idIn(event.data.object);
  }

  get data(): StoredEvent['data'] {
    const data = this.member('data');
    if (isData(data)) return data;
    throw new Error(`The event ${this.id} has lost what it tells of.`);
  }
}

/** The id of what an event is about, without unpacking the event where that can be helped. */
export function subjectOf(event: StoredEvent): string | null {
  return event instanceof LightEvent ? event.subject : idIn(event.data.object);
}

function idIn(object: object): string | null {
  return 'id' in object && typeof object.id === 'string' ? object.id : null;
}

function isData(value: unknown): value is StoredEvent['data'] {
  return typeof value === 'object' && value !== null && 'object' in value;
}
