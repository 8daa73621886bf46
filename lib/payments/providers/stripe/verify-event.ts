import Stripe from 'stripe';
import type { VerifiedEvent } from '../../provider';
import { stripeEvent, toEvent } from './event';

/** Seconds a signed timestamp may lie in the past, as Stripe's own libraries have it. */
const MAX_AGE = 300;
/** Seconds it may lie in the future: clocks differ a little; the SDK alone would accept any (failure 24). */
const MAX_AHEAD = 60;

function timestampOf(signature: string): number {
  return Number(/(?:^|,)\s*t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
}

/** Each configured secret in turn: while one is being rolled out, both sign (failure 9). */
function isSigned(rawBody: string, signature: string, secrets: readonly string[], now: Date): boolean {
  return secrets.some((secret) => {
    try {
      return (
        Stripe.webhooks.signature?.verifyHeader(
          rawBody,
          signature,
          secret,
          MAX_AGE,
          undefined,
          now.getTime(),
        ) === true
      );
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
      throw error;
    }
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // signed, and yet not JSON: refused by the schema below
  }
}

/**
 * Verifies the raw text of a delivery: signature, age, and that it is an event. Never throws for what a sender may send.
 * @param signature the Stripe-Signature header
 */
export function verifyEvent(
  secrets: readonly string[],
  rawBody: string,
  signature: string | null,
  now: Date,
): VerifiedEvent {
  if (!signature) return { kind: 'rejected', reason: 'no signature' };
  if (!(timestampOf(signature) <= now.getTime() / 1000 + MAX_AHEAD)) {
    return { kind: 'rejected', reason: 'the timestamp is missing or lies in the future' };
  }
  if (!isSigned(rawBody, signature, secrets, now))
    return { kind: 'rejected', reason: 'the signature is wrong or old' };
  const parsed = stripeEvent.safeParse(parseJson(rawBody));
  return parsed.success
    ? { kind: 'verified', event: toEvent(parsed.data, rawBody) }
    : { kind: 'rejected', reason: 'not an event' };
}
