import { API_VERSION } from '../api/kernel/api-version';
import type { Emission, Transaction } from '../api/kernel/transaction';
import { type Delivery, deliveries, endpoints, events, type StoredEvent } from './records';
import type { Trouble } from './trouble';

export type DeliveryMode = 'deliver' | 'hold' | 'lose';

/** What decides, besides the account's own endpoints, where events go. */
export interface Routing {
  /** Every event of every account goes here too, as with `stripe listen --forward-to`. */
  forwardTo: string | null;
  mode: DeliveryMode;
  trouble: Trouble;
}

interface Target {
  id: string;
  url: string;
}

/** Turns what a request emitted into stored events and due deliveries, within the same commit. */
export function recordEvents(tx: Transaction, routing: Routing): void {
  for (const emission of tx.emissions) {
    const targets = targetsOf(tx, emission.type, routing.forwardTo);
    const event = tx.put(events, eventOf(tx, emission, targets.length));
    for (const target of targets) send(tx, event, target, routing);
  }
}

function eventOf(tx: Transaction, emission: Emission, pending: number): StoredEvent {
  const { object, previous } = emission;
  return {
    id: tx.newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: tx.realNow(),
    data: previous === null ? { object } : { object, previous_attributes: previous },
    livemode: false,
    pending_webhooks: pending,
    request: { id: tx.request.id, idempotency_key: tx.request.idempotency_key },
    type: emission.type,
  };
}

function targetsOf(tx: Transaction, type: string, forwardTo: string | null): Target[] {
  const targets: Target[] = [];
  for (const endpoint of tx.all(endpoints)) {
    const wanted = endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type);
    if (wanted && endpoint.status === 'enabled') targets.push({ id: endpoint.id, url: endpoint.url });
  }
  if (forwardTo !== null) targets.push({ id: 'forward', url: forwardTo });
  return targets;
}

/** Adds a delivery as the mode has it, and what trouble makes of it. */
function send(tx: Transaction, event: StoredEvent, target: Target, routing: Routing): void {
  if (routing.mode !== 'deliver') {
    schedule(tx, event, target, routing.mode === 'hold' ? 'held' : 'lost');
    return;
  }
  const ordeal = routing.trouble.decide(event.type);
  if (ordeal.lost) {
    schedule(tx, event, target, 'lost');
    return;
  }
  for (let copy = 0; copy <= ordeal.copies; copy += 1) {
    schedule(tx, event, target, 'pending', ordeal.delayMs);
  }
}

/** Adds a delivery: one that is due, after a delay if it has one, or one that is kept back or dropped. */
export function schedule(
  tx: Transaction,
  event: Pick<StoredEvent, 'id' | 'type'>,
  target: Target,
  state: Extract<Delivery['state'], 'pending' | 'held' | 'lost'>,
  delayMs = 0,
): void {
  tx.put(deliveries, {
    id: tx.newId('whdl'),
    object: '_delivery',
    event: event.id,
    type: event.type,
    target: target.id,
    url: target.url,
    attempts: 0,
    state,
    last_status: null,
    next_attempt_at: state === 'pending' ? tx.clock.milliseconds() + delayMs : null,
    created: tx.realNow(),
    history: [],
  });
}
