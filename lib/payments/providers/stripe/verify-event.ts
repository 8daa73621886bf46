import Stripe from 'stripe';
import { z } from 'zod';
import type { ProviderEvent, VerifiedEvent } from '../../provider';
import type { MirrorKind } from '../../records';
import { dateOf, withoutSecrets } from './map/fields';

/** Seconds a signed timestamp may lie in the past, as Stripe's own libraries have it. */
const MAX_AGE = 300;
/** Seconds it may lie in the future: clocks differ a little; the SDK alone would accept any (failure 24). */
const MAX_AHEAD = 60;

// Loose: what is not read here is kept for the payload.
const schema = z.looseObject({
  id: z.string().startsWith('evt_'),
  object: z.literal('event'),
  type: z.string().min(1),
  api_version: z.string().nullable(),
  created: z.number().int(),
  livemode: z.boolean(),
  data: z.looseObject({
    object: z.looseObject({
      id: z.string().optional(),
      object: z.string().optional(),
      payment_intent: z.union([z.string(), z.object({ id: z.string() }), z.null()]).optional(),
      invoice: z.union([z.string(), z.object({ id: z.string() }), z.null()]).optional(),
    }),
  }),
});
type StripeEvent = z.infer<typeof schema>;

const KINDS: Readonly<Record<string, MirrorKind>> = {
  customer: 'customer',
  product: 'product',
  price: 'price',
  subscription: 'subscription',
  invoice: 'invoice',
  payment_intent: 'payment',
  payment_method: 'payment_method',
};

const idIn = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

/** What to read again: the object itself, or the one that it is a part of. Upcoming invoices have no id to read by. */
function targetOf({ data: { object } }: StripeEvent): ProviderEvent['target'] {
  const kind = KINDS[object.object ?? ''];
  if (kind) return object.id ? { kind, id: object.id } : null;
  switch (object.object) {
    case 'charge':
    case 'refund':
    case 'dispute': {
      const id = idIn(object.payment_intent);
      return id ? { kind: 'payment', id } : null;
    }
    case 'invoice_payment': {
      const id = idIn(object.invoice);
      return id ? { kind: 'invoice', id } : null;
    }
    default:
      return null;
  }
}

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

function toEvent(event: StripeEvent): ProviderEvent {
  const { object } = event.data;
  return {
    source: 'stripe',
    id: event.id,
    type: event.type,
    objectType: object.object ?? null,
    objectId: object.id ?? null,
    livemode: event.livemode,
    apiVersion: event.api_version,
    created: dateOf(event.created),
    payload: withoutSecrets(event),
    target: targetOf(event),
  };
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
  const parsed = schema.safeParse(parseJson(rawBody));
  return parsed.success
    ? { kind: 'verified', event: toEvent(parsed.data) }
    : { kind: 'rejected', reason: 'not an event' };
}
