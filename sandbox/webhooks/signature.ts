import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header for a payload, with a `v0` beside the `v1` as real test mode sends it.
 * @param seconds when it is sent, in seconds since 1970; a retry is signed anew
 */
export function signatureHeader(payload: string, secret: string, seconds: number): string {
  const signed = `${seconds}.${payload}`;
  const v1 = createHmac('sha256', secret).update(signed).digest('hex');
  const v0 = createHmac('sha256', `v0:${secret}`).update(signed).digest('hex');
  return `t=${seconds},v1=${v1},v0=${v0}`;
}
