import type { CallClass } from '../passage';
import type { Granted, Lease } from './lease';
import type { Quotas } from './quota';

/** Spare turns are worth something for so long, milliseconds; later they would come on top of other turns. */
const SPARE_MS = 250;
const MOST_SPARE = 8;
const SHORTEST_WAIT_MS = 3;
const LONGEST_WAIT_MS = 1_000;

type Waiter = { readonly admit: () => void };

/** Those who wait for a turn at one endpoint, people before background work. */
export class Lane {
  private readonly people: Waiter[] = [];
  private readonly work: Waiter[] = [];
  private spare = 0;
  private spareUntil = 0;
  private recent = { since: 0, count: 0 };
  private leasing = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly quotas: Quotas,
    private readonly lease: Lease,
  ) {}

  /** Waits for a turn; false when there was none within so many milliseconds. */
  enter(callClass: CallClass, milliseconds: number): Promise<boolean> {
    this.count();
    if (this.spare > 0 && performance.now() < this.spareUntil) {
      this.spare -= 1;
      return Promise.resolve(true);
    }
    return this.queue(callClass === 'interactive' ? this.people : this.work, milliseconds);
  }

  private queue(line: Waiter[], milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        admit: () => {
          clearTimeout(late);
          resolve(true);
        },
      };
      const late = setTimeout(
        () => {
          line.splice(line.indexOf(waiter), 1);
          resolve(false);
        },
        Math.max(0, milliseconds),
      );
      line.push(waiter);
      // A person does not wait for what background work is waiting for.
      if (this.timer === null || (line === this.people && line.length === 1)) void this.serve();
    });
  }

  /** How many turns were asked for in the last moment: as many are had in hand for the next one. */
  private count(): void {
    const now = performance.now();
    if (now - this.recent.since > SPARE_MS) this.recent = { since: now, count: 0 };
    this.recent.count += 1;
  }

  private async serve(): Promise<void> {
    if (this.leasing) return;
    this.leasing = true;
    this.stopWaiting();
    try {
      while (this.people.length + this.work.length > 0) {
        const granted = await this.lease(this.quotas, {
          people: this.people.length,
          work: this.work.length,
          spare: Math.min(MOST_SPARE, this.recent.count),
        });
        this.handOut(granted);
        if (this.waits(granted)) break;
      }
    } finally {
      this.leasing = false;
    }
  }

  private handOut({ people, work, spare }: Granted): void {
    let turns = people + work;
    // Those who were counted may have gone, and others have come, since the question was asked.
    for (const line of [this.people, this.work]) {
      for (; turns > 0 && line.length > 0; turns -= 1) line.shift()?.admit();
    }
    this.spare = turns + spare;
    this.spareUntil = performance.now() + SPARE_MS;
  }

  /** Whoever is left comes again when there are turns; who came while the question was asked goes on at once. */
  private waits({ people, work, waitPeople, waitWork }: Granted): boolean {
    if (this.people.length + this.work.length === 0) return false;
    const seconds = this.people.length > 0 ? waitPeople : waitWork;
    if (seconds <= 0 && people + work > 0) return false;
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, seconds * 1000));
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.serve();
    }, wait);
    return true;
  }

  private stopWaiting(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
