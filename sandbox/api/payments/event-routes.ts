import { pendingWebhooks } from '../../webhooks/by-hand';
import { deliveries, events, type StoredEvent } from '../../webhooks/records';
import { defineRoute, invalidRequest, p, paginate, type Transaction, within } from '../kernel';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/events/:event',
  params: p.none,
  handle: ({ tx, path }): StoredEvent => current(tx, tx.addressed(events, path('event'))),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/events',
  params: p.params({
    ...p.page,
    created: p.range(),
    delivery_success: p.boolean().optional(),
    type: p.text().optional(),
    types: p.list(p.text(), 20).optional(),
  }),
  handle({ tx, params }) {
    const { created, delivery_success, type, types } = params;
    if (type !== undefined && types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.', { param: 'type' });
    }
    const matching = tx
      .all(events)
      .filter(
        (event) =>
          within(event.created, created) &&
          (type === undefined || matches(event.type, type)) &&
          (types === undefined || types.includes(event.type)) &&
          (delivery_success === undefined || (pendingOf(tx, event) === 0) === delivery_success),
      );
    const page = paginate(matching, params, '/v1/events');
    return { ...page, data: page.data.map((event) => current(tx, event)) };
  },
});

/** An event as it was recorded, but for how many still wait for it. */
function current(tx: Transaction, event: StoredEvent): StoredEvent {
  const { id, object, api_version, created, data, livemode, request, type } = event;
  const pending_webhooks = pendingOf(tx, event);
  return { id, object, api_version, created, data, livemode, pending_webhooks, request, type };
}

function pendingOf(tx: Transaction, event: StoredEvent): number {
  return pendingWebhooks(tx.where(deliveries, 'event', event.id));
}

/** `charge.*` stands for a family of types. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

export const eventRoutes = [retrieve, list];
