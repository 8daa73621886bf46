import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header for a payload: one `v1` for each secret in force, and a `v0` as test mode sends it.
 * @param secrets the newest first
 * @param seconds when it is sent, in seconds since 1970; a retry is signed anew
 */
export function signatureHeader(payload: string, secrets: readonly string[], seconds: number): string {
  const signed = `${seconds}.${payload}`;
  const digest = (secret: string) => createHmac('sha256', secret).update(signed).digest('hex');
  const current = secrets.map((secret) => `v1=${digest(secret)}`);
  return [`t=${seconds}`, ...current, `v0=${digest(`v0:${secrets[0]}`)}`].join(',');
}
