import { defineRoute, forbiddenState, p, paginate, type Transaction } from '../../kernel';
import { cancelEvent } from './adjustment';
import { createEvent } from './event';
import { activeMeter, type Meter, meters } from './meter';
import { listSummaries } from './summaries';

const payloadKey = p.text(100);

const create = defineRoute({
  method: 'POST',
  path: '/v1/billing/meters',
  params: p.params({
    customer_mapping: p.shape({ event_payload_key: payloadKey, type: p.oneOf('by_id') }).optional(),
    default_aggregation: p.shape({ formula: p.oneOf('count', 'last', 'sum') }),
    display_name: p.text(250),
    event_name: p.text(100),
    event_time_window: p.oneOf('day', 'hour').optional(),
    value_settings: p.shape({ event_payload_key: payloadKey }).optional(),
  }),
  handle({ tx, params }): Meter {
    checkName(tx, params.event_name);
    const meter = tx.put(meters, {
      id: tx.newId('mtr_test'),
      object: 'billing.meter',
      created: tx.now(),
      customer_mapping: params.customer_mapping ?? {
        event_payload_key: 'stripe_customer_id',
        type: 'by_id',
      },
      default_aggregation: params.default_aggregation,
      display_name: params.display_name,
      event_name: params.event_name,
      event_time_window: params.event_time_window ?? null,
      livemode: false,
      status: 'active',
      status_transitions: { deactivated_at: null },
      updated: tx.now(),
      value_settings: params.value_settings ?? { event_payload_key: 'value' },
    });
    tx.emit('billing.meter.created', meter);
    return meter;
  },
});

/** An event must have one meter to go to. Wording inferred. */
function checkName(tx: Transaction, name: string): void {
  const holder = activeMeter(tx, name);
  if (!holder) return;
  const message = `An active meter with the event name \`${name}\` already exists: ${holder.id}.`;
  throw forbiddenState(message, { param: 'event_name' });
}

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/billing/meters/:meter',
  params: p.none,
  handle: ({ tx, path }): Meter => tx.addressed(meters, path('meter')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/billing/meters/:meter',
  params: p.params({ display_name: p.text(250).optional() }),
  handle({ tx, params, path }): Meter {
    const before = tx.addressed(meters, path('meter'));
    const { display_name = before.display_name } = params;
    const after = tx.put(meters, { ...before, display_name, updated: tx.now() });
    tx.emitUpdated('billing.meter.updated', before, after);
    return after;
  },
});

/** From now on no events are taken; those there are will still be billed. */
const deactivate = defineRoute({
  method: 'POST',
  path: '/v1/billing/meters/:meter/deactivate',
  params: p.none,
  handle({ tx, path }): Meter {
    const before = tx.addressed(meters, path('meter'));
    if (before.status === 'inactive') throw forbiddenState(`The meter ${before.id} is already inactive.`);
    const after = tx.put(meters, {
      ...before,
      status: 'inactive',
      status_transitions: { deactivated_at: tx.now() },
      updated: tx.now(),
    });
    tx.emit('billing.meter.deactivated', after);
    return after;
  },
});

const reactivate = defineRoute({
  method: 'POST',
  path: '/v1/billing/meters/:meter/reactivate',
  params: p.none,
  handle({ tx, path }): Meter {
    const before = tx.addressed(meters, path('meter'));
    if (before.status === 'active') throw forbiddenState(`The meter ${before.id} is already active.`);
    checkName(tx, before.event_name);
    const after = tx.put(meters, {
      ...before,
      status: 'active',
      status_transitions: { deactivated_at: null },
      updated: tx.now(),
    });
    tx.emit('billing.meter.reactivated', after);
    return after;
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/billing/meters',
  params: p.params({ ...p.page, status: p.oneOf('active', 'inactive').optional() }),
  handle({ tx, params }) {
    const { status } = params;
    const matching = tx.all(meters).filter((meter) => status === undefined || meter.status === status);
    return paginate(matching, params, '/v1/billing/meters');
  },
});

export const meterRoutes = [
  create,
  retrieve,
  update,
  deactivate,
  reactivate,
  list,
  listSummaries,
  createEvent,
  cancelEvent,
];
