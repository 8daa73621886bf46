import type { AnyCollection, Collection } from './collection';
import type { Transaction } from './transaction';
import type { Stored } from './wire';

/**
 * Everything that time makes due, in the order in which things that fall due in the same second are done: what
 * ends comes before what goes on, and what was promised earlier before what it leads to.
 */
export const DUTY_ORDER = [
  'payment_intent.expire',
  'refund.settle',
  'dispute.close',
  'setup.expire',
  'subscription.trial_will_end',
  'subscription.upcoming',
  'subscription.pending_update.expire',
  'subscription.expire',
  'subscription.cancel',
  'subscription.resume_collection',
  'schedule.expiring',
  'schedule.start',
  'schedule.phase',
  'subscription.renew',
  'invoice.finalize',
  'invoice.due',
  'invoice.retry',
] as const;

export type DutyKind = (typeof DUTY_ORDER)[number];

export interface Due {
  kind: DutyKind;
  /** Unix seconds. */
  at: number;
}

interface Duties<T extends Stored> {
  /** What the object as it is now makes due, and when. Pure: worked out anew after every write of the object. */
  due(tx: Transaction, item: T): readonly Due[];
  /** Does it, at `tx.now()`. Must leave the object (or what `due` reads) so that the same is not due again. */
  run: Partial<Record<DutyKind, (tx: Transaction, item: T) => void>>;
}

/** The duties of one collection with its type erased. */
export interface AnyDuties {
  due(tx: Transaction, item: Stored): readonly Due[];
  run(kind: DutyKind, tx: Transaction, item: Stored): void;
}

const registry = new Map<string, AnyDuties[]>();

/** Declares what objects of a collection make due in time. A collection may have several such declarations. */
export function defineDuties<T extends Stored>(collection: Collection<T>, duties: Duties<T>): void {
  const known = registry.get(collection.name) ?? [];
  known.push({
    due: (tx, item) => (collection.holds(item) ? duties.due(tx, item) : []),
    run(kind, tx, item) {
      const work = duties.run[kind];
      if (work && collection.holds(item)) work(tx, item);
    },
  });
  registry.set(collection.name, known);
}

/** The duties declared for a collection. */
export function dutiesOf(collection: Pick<AnyCollection, 'name'>): readonly AnyDuties[] {
  return registry.get(collection.name) ?? [];
}
