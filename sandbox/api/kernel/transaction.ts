import type Stripe from 'stripe';
import type { Clock } from '../../clock/clock';
import { type AnyCollection, type Collection, collectionNamed } from './collection';
import { previousAttributes } from './diff';
import { noSuch } from './errors';
import { freeze } from './freeze';
import { newId } from './ids';
import type { Store, Writes } from './store';
import type { Stored } from './wire';

/** An event that a request caused, before it is stored: who it is delivered to is decided at the commit. */
export interface Emission {
  type: Stripe.Event.Type;
  object: object;
  previous: object | null;
}

/** Which request is behind the writes; null ids for what the sandbox does by itself. */
export interface RequestIdentity {
  id: string | null;
  idempotency_key: string | null;
}

/**
 * What one request reads and writes, all or nothing. Handlers run without a pause from beginning to commit, so
 * no other request ever sees, or comes between, half of the writes.
 */
export class Transaction {
  private readonly written = new Map<string, Map<string, Stored | null>>();
  private readonly emitted: Emission[] = [];
  private readonly emittedLater: Emission[] = [];

  constructor(
    private readonly store: Store,
    /** The suffix of the key, which names the account. */
    readonly account: string,
    readonly clock: Clock,
    readonly request: RequestIdentity,
  ) {}

  /** Seconds since 1970. */
  now(): number {
    return Math.floor(this.clock.milliseconds() / 1000);
  }

  get<T extends Stored>(collection: Collection<T>, id: string): T | undefined {
    const item = this.lookup(collection, id);
    return item && collection.holds(item) ? item : undefined;
  }

  /** The object a parameter names. Throws 400 `resource_missing` with that parameter when there is none. */
  referenced<T extends Stored>(collection: Collection<T>, id: string, param: string): T {
    const item = this.get(collection, id);
    if (!item) throw noSuch(collection.name, id, { param });
    return item;
  }

  /** The object the path names. Throws 404 `resource_missing` when there is none. */
  addressed<T extends Stored>(collection: Collection<T>, id: string): T {
    const item = this.get(collection, id);
    if (!item) throw noSuch(collection.name, id, 'path');
    return item;
  }

  /** An object that must exist because the sandbox itself wrote a reference to it. */
  existing<T extends Stored>(collection: Collection<T>, id: string): T {
    const item = this.get(collection, id);
    if (!item) throw new Error(`${collection.name} ${id} is referenced but missing.`);
    return item;
  }

  /** Any object by the name of its collection. */
  lookup(collection: AnyCollection, id: string): Stored | undefined {
    const mine = this.written.get(collection.name);
    if (mine?.has(id)) return mine.get(id) ?? undefined;
    return this.store.table(this.account, collection).items.get(id);
  }

  /** All members, newest first. */
  all<T extends Stored>(collection: Collection<T>): T[] {
    return this.merge(collection, this.store.table(this.account, collection).items.values(), () => true);
  }

  /** The members whose index has this key, newest first. */
  where<T extends Stored>(collection: Collection<T>, index: string, key: string): T[] {
    if (!collection.indexNames.includes(index)) throw new Error(`${collection.name} has no index ${index}.`);
    const stored = this.store.table(this.account, collection).under(index, key);
    return this.merge(collection, stored, (item) => collection.keyIn(index, item) === key);
  }

  /** Stores an object and hands it back. Objects are never changed in place: store a changed copy. */
  put<T extends Stored>(collection: Collection<T>, item: T): T {
    this.mine(collection).set(item.id, freeze(item));
    return item;
  }

  drop(collection: AnyCollection, id: string): void {
    this.mine(collection).set(id, null);
  }

  /** Says that something happened to an object as it is now. Delivered after the commit. */
  emit(type: Stripe.Event.Type, object: object, previous: object | null = null): void {
    this.emitted.push({ type, object: freeze(object), previous });
  }

  /** Emits what Stripe sends seconds after the rest, such as `invoice_payment.paid`: it comes last. */
  emitLater(type: Stripe.Event.Type, object: object, previous: object | null = null): void {
    this.emittedLater.push({ type, object: freeze(object), previous });
  }

  /** Emits an `updated` event with its `previous_attributes`, unless nothing changed. */
  emitUpdated(type: Stripe.Event.Type, before: object, after: object): void {
    const previous = previousAttributes(before, after);
    if (previous !== null) this.emit(type, after, previous);
  }

  /** Puts this request's events in the order that Stripe is seen to use; types not named keep their place at the end. */
  arrangeEvents(order: readonly Stripe.Event.Type[]): void {
    const rank = (type: Stripe.Event.Type) => (order.includes(type) ? order.indexOf(type) : order.length);
    this.emitted.sort((one, other) => rank(one.type) - rank(other.type));
  }

  /** A new id with this prefix, such as `cus`. */
  newId(prefix: string): string {
    return newId(prefix);
  }

  get emissions(): readonly Emission[] {
    return [...this.emitted, ...this.emittedLater];
  }

  /** What the commit has to write. */
  writes(): Writes {
    const writes: Writes = { put: [], drop: [] };
    for (const [name, items] of this.written) {
      for (const [id, item] of items) {
        if (item) writes.put.push(item);
        else if (this.stored(name, id)) writes.drop.push([name, id]);
      }
    }
    return writes;
  }

  private stored(name: string, id: string): boolean {
    const collection = collectionNamed(name);
    return collection !== undefined && this.store.table(this.account, collection).items.has(id);
  }

  private mine(collection: AnyCollection): Map<string, Stored | null> {
    const mine = this.written.get(collection.name) ?? new Map<string, Stored | null>();
    this.written.set(collection.name, mine);
    return mine;
  }

  private merge<T extends Stored>(
    collection: Collection<T>,
    stored: Iterable<Stored>,
    matches: (item: Stored) => boolean,
  ): T[] {
    const mine = this.written.get(collection.name);
    const found: T[] = [];
    const seen = new Set<string>();
    const add = (item: Stored) => {
      if (seen.has(item.id) || !collection.holds(item) || !matches(item)) return;
      seen.add(item.id);
      found.push(item);
    };
    for (const item of stored) {
      if (!mine?.has(item.id)) add(item);
      else {
        const current = mine.get(item.id);
        if (current) add(current);
      }
    }
    for (const item of mine?.values() ?? []) if (item) add(item);
    return found.reverse();
  }
}
