import { createHmac } from 'node:crypto';

export type LimitedBy = 'account' | 'address' | 'sign-up';

/**
 * The key an attempt is counted under. Keyed with our own secret: a plain hash of an e-mail or an address could be guessed
 * back by whoever reads the table.
 * @returns `<what>:<64 hex digits>`
 */
export function rateLimitKey(what: LimitedBy, subject: string, secret: string): string {
  return `${what}:${createHmac('sha256', secret).update(`${what}\n${subject}`).digest('hex')}`;
}

/** "in 14 minutes", rounded up: trying when told must not be too early. */
export function inMinutes(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`;
}
