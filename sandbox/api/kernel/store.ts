import { type AnyCollection, collectionNamed } from './collection';
import { freeze } from './freeze';
import { Journal, type JournalRecord } from './journal';
import { Table } from './table';
import type { Stored } from './wire';

export type Writes = { put: Stored[]; drop: [collection: string, id: string][] };

/** Records of one compacted journal line; small enough to parse at once, large enough to be few. */
const CHUNK = 200;

/**
 * All accounts in memory, backed by the journal. Objects are frozen: a change is always a new object, so that
 * the snapshot an event carries can be the very object that was stored.
 */
export class Store {
  private readonly accounts = new Map<string, Map<string, Table>>();

  private constructor(private readonly journal: Journal | null) {}

  /**
   * Opens the store of a folder, or one that lives in memory only.
   * @param keep decides at start which records are still worth keeping
   */
  static open(folder: string | null, keep: (item: Stored) => boolean): Store {
    const store = new Store(folder === null ? null : Journal.open(folder));
    store.load(keep);
    return store;
  }

  table(account: string, collection: AnyCollection): Table {
    const tables = this.accounts.get(account) ?? new Map<string, Table>();
    this.accounts.set(account, tables);
    const table = tables.get(collection.name) ?? new Table(collection);
    tables.set(collection.name, table);
    return table;
  }

  accountNames(): string[] {
    return [...this.accounts.keys()];
  }

  /** Makes writes durable, then visible. When the journal cannot be written nothing becomes visible. */
  commit(account: string, writes: Writes): void {
    const entry: JournalRecord = { a: account, w: writes.put.map((item) => ({ ...item })), d: writes.drop };
    this.journal?.append(entry);
    for (const item of writes.put) this.put(account, item);
    for (const [name, id] of writes.drop) this.drop(account, name, id);
  }

  /** Forgets every account. */
  wipe(): void {
    this.accounts.clear();
    this.journal?.rewrite([]);
  }

  close(): void {
    this.journal?.close();
  }

  private put(account: string, item: Stored): void {
    const collection = collectionNamed(item.object);
    if (!collection) throw new Error(`The sandbox knows no objects of kind ${item.object}.`);
    this.table(account, collection).put(freeze(item));
  }

  private drop(account: string, name: string, id: string): void {
    const collection = collectionNamed(name);
    if (collection) this.table(account, collection).drop(id);
  }

  private load(keep: (item: Stored) => boolean): void {
    if (!this.journal) return;
    for (const entry of this.journal.records()) {
      for (const item of entry.w) this.put(entry.a, item);
      for (const [name, id] of entry.d) this.drop(entry.a, name, id);
    }
    this.forget(keep);
    this.journal.rewrite(this.snapshot());
  }

  private forget(keep: (item: Stored) => boolean): void {
    for (const tables of this.accounts.values()) {
      for (const table of tables.values()) {
        for (const item of [...table.items.values()]) if (!keep(item)) table.drop(item.id);
      }
    }
  }

  private *snapshot(): Generator<JournalRecord> {
    for (const [account, tables] of this.accounts) {
      for (const table of tables.values()) {
        const items = [...table.items.values()];
        for (let start = 0; start < items.length; start += CHUNK) {
          yield { a: account, w: items.slice(start, start + CHUNK).map((item) => ({ ...item })), d: [] };
        }
      }
    }
  }
}
