import type { EventHint } from '../../provider';
import type { MirrorRecord, Raw } from '../../records';

/** After these the object is no longer to be found, or no longer anybody's. */
const ENDS = new Set([
  'customer.deleted',
  'product.deleted',
  'price.deleted',
  'invoice.deleted',
  'payment_method.detached',
]);

/** How far an object has come, where it can only go on: many events say nothing else of what they changed. */
const PROGRESS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  subscription: [
    ['incomplete'],
    ['trialing', 'active', 'past_due', 'unpaid', 'paused'],
    ['canceled', 'incomplete_expired'],
  ],
  invoice: [['draft'], ['open'], ['uncollectible'], ['paid', 'void']],
  payment_intent: [
    ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing'],
    ['requires_capture'],
    ['succeeded', 'canceled'],
  ],
  charge: [['pending'], ['succeeded', 'failed']],
  invoice_payment: [['open'], ['paid', 'canceled']],
  refund: [['pending', 'requires_action'], ['succeeded'], ['failed', 'canceled']],
  dispute: [
    ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review'],
    ['won', 'lost'],
  ],
};

/** Deep enough for what our reads expand. */
const DEPTH = 4;

type Thing = Readonly<Record<string, unknown>>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id, of what may be an object that came expanded. */
const plain = (value: unknown): unknown => (isThing(value) ? value.id : value);

/**
 * Whether a value is the one that an event calls the previous one. Of a hash, an event names only the keys it changed; a
 * reference may be an id here and an expanded object there; what was not there before is null.
 */
export function isPrevious(previous: unknown, current: unknown): boolean {
  if (previous === null || current === null || current === undefined) return previous === (current ?? null);
  if (Array.isArray(previous)) {
    if (!Array.isArray(current) || previous.length !== current.length) return false;
    return previous.every((one, index) => isPrevious(one, current[index]));
  }
  if (isThing(previous) && isThing(current)) {
    return Object.entries(previous).every(([key, value]) => isPrevious(value, current[key]));
  }
  return plain(previous) === plain(current);
}

function find(value: unknown, id: string, depth: number): Thing | null {
  if (typeof value !== 'object' || value === null || depth > DEPTH) return null;
  if (isThing(value) && value.id === id) return value;
  for (const part of Object.values(value)) {
    const found = find(part, id, depth + 1);
    if (found) return found;
  }
  return null;
}

function progressOf(type: string | null, status: unknown): number {
  return (PROGRESS[type ?? ''] ?? []).findIndex((stage) => stage.some((name) => name === status));
}

/** The newest charge is part of its payment; one that the read does not know yet came after it. */
function lacksCharge({ objectType, created }: EventHint, raw: Raw): boolean {
  if (objectType !== 'charge' || raw.object !== 'payment_intent') return false;
  const { latest_charge: latest } = raw;
  if (latest === null) return true;
  return isThing(latest) && typeof latest.created === 'number' && latest.created < (created ?? 0);
}

/** The event's own object, as the read shows it. A customer's entitlements are an object that has no id. */
function ownIn({ objectType, objectId }: EventHint, raw: Raw): Thing | null {
  if (objectId !== null) return find(raw, objectId, 0);
  return objectType !== null && raw.object === objectType ? raw : null;
}

function isFromBefore(event: EventHint, raw: Raw): boolean {
  const own = ownIn(event, raw);
  if (!own) return lacksCharge(event, raw);
  if (ENDS.has(event.type)) return true;
  const { previous, objectType, status } = event;
  if (previous && Object.keys(previous).length > 0 && isPrevious(previous, own)) return true;
  const come = progressOf(objectType, own.status);
  return come >= 0 && come < progressOf(objectType, status);
}

/**
 * Whether a read seems to be from before one of the events: it shows what the event says was before, or an object that has
 * not come as far as the event says, or none although nothing says that it has ended.
 */
export function looksStale(events: readonly EventHint[], record: MirrorRecord | null): boolean {
  if (record === null) return events.length > 0 && !events.some(({ type }) => ENDS.has(type));
  return events.some((event) => isFromBefore(event, record.raw));
}
