import { createHmac, randomUUID } from 'node:crypto';
import { settings } from './settings';

export const WEBHOOK_ADDRESS = `${settings.BASE_URL}/api/webhooks/stripe`;

/** The Stripe-Signature header over a body, made at a time in seconds. */
export function sign(body: string, { secret = settings.STRIPE_WEBHOOK_SECRET, age = 0 } = {}): string {
  const time = Math.floor(Date.now() / 1000) - age;
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

/** An event of a type that nothing here hangs on: it is stored, and no object has to exist. */
export function makeEvent(extra: object = {}): { id: string; body: string } {
  const id = `evt_e2e${randomUUID().replaceAll('-', '')}`;
  const event = {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    data: { object: { id: 'po_e2e', object: 'payout', amount: 1 } },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'payout.paid',
    ...extra,
  };
  return { id, body: JSON.stringify(event) };
}

/** Posts a body as it is; `signature` null sends none. */
export function deliver(body: string | ReadableStream, signature: string | null): Promise<Response> {
  // Node asks for `duplex` with a stream; the types of browsers don't know it.
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(signature === null ? {} : { 'stripe-signature': signature }),
    },
    body,
    duplex: 'half',
  };
  return fetch(WEBHOOK_ADDRESS, init);
}
