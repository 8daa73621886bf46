import type { MirrorKind, Raw } from './records';

/** What a webhook delivery says: a doorbell, not the truth. Nothing of the object is believed but its name. */
export type ProviderEvent = {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** The provider's own name of the object's type, e.g. `charge`. */
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  readonly created: Date;
  /** The event as JSON text, without client secrets. */
  readonly payload: string;
  /** What to read again for it; null for a type that nothing here hangs on. */
  readonly target: { readonly kind: MirrorKind; readonly id: string } | null;
};

export type VerifiedEvent =
  | { readonly kind: 'verified'; readonly event: ProviderEvent }
  | { readonly kind: 'rejected'; readonly reason: string };

/** What the stored payload of an event says of the event's own object, which may be a part of the one that is read for it. */
export type EventHint = {
  readonly type: string;
  readonly objectType: string | null;
  readonly objectId: string | null;
  /** Unix seconds. */
  readonly created: number | null;
  readonly status: string | null;
  /** What the event changed, as it was before; null when it does not say. */
  readonly previous: Raw | null;
};
