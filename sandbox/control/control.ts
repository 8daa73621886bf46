import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer } from '../api/kernel/answer';
import type { Api, ApiRequest } from '../api/kernel/api';
import type { Ledger } from '../api/kernel/ledger';
import type { RequestLog } from '../api/kernel/request-log';
import type { Dispatcher } from '../webhooks/dispatcher';
import { deliveries } from '../webhooks/records';

interface Parts {
  ledger: Ledger;
  dispatcher: Dispatcher;
  log: RequestLog;
  api: Api;
}

const modeBody = z.strictObject({ mode: z.enum(['deliver', 'hold', 'lose']) });
const redeliverBody = z.strictObject({ event_id: z.string() });
const latencyBody = z.strictObject({ ms: z.int().min(0).max(60_000) });

/** The sandbox's own controls under `/_sandbox`: no key, JSON both ways, for tests and the dashboard. */
export function control(parts: Parts, request: ApiRequest): Answer {
  const name = `${request.method} ${request.path.slice('/_sandbox'.length)}`;
  switch (name) {
    case 'GET /health':
      return json(200, { ok: true });
    case 'GET /requests':
      return json(200, parts.log.since(Number(new URLSearchParams(request.query).get('since') ?? 0) || 0));
    case 'GET /deliveries':
      return json(200, { data: listDeliveries(parts.ledger) });
    case 'POST /webhooks':
      return withBody(modeBody, request, ({ mode }) => setMode(parts, mode));
    case 'POST /webhooks/redeliver':
      return withBody(redeliverBody, request, (body) => redeliver(parts.dispatcher, body.event_id));
    case 'POST /latency':
      return withBody(latencyBody, request, ({ ms }) => {
        parts.api.delay = ms === 0 ? null : () => sleep(ms);
        return json(200, { ms });
      });
    case 'POST /reset':
      return reset(parts);
    default:
      return json(404, {
        error: { type: 'invalid_request_error', message: `The sandbox has no control ${name}.` },
      });
  }
}

function setMode(parts: Parts, mode: 'deliver' | 'hold' | 'lose'): Answer {
  parts.ledger.setDeliveryMode(mode);
  if (mode === 'deliver') parts.dispatcher.release();
  return json(200, { mode });
}

function redeliver(dispatcher: Dispatcher, eventId: string): Answer {
  if (dispatcher.redeliver(eventId)) return json(200, { event_id: eventId });
  return json(404, { error: { type: 'invalid_request_error', message: `No such event: '${eventId}'` } });
}

function reset(parts: Parts): Answer {
  parts.dispatcher.forget();
  parts.ledger.store.wipe();
  parts.log.clear();
  parts.api.delay = null;
  return json(200, { ok: true });
}

function listDeliveries(ledger: Ledger) {
  return ledger.store.accountNames().flatMap((account) =>
    ledger
      .begin(account)
      .all(deliveries)
      .map((item) => ({
        id: item.id,
        event_id: item.event,
        type: item.type,
        url: item.url,
        attempts: item.attempts,
        state: item.state,
        last_status: item.last_status,
        next_attempt_at: item.next_attempt_at,
      })),
  );
}

function withBody<T>(schema: z.ZodType<T>, request: ApiRequest, use: (body: T) => Answer): Answer {
  const parsed = schema.safeParse(decode(request.body));
  if (parsed.success) return use(parsed.data);
  return json(400, { error: { type: 'invalid_request_error', message: z.prettifyError(parsed.error) } });
}

function decode(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function json(status: number, body: object): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: `${JSON.stringify(body)}\n` };
}
