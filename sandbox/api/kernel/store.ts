import { setImmediate as breathe } from 'node:timers/promises';
import { type AnyCollection, collectionNamed } from './collection';
import { freeze } from './freeze';
import { Journal } from './journal';
import { encodeRecord, snapshotLines } from './journal-record';
import { lightened } from './light';
import { Shelf } from './shelf';
import { Table } from './table';
import type { Stored } from './wire';

export type Writes = { put: Stored[]; drop: [collection: string, id: string][] };

/** The journal is compacted when it has grown to so many times what was alive, but never below a few megabytes. */
const GROWTH = 4;
const SMALLEST = 1 << 20;
/** Items looked at without a pause. */
const SLICE = 2000;

/**
 * All accounts in memory, backed by the journal. Objects are frozen: a change is always a new object, so that
 * the snapshot an event carries can be the very object that was stored.
 */
export class Store {
  private readonly accounts = new Map<string, Map<string, Table>>();
  private readonly shelf = new Shelf();
  /** Bytes of the journal when it held what was alive and nothing else. */
  private aliveBytes = 0;

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

  /** The accounts that hold anything: one that was only asked for has empty tables. */
  accountNames(): string[] {
    const held = [...this.accounts].filter(([, tables]) =>
      [...tables.values()].some(({ items }) => items.size > 0),
    );
    return held.map(([name]) => name);
  }

  /** Every object of every account. */
  *everything(): Generator<[account: string, item: Stored]> {
    for (const [account, tables] of this.accounts) {
      for (const table of tables.values()) for (const item of table.items.values()) yield [account, item];
    }
  }

  /** Makes writes durable, then visible. When the journal cannot be written nothing becomes visible. */
  commit(account: string, writes: Writes): void {
    const texts = writes.put.map((item) => JSON.stringify(item));
    this.journal?.append(encodeRecord(account, texts, writes.drop));
    for (const [index, item] of writes.put.entries()) this.put(account, item, texts[index] ?? '');
    for (const [name, id] of writes.drop) this.drop(account, name, id);
    this.compactWhenDue();
  }

  /** Forgets every account. */
  wipe(): void {
    this.accounts.clear();
    this.journal?.rewrite([]);
    this.aliveBytes = 0;
  }

  /** Drops what is not worth keeping any more, a little at a time. It is not journalled: a start does the same. */
  async forget(keep: (item: Stored) => boolean): Promise<void> {
    let seen = 0;
    for (const table of this.tables()) {
      for (const item of table.items.values()) {
        if (!keep(item)) table.drop(item.id);
        seen += 1;
        if (seen % SLICE === 0) await breathe();
      }
    }
  }

  /** Shrinks the journal to what is alive, in the background. Answers its size before and after, in bytes. */
  async compact(): Promise<{ compacted: boolean; before: number; after: number }> {
    const { journal } = this;
    if (!journal) return { compacted: false, before: 0, after: 0 };
    const before = journal.size;
    const compacted = await journal.compact(this.snapshot());
    if (compacted) this.aliveBytes = journal.size;
    return { compacted, before, after: journal.size };
  }

  close(): void {
    this.journal?.close();
  }

  private compactWhenDue(): void {
    const { journal } = this;
    if (!journal || journal.size <= GROWTH * Math.max(this.aliveBytes, SMALLEST)) return;
    // Until it is done, or has failed, the next one waits for as much growth again.
    this.aliveBytes = journal.size;
    this.compact().catch((error: unknown) => {
      console.error('sandbox: the journal could not be compacted; it goes on growing', error);
    });
  }

  private put(account: string, item: Stored, json: string): void {
    const collection = collectionNamed(item.object);
    if (!collection) throw new Error(`The sandbox knows no objects of kind ${item.object}.`);
    this.table(account, collection).put(freeze(lightened(item, json, this.shelf)));
  }

  private drop(account: string, name: string, id: string): void {
    const collection = collectionNamed(name);
    if (collection) this.table(account, collection).drop(id);
  }

  private load(keep: (item: Stored) => boolean): void {
    if (!this.journal) return;
    this.shelf.atOnce = true;
    for (const entry of this.journal.records()) {
      for (const item of entry.w) if (keep(item)) this.put(entry.a, item, JSON.stringify(item));
      for (const [name, id] of entry.d) this.drop(entry.a, name, id);
    }
    this.shelf.atOnce = false;
    this.journal.rewrite(this.snapshot());
    this.aliveBytes = this.journal.size;
  }

  private *tables(): Generator<Table> {
    for (const tables of this.accounts.values()) yield* tables.values();
  }

  private *snapshot(): Generator<string> {
    for (const [account, tables] of this.accounts) {
      for (const table of tables.values()) yield* snapshotLines(account, table.items.values());
    }
  }
}
