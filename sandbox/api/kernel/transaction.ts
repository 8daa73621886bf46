import type Stripe from 'stripe';
import type { Clock } from '../../clock/clock';
import type { Collection } from './collection';
import { previousAttributes } from './diff';
import { noSuch } from './errors';
import { freeze } from './freeze';
import { clockOf } from './governing-clock';
import { newId } from './ids';
import type { Store } from './store';
import type { Stored } from './wire';
import { WorkingCopy } from './working-copy';

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
export class Transaction extends WorkingCopy {
  /** The time of what this transaction is about, once that is known to live on a test clock (unix seconds). */
  private simulated: number | null = null;
  private readonly emitted: Emission[] = [];
  private readonly emittedLater: Emission[] = [];

  constructor(
    store: Store,
    account: string,
    readonly clock: Clock,
    readonly request: RequestIdentity,
    /** How far the sandbox's own time was put forward (seconds). */
    private readonly ahead = 0,
    /** Where the sandbox is reached, for the addresses of pages: `http://127.0.0.1:12111`. */
    readonly origin: string = '',
  ) {
    super(store, account);
  }

  /**
   * Seconds since 1970 by the clock of what this transaction is about: the frozen time of a test clock once an
   * object that lives on one was met, else the sandbox's own time, which may have been put forward.
   */
  now(): number {
    return this.simulated ?? this.ownNow();
  }

  /**
   * Seconds by the sandbox's own time, whatever test clock is met: the real clock, put forward. What falls due on no test
   * clock falls due by it; a term counted from the real clock would be over at once where that time is ahead.
   */
  ownNow(): number {
    return this.realNow() + this.ahead;
  }

  /** Seconds since 1970 by the real clock, which payments and events are stamped with even on a test clock. */
  realNow(): number {
    return Math.floor(this.clock.milliseconds() / 1000);
  }

  /** Takes the time from the test clock that governs an object, if one does. The first one met stays. */
  follow(item: Stored): void {
    if (this.simulated === null) this.simulated = clockOf(this, item)?.frozen_time ?? null;
  }

  /** Makes this the time, as it is when something falls due (unix seconds). */
  standAt(seconds: number): void {
    this.simulated = seconds;
  }

  /**
   * A transaction on the same stored state and at the same time whose writes and events go nowhere: what a preview is
   * worked out in, by the very code that would do it. What this transaction itself wrote is not seen in it.
   */
  rehearsal(): Transaction {
    const { store, account, clock, request, ahead, origin } = this;
    const scratch = new Transaction(store, account, clock, request, ahead, origin);
    scratch.simulated = this.simulated;
    return scratch;
  }

  /** The object a parameter names. Throws 400 `resource_missing` with that parameter when there is none. */
  referenced<T extends Stored>(collection: Collection<T>, id: string, param: string): T {
    const item = this.get(collection, id);
    if (!item) throw noSuch(collection.name, id, { param });
    this.follow(item);
    return item;
  }

  /** The object the path names. Throws 404 `resource_missing` when there is none. */
  addressed<T extends Stored>(collection: Collection<T>, id: string): T {
    const item = this.get(collection, id);
    if (!item) throw noSuch(collection.name, id, 'path');
    this.follow(item);
    return item;
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

  /** How many events were emitted so far. */
  get told(): number {
    return this.emitted.length;
  }

  /** Takes back what was emitted about one object since `told` was so many: a later event tells all of it. */
  retract(type: Stripe.Event.Type, id: string, since: number): void {
    const early = this.emitted.splice(0, since);
    const kept = this.emitted.filter((one) => one.type !== type || Reflect.get(one.object, 'id') !== id);
    this.emitted.splice(0, this.emitted.length, ...early, ...kept);
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
}
