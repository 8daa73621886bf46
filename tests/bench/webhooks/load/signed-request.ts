import { createHmac, randomBytes } from 'node:crypto';
import type { EventText } from './event-text';

/** The same event under ids that nobody has seen. */
export function freshBody({ body, eventId, objectId }: EventText): string {
  const random = randomBytes(24).toString('hex');
  return body
    .replaceAll(eventId, `evt_1${random.slice(0, 23)}`)
    .replaceAll(objectId, `${objectId.split('_')[0]}_1${random.slice(23, 46)}`);
}

/** Stripe's signature of a body, made now. */
export function signatureOf(body: string, secret: string): string {
  const time = Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${mac}`;
}

/** A delivery as it goes over the wire. */
export function signedRequest(url: URL, body: string, secret: string): Buffer {
  const head = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/json; charset=utf-8',
    'user-agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'accept: */*',
    `stripe-signature: ${signatureOf(body, secret)}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'utf8');
}
