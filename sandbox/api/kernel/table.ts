import type { AnyCollection } from './collection';
import type { Stored } from './wire';

/** Most keys of an index stand for one member only; a set for each would weigh more than the members. */
type Members = string | Set<string>;
type Index = Map<string, Members>;

/** One collection of one account in memory: items in order of insertion, with its indexes. */
export class Table {
  readonly items = new Map<string, Stored>();
  private readonly indexes = new Map<string, Index>();

  constructor(private readonly collection: AnyCollection) {
    for (const name of collection.indexNames) this.indexes.set(name, new Map());
  }

  put(item: Stored): void {
    const old = this.items.get(item.id);
    for (const [name, index] of this.indexes) {
      const before = old ? this.collection.keyIn(name, old) : null;
      const after = this.collection.keyIn(name, item);
      if (before === after) continue;
      if (before !== null) unlink(index, before, item.id);
      if (after !== null) link(index, after, item.id);
    }
    this.items.set(item.id, item);
  }

  drop(id: string): void {
    const old = this.items.get(id);
    if (!old) return;
    for (const [name, index] of this.indexes) {
      const key = this.collection.keyIn(name, old);
      if (key !== null) unlink(index, key, id);
    }
    this.items.delete(id);
  }

  /** The members under a key of an index, oldest first. */
  under(name: string, key: string): Stored[] {
    const members = this.indexes.get(name)?.get(key) ?? [];
    const found: Stored[] = [];
    for (const id of typeof members === 'string' ? [members] : members) {
      const item = this.items.get(id);
      if (item) found.push(item);
    }
    return found;
  }
}

function link(index: Index, key: string, id: string): void {
  const members = index.get(key);
  if (members === undefined) index.set(key, id);
  else if (typeof members === 'string') index.set(key, new Set([members, id]));
  else members.add(id);
}

function unlink(index: Index, key: string, id: string): void {
  const members = index.get(key);
  if (members === id) index.delete(key);
  if (!(members instanceof Set)) return;
  members.delete(id);
  if (members.size === 0) index.delete(key);
}
