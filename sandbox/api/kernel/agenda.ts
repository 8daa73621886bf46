import { collectionNamed } from './collection';
import { DUTY_ORDER, type Due, dutiesOf } from './duties';
import { clockIdOf } from './governing-clock';
import type { Ledger } from './ledger';
import type { Stored } from './wire';

/** What is due for one object. */
interface Entry {
  id: string;
  collection: string;
  dues: readonly Due[];
}

/** How far a run got: `idle` when nothing is due any more, `failed` when a duty threw and was put aside. */
export type Progress = { kind: 'idle' } | { kind: 'more' } | { kind: 'failed'; error: unknown };

/**
 * What is due and when, for each account and each clock. It is worked out from the stored objects after every
 * commit and at start, and never stored itself, so that it cannot disagree with them, whatever ended the process.
 */
export class Agenda {
  private readonly byClock = new Map<string, Map<string, Entry>>();

  constructor(private readonly ledger: Ledger) {
    ledger.onCommit((account, written) => {
      for (const item of written) this.note(account, item);
    });
  }

  /** Takes up what a former process left. */
  load(): void {
    for (const [account, item] of this.ledger.store.everything()) this.note(account, item);
  }

  /** When the next thing falls due on a clock (null: the real one); null when nothing ever does. */
  next(account: string, clock: string | null): number | null {
    return this.earliest(this.entriesOf(account, clock), Number.POSITIVE_INFINITY)?.due.at ?? null;
  }

  /**
   * Does what is due on a clock up to a moment, earliest first, each duty in a transaction of its own that stands
   * at the time it fell due.
   * @param until unix seconds, included
   * @param steps the most duties to do, so that requests are answered in between
   */
  run(account: string, clock: string | null, until: number, steps: number): Progress {
    const entries = this.entriesOf(account, clock);
    for (let step = 0; step < steps; step += 1) {
      const found = this.earliest(entries, until);
      if (!found) return { kind: 'idle' };
      const failure = this.perform(account, entries, found.entry, found.due);
      if (failure) return { kind: 'failed', error: failure.error };
    }
    return { kind: 'more' };
  }

  private perform(
    account: string,
    entries: Map<string, Entry>,
    entry: Entry,
    due: Due,
  ): { error: unknown } | null {
    const collection = collectionNamed(entry.collection);
    const tx = this.ledger.begin(account);
    const item = collection && tx.lookup(collection, entry.id);
    if (!item) {
      entries.delete(keyOf(entry));
      return null;
    }
    try {
      tx.standAt(due.at);
      for (const duties of dutiesOf({ name: entry.collection })) duties.run(due.kind, tx, item);
      this.ledger.commit(tx);
      this.note(account, this.ledger.begin(account).lookup(collection, entry.id) ?? item);
      if (entries.get(keyOf(entry))?.dues.some((one) => isSame(one, due))) {
        throw new Error(`${due.kind} of ${entry.id} is due again at the same moment.`);
      }
      return null;
    } catch (error) {
      putAside(entries, entry, due);
      return { error };
    }
  }

  private note(account: string, item: Stored): void {
    const declared = dutiesOf({ name: item.object });
    if (declared.length === 0) return;
    const tx = this.ledger.begin(account);
    const entries = this.entriesOf(account, clockIdOf(tx, item));
    const current = collectionNamed(item.object);
    const live = current && tx.lookup(current, item.id);
    const dues = live ? declared.flatMap((duties) => duties.due(tx, live)) : [];
    const entry = { id: item.id, collection: item.object, dues };
    if (dues.length === 0) entries.delete(keyOf(entry));
    else entries.set(keyOf(entry), entry);
  }

  private earliest(entries: Map<string, Entry>, until: number): { entry: Entry; due: Due } | null {
    let best: { entry: Entry; due: Due } | null = null;
    for (const entry of entries.values()) {
      for (const due of entry.dues) {
        if (due.at <= until && (!best || isBefore(due, best.due))) best = { entry, due };
      }
    }
    return best;
  }

  private entriesOf(account: string, clock: string | null): Map<string, Entry> {
    const key = `${account} ${clock ?? ''}`;
    const entries = this.byClock.get(key) ?? new Map<string, Entry>();
    this.byClock.set(key, entries);
    return entries;
  }
}

/**
 * A duty that threw is not tried again before its object changes or the sandbox starts anew; whatever else the object
 * makes due goes on.
 */
function putAside(entries: Map<string, Entry>, entry: Entry, failed: Due): void {
  const dues = (entries.get(keyOf(entry)) ?? entry).dues.filter((due) => !isSame(due, failed));
  entries.set(keyOf(entry), { ...entry, dues });
}

function isSame(one: Due, other: Due): boolean {
  return one.kind === other.kind && one.at === other.at;
}

/** Records of the sandbox's own may carry the id of the object that they belong to. */
function keyOf({ collection, id }: Pick<Entry, 'collection' | 'id'>): string {
  return `${collection} ${id}`;
}

function isBefore(one: Due, other: Due): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return DUTY_ORDER.indexOf(one.kind) < DUTY_ORDER.indexOf(other.kind);
}
