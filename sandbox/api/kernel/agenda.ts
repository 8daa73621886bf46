import { collectionNamed } from './collection';
import { DueQueue, type Entry } from './due-queue';
import { type Due, dutiesOf } from './duties';
import { clockIdOf } from './governing-clock';
import type { Ledger } from './ledger';
import type { Stored } from './wire';

/** How far a run got: `idle` when nothing is due any more, `failed` when a duty threw and was put aside. */
export type Progress = { kind: 'idle' } | { kind: 'more' } | { kind: 'failed'; error: unknown };

/**
 * What is due and when, for each account and each clock. It is worked out from the stored objects after every
 * commit and at start, and never stored itself, so that it cannot disagree with them, whatever ended the process.
 */
export class Agenda {
  private readonly byClock = new Map<string, DueQueue>();

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
    return this.queueOf(account, clock).earliest(Number.POSITIVE_INFINITY)?.due.at ?? null;
  }

  /**
   * Does what is due on a clock up to a moment, earliest first, each duty in a transaction of its own that stands
   * at the time it fell due.
   * @param until unix seconds, included
   * @param steps the most duties to do, so that requests are answered in between
   */
  run(account: string, clock: string | null, until: number, steps: number): Progress {
    const queue = this.queueOf(account, clock);
    for (let step = 0; step < steps; step += 1) {
      const found = queue.earliest(until);
      if (!found) return { kind: 'idle' };
      const failure = this.perform(account, queue, found.entry, found.due);
      if (failure) return { kind: 'failed', error: failure.error };
    }
    return { kind: 'more' };
  }

  private perform(account: string, queue: DueQueue, entry: Entry, due: Due): { error: unknown } | null {
    const collection = collectionNamed(entry.collection);
    const tx = this.ledger.begin(account);
    const item = collection && tx.lookup(collection, entry.id);
    if (!item) {
      queue.delete(entry);
      return null;
    }
    try {
      tx.standAt(due.at);
      for (const duties of dutiesOf({ name: entry.collection })) duties.run(due.kind, tx, item);
      this.ledger.commit(tx);
      this.note(account, this.ledger.begin(account).lookup(collection, entry.id) ?? item);
      if (queue.get(entry)?.dues.some((one) => isSame(one, due))) {
        throw new Error(`${due.kind} of ${entry.id} is due again at the same moment.`);
      }
      return null;
    } catch (error) {
      putAside(queue, entry, due);
      return { error };
    }
  }

  private note(account: string, item: Stored): void {
    const declared = dutiesOf({ name: item.object });
    if (declared.length === 0) return;
    const tx = this.ledger.begin(account);
    const queue = this.queueOf(account, clockIdOf(tx, item));
    const current = collectionNamed(item.object);
    const live = current && tx.lookup(current, item.id);
    const dues = live ? declared.flatMap((duties) => duties.due(tx, live)) : [];
    const entry = { id: item.id, collection: item.object, dues };
    if (dues.length === 0) queue.delete(entry);
    else queue.set(entry);
  }

  private queueOf(account: string, clock: string | null): DueQueue {
    const key = `${account} ${clock ?? ''}`;
    const queue = this.byClock.get(key) ?? new DueQueue();
    this.byClock.set(key, queue);
    return queue;
  }
}

/**
 * A duty that threw is not tried again before its object changes or the sandbox starts anew; whatever else the object
 * makes due goes on.
 */
function putAside(queue: DueQueue, entry: Entry, failed: Due): void {
  const dues = (queue.get(entry) ?? entry).dues.filter((due) => !isSame(due, failed));
  queue.set({ ...entry, dues });
}

function isSame(one: Due, other: Due): boolean {
  return one.kind === other.kind && one.at === other.at;
}
