import { API_VERSIONS } from '../../webhooks/api-versions';
import { EVENT_TYPES, isEventType } from '../../webhooks/event-types';
import { endpointSecrets, endpoints, type StoredEndpoint } from '../../webhooks/records';
import {
  defineRoute,
  invalidRequest,
  mergeMetadata,
  newId,
  notImplemented,
  p,
  paginate,
  randomText,
} from '../kernel';

const LIMIT = 16;

const url = p.text();
const enabledEvents = p.list(p.text());

const create = defineRoute({
  method: 'POST',
  path: '/v1/webhook_endpoints',
  params: p.params({
    url,
    enabled_events: enabledEvents,
    api_version: p.text().optional(),
    connect: p.boolean().optional(),
    description: p.clearable(p.text()).optional(),
    metadata: p.metadata(),
  }),
  handle({ tx, params }): StoredEndpoint {
    requireUrl(params.url);
    requireTypes(params.enabled_events);
    if (params.connect) throw notImplemented('events of connected accounts', 'connect');
    if (params.api_version !== undefined && !API_VERSIONS.includes(params.api_version)) {
      throw invalidRequest(`Invalid Stripe API version: ${params.api_version}`, { param: 'api_version' });
    }
    if (tx.all(endpoints).length >= LIMIT) {
      throw invalidRequest(`You have reached the maximum of ${LIMIT} test webhook endpoints.`);
    }
    const endpoint: StoredEndpoint = {
      id: newId('we'),
      object: 'webhook_endpoint',
      api_version: params.api_version ?? null,
      application: null,
      created: tx.realNow(),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      status: 'enabled',
      url: params.url,
    };
    tx.put(endpoints, endpoint);
    const { secret } = tx.put(endpointSecrets, {
      id: endpoint.id,
      object: '_endpoint_secret',
      secret: `whsec_${randomText(32)}`,
    });
    return { ...endpoint, secret };
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/webhook_endpoints/:endpoint',
  params: p.none,
  handle: ({ tx, path }): StoredEndpoint => tx.addressed(endpoints, path('endpoint')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/webhook_endpoints/:endpoint',
  params: p.params({
    url: url.optional(),
    enabled_events: enabledEvents.optional(),
    description: p.clearable(p.text()).optional(),
    disabled: p.boolean().optional(),
    metadata: p.metadata(),
  }),
  handle({ tx, params, path }): StoredEndpoint {
    const endpoint = tx.addressed(endpoints, path('endpoint'));
    if (params.url !== undefined) requireUrl(params.url);
    if (params.enabled_events !== undefined) requireTypes(params.enabled_events);
    const { disabled, description } = params;
    return tx.put(endpoints, {
      ...endpoint,
      url: params.url ?? endpoint.url,
      enabled_events: params.enabled_events ?? endpoint.enabled_events,
      description: description === undefined ? endpoint.description : description,
      status: disabled === undefined ? endpoint.status : disabled ? 'disabled' : 'enabled',
      metadata: mergeMetadata(endpoint.metadata, params.metadata),
    });
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:endpoint',
  params: p.none,
  handle({ tx, path }) {
    const { id } = tx.addressed(endpoints, path('endpoint'));
    tx.drop(endpoints, id);
    tx.drop(endpointSecrets, id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/webhook_endpoints',
  params: p.params(p.page),
  handle: ({ tx, params }) => paginate(tx.all(endpoints), params, '/v1/webhook_endpoints'),
});

function requireUrl(value: string): void {
  if (URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)) return;
  throw invalidRequest('Invalid URL: URLs must begin with http:// or https://.', {
    code: 'url_invalid',
    param: 'url',
  });
}

/** The wording for a type that is none is inferred from Stripe's other enumerations. */
function requireTypes(types: readonly string[]): void {
  if (types.length === 0) {
    throw invalidRequest('You must enable at least one event.', { param: 'enabled_events' });
  }
  for (const [index, type] of types.entries()) {
    if (type === '*' || isEventType(type)) continue;
    const param = `enabled_events[${index}]`;
    throw invalidRequest(`Invalid ${param}: must be one of *, ${EVENT_TYPES.join(', ')}`, { param });
  }
}

export const webhookEndpointRoutes = [create, retrieve, update, remove, list];
