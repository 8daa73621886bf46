import type { Transaction } from './transaction';
import type { Stored } from './wire';

/** How a field is filled when a request asks for it in `expand`. */
export type Expansion =
  | { kind: 'reference'; collections: readonly string[] }
  | { kind: 'computed'; compute: (tx: Transaction, owner: Stored) => unknown };

/** What the store needs to know of a collection, whatever it holds. */
export interface AnyCollection {
  /** The `object` value of its members. */
  readonly name: string;
  readonly indexNames: readonly string[];
  keyIn(index: string, item: Stored): string | null;
  /** A member as it is answered, where that changes by itself. */
  shown(tx: Transaction, item: Stored): Stored;
  readonly expansions: Map<string, Expansion>;
  /** What a publishable key gets to see of a member; undefined where that was not said. */
  readonly publicFields: readonly string[] | undefined;
}

export interface Collection<T extends Stored> extends AnyCollection {
  holds(item: Stored): item is T;
}

interface Options<T> {
  /** Secondary indexes by name; an item whose key is null is left out. */
  indexes?: Record<string, (item: T) => string | null>;
  /** Expandable fields (dotted where nested) and the collections that their ids may come from. */
  references?: Record<string, string | readonly string[]>;
  /** A member as it is now, where time or another record changes it. */
  shown?: (tx: Transaction, item: T) => T;
  /** What a publishable key gets to see of a member, wherever it meets one. */
  publicFields?: readonly (keyof T & string)[];
}

const registry = new Map<string, AnyCollection>();

/**
 * Declares a kind of object: its `object` name, its indexes and its expandable fields.
 * Names that begin with `_` are the sandbox's own records and never leave it.
 */
export function defineCollection<T extends Stored>(
  name: T['object'],
  options: Options<T> = {},
): Collection<T> {
  const holds = (item: Stored): item is T => item.object === name;
  const indexes = options.indexes ?? {};
  const collection: Collection<T> = {
    name,
    holds,
    indexNames: Object.keys(indexes),
    keyIn: (index, item) => (holds(item) ? (indexes[index]?.(item) ?? null) : null),
    shown: (tx, item) => (holds(item) ? (options.shown?.(tx, item) ?? item) : item),
    expansions: new Map(),
    publicFields: options.publicFields,
  };
  for (const [field, target] of Object.entries(options.references ?? {})) {
    const collections = typeof target === 'string' ? [target] : target;
    collection.expansions.set(field, { kind: 'reference', collections });
  }
  registry.set(name, collection);
  return collection;
}

/**
 * Declares a field that is absent unless asked for in `expand`, such as `customer.subscriptions`.
 * Another module than the collection's own may add it.
 */
export function defineComputed<T extends Stored>(
  collection: Collection<T>,
  field: string,
  compute: (tx: Transaction, owner: T) => unknown,
): void {
  const erased = (tx: Transaction, owner: Stored) => (collection.holds(owner) ? compute(tx, owner) : null);
  collection.expansions.set(field, { kind: 'computed', compute: erased });
}

/** The collection whose members carry this `object` value. */
export function collectionNamed(name: string): AnyCollection | undefined {
  return registry.get(name);
}

/** Every kind of object that is served; the sandbox's own records are left out. */
export function servedCollections(): AnyCollection[] {
  return [...registry.values()].filter((collection) => !collection.name.startsWith('_'));
}
