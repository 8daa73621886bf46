import { DUTY_ORDER, type Due } from './duties';

/** What is due for one object. */
export interface Entry {
  id: string;
  collection: string;
  dues: readonly Due[];
}

/** One thing that was due when it was put in; whether it still is, its entry tells. */
interface Place {
  entry: Entry;
  due: Due;
  /** The turn of the object: of those due at one moment, the first that came is first. */
  turn: number;
}

/** Stale places are left where they are until they come to the top, or are more than this beside the live ones. */
const STALE = 64;

/** What is due on one clock, the earliest first: a binary heap, so that a clock of ten thousand renewals does not look at all for each. */
export class DueQueue {
  private readonly entries = new Map<string, { entry: Entry; turn: number }>();
  private heap: Place[] = [];
  private live = 0;
  private turns = 0;

  get({ collection, id }: Pick<Entry, 'collection' | 'id'>): Entry | undefined {
    return this.entries.get(keyOf({ collection, id }))?.entry;
  }

  /** Puts what is due for an object in the place of what was. */
  set(entry: Entry): void {
    const known = this.entries.get(keyOf(entry));
    const turn = known?.turn ?? this.turns++;
    this.entries.set(keyOf(entry), { entry, turn });
    this.live += entry.dues.length - (known?.entry.dues.length ?? 0);
    for (const due of entry.dues) this.push({ entry, due, turn });
    if (this.heap.length > 2 * this.live + STALE) this.sweep();
  }

  delete(entry: Pick<Entry, 'collection' | 'id'>): void {
    this.live -= this.get(entry)?.dues.length ?? 0;
    this.entries.delete(keyOf(entry));
  }

  /** The first of what is due up to a moment, and null when nothing is. */
  earliest(until: number): { entry: Entry; due: Due } | null {
    for (let top = this.heap[0]; top; top = this.heap[0]) {
      if (this.isLive(top)) return top.due.at <= until ? top : null;
      this.pop();
    }
    return null;
  }

  private isLive({ entry }: Place): boolean {
    return this.get(entry) === entry;
  }

  private sweep(): void {
    const places = this.heap.filter((place) => this.isLive(place));
    this.heap = [];
    for (const place of places) this.push(place);
  }

  private push(place: Place): void {
    let at = this.heap.length;
    this.heap.push(place);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  private pop(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = this.isBefore(right, left) ? right : left;
      if (!this.swapIfBefore(least, at)) return;
      at = least;
    }
  }

  /** Lets two places change when the first is due before the second. @returns whether it did */
  private swapIfBefore(one: number, other: number): boolean {
    const [first, second] = [this.heap[one], this.heap[other]];
    if (!first || !second || !this.isBefore(one, other)) return false;
    this.heap[one] = second;
    this.heap[other] = first;
    return true;
  }

  /** A place behind the last one is due after all. */
  private isBefore(one: number, other: number): boolean {
    const [first, second] = [this.heap[one], this.heap[other]];
    if (!first || !second) return first !== undefined;
    return compare(first, second) < 0;
  }
}

function compare(one: Place, other: Place): number {
  return (
    one.due.at - other.due.at ||
    DUTY_ORDER.indexOf(one.due.kind) - DUTY_ORDER.indexOf(other.due.kind) ||
    one.turn - other.turn ||
    one.entry.dues.indexOf(one.due) - other.entry.dues.indexOf(other.due)
  );
}

/** Records of the sandbox's own may carry the id of the object that they belong to. */
function keyOf({ collection, id }: Pick<Entry, 'collection' | 'id'>): string {
  return `${collection} ${id}`;
}
