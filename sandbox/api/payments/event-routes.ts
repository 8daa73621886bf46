import { deliveries, events, type StoredEvent } from '../../webhooks/records';
import { defineRoute, p, paginate, within } from '../kernel';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/events/:event',
  params: p.none,
  handle: ({ tx, path }): StoredEvent => tx.addressed(events, path('event')),
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
    const delivered = (event: StoredEvent) =>
      tx.where(deliveries, 'event', event.id).every((delivery) => delivery.state === 'delivered');
    const matching = tx
      .all(events)
      .filter(
        (event) =>
          within(event.created, created) &&
          (type === undefined || matches(event.type, type)) &&
          (types === undefined || types.includes(event.type)) &&
          (delivery_success === undefined || delivered(event) === delivery_success),
      );
    return paginate(matching, params, '/v1/events');
  },
});

/** `charge.*` stands for a family of types. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

export const eventRoutes = [retrieve, list];
