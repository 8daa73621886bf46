import type { CallClass } from '../passage';

/** Requests of one process that may be under way at once. The provider publishes no number; it says when it is too many. */
const MOST = 50;
const LEAST = 4;
const SLOWER = 0.75;
/** Of the slots: what background work leaves to people. */
const RESERVE = 0.2;
const RAISE_EVERY_MS = 1_000;

type Waiter = { readonly callClass: CallClass; readonly admit: () => void };

/** The in-flight cap, which gives way when the provider says that it is too many and finds its way back up. */
export class Slots {
  private most = MOST;
  private taken = 0;
  private changed = 0;
  private readonly waiting: Waiter[] = [];

  /** Takes a slot, within so many milliseconds; false when there was none. Whoever has one must `leave`. */
  enter(callClass: CallClass, milliseconds: number): Promise<boolean> {
    if (this.isFree(callClass)) {
      this.taken += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        callClass,
        admit: () => {
          clearTimeout(late);
          this.taken += 1;
          resolve(true);
        },
      };
      const late = setTimeout(
        () => {
          this.waiting.splice(this.waiting.indexOf(waiter), 1);
          resolve(false);
        },
        Math.max(0, milliseconds),
      );
      this.waiting.push(waiter);
    });
  }

  leave(): void {
    this.taken -= 1;
    const now = performance.now();
    if (this.most < MOST && now - this.changed > RAISE_EVERY_MS) {
      this.most += 1;
      this.changed = now;
    }
    for (let next = this.next(); next; next = this.next()) next.admit();
  }

  /** Fewer at once from now on. */
  lower(): void {
    this.most = Math.max(LEAST, Math.floor(Math.min(this.most, this.taken) * SLOWER));
    this.changed = performance.now();
  }

  private isFree(callClass: CallClass): boolean {
    return this.taken < (callClass === 'interactive' ? this.most : this.most * (1 - RESERVE));
  }

  /** Who is next, people first, taken off the line; null when nobody may go. */
  private next(): Waiter | null {
    for (const callClass of ['interactive', 'background'] as const) {
      const index = this.waiting.findIndex((waiter) => waiter.callClass === callClass);
      if (index >= 0 && this.isFree(callClass)) return this.waiting.splice(index, 1)[0] ?? null;
    }
    return null;
  }
}
