import type { AnyCollection } from './collection';
import type { Stored } from './wire';

/** One collection of one account in memory: items in order of insertion, with its indexes. */
export class Table {
  readonly items = new Map<string, Stored>();
  private readonly indexes = new Map<string, Map<string, Set<string>>>();

  constructor(private readonly collection: AnyCollection) {
    for (const name of collection.indexNames) this.indexes.set(name, new Map());
  }

  put(item: Stored): void {
    const old = this.items.get(item.id);
    for (const [name, index] of this.indexes) {
      const before = old ? this.collection.keyIn(name, old) : null;
      const after = this.collection.keyIn(name, item);
      if (before === after) continue;
      if (before !== null) this.unlink(index, before, item.id);
      if (after !== null) this.link(index, after, item.id);
    }
    this.items.set(item.id, item);
  }

  drop(id: string): void {
    const old = this.items.get(id);
    if (!old) return;
    for (const [name, index] of this.indexes) {
      const key = this.collection.keyIn(name, old);
      if (key !== null) this.unlink(index, key, id);
    }
    this.items.delete(id);
  }

  /** The members under a key of an index, oldest first. */
  under(name: string, key: string): Stored[] {
    const found: Stored[] = [];
    for (const id of this.indexes.get(name)?.get(key) ?? []) {
      const item = this.items.get(id);
      if (item) found.push(item);
    }
    return found;
  }

  private link(index: Map<string, Set<string>>, key: string, id: string): void {
    const ids = index.get(key);
    if (ids) ids.add(id);
    else index.set(key, new Set([id]));
  }

  private unlink(index: Map<string, Set<string>>, key: string, id: string): void {
    const ids = index.get(key);
    ids?.delete(id);
    if (ids?.size === 0) index.delete(key);
  }
}
