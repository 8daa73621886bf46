import type { ProviderEvent } from './provider-events';
import type { MirrorKind, MirrorRecord } from './records';

/** A read for the mirror: the object asked for, and whatever came complete with it in the same answer. */
export type MirrorRead =
  | { readonly kind: 'found'; readonly records: readonly [MirrorRecord, ...MirrorRecord[]] }
  | { readonly kind: 'gone' };

/** Where a list page begins: at the newest object created no later than `createdUpTo`, or after the object `after`. */
export type PagePosition = { readonly createdUpTo: Date; readonly after?: string };

/** An object of a list page, with the same records that a read of it alone brings. */
export type ListedObject = {
  readonly id: string;
  readonly created: Date;
  readonly records: readonly [MirrorRecord, ...MirrorRecord[]];
};

/** Up to 100 objects, newest first. Left out is what could not be made sense of: a read of it alone says why. */
export type MirrorPage = {
  readonly objects: readonly ListedObject[];
  /** The last object on the page, even one that was left out: what `after` goes on from; null for an empty page. */
  readonly last: { readonly id: string; readonly created: Date } | null;
  readonly hasMore: boolean;
};

/** What providers list by customer. */
export type CustomersKind = Extract<MirrorKind, 'subscription' | 'invoice' | 'payment' | 'payment_method'>;

/** Where a page of events begins: at the newest (not younger than `createdUpTo`, if given), or after the event `after`. */
export type EventsPosition = { readonly since: Date; readonly createdUpTo?: Date; readonly after?: string };

/** Up to 100 events, newest first. Left out is what a delivery of would be refused. */
export type EventsPage = {
  readonly events: readonly ProviderEvent[];
  /** The last event on the page, even one that was left out; null for an empty page. */
  readonly last: { readonly id: string; readonly created: Date } | null;
  readonly hasMore: boolean;
};
