import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Randomness is fetched in bulk: a request makes a dozen ids, and each fetch costs far more than its bytes. */
let pool: Buffer = Buffer.alloc(0);
let used = 0;

function randomByte(): number {
  if (used >= pool.length) {
    pool = randomBytes(8192);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte;
}

/** Random letters and digits, without the bias that a plain remainder would bring. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < 248) text += ALPHABET[byte % 62];
  }
  return text;
}

/** Prefixes whose ids Stripe makes 14 characters long; the others have 24. */
const SHORT = new Set(['cus', 'prod', 'si', 'req', 'cuss', 'su']);

/** A new id such as `cus_NffrFeUfNV2Hib` or `pi_3MtwBwLkdIwHu7ix28a3tqPa`. */
export function newId(prefix: string): string {
  if (SHORT.has(prefix)) return `${prefix}_${randomText(14)}`;
  return `${prefix}_${prefix === 'pi' || prefix === 'ch' || prefix === 're' ? '3' : '1'}${randomText(23)}`;
}

/** The client secret of an intent: `<id>_secret_…`. */
export function clientSecret(id: string): string {
  return `${id}_secret_${randomText(25)}`;
}
