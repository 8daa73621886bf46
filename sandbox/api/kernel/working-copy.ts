import { type AnyCollection, type Collection, collectionNamed } from './collection';
import { freeze } from './freeze';
import type { Store, Writes } from './store';
import type { Stored } from './wire';

/** An account's objects as they will be once what was written here is committed. Nobody else sees it before. */
export class WorkingCopy {
  private readonly written = new Map<string, Map<string, Stored | null>>();

  constructor(
    protected readonly store: Store,
    /** The suffix of the key, which names the account. */
    readonly account: string,
  ) {}

  get<T extends Stored>(collection: Collection<T>, id: string): T | undefined {
    const item = this.lookup(collection, id);
    return item && collection.holds(item) ? item : undefined;
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

  /** All members of a collection whose type does not matter, newest first. */
  members(collection: AnyCollection): Stored[] {
    const table = this.store.table(this.account, collection);
    return [...table.items.values()].reverse();
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
