import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../simulation/random';

/** One thing that somebody is about to do and that takes time: a statement, a request, the arrival of an answer. */
type Turn = {
  readonly owner: object;
  readonly run: () => Promise<void>;
  /** Turns of others that must happen first, while there are any: for what is slow. */
  readonly after?: number;
};

/** How many statements wait for another's lock at this moment. */
export type LockWatch = () => Promise<number>;

// Only when to look, never what to decide: a slow machine looks more often and sees the same.
const LOOK_MS = 8;

/**
 * Lets what several actors do happen one at a time, in an order that a seed decides: each of their awaits waits here for
 * its turn. A statement that waits for a lock of another actor's transaction is put aside until that has ended.
 */
export class Turns {
  readonly #waiting: (Turn & { readonly ripe: number })[] = [];
  /** How many turns there have been. */
  #count = 0;
  /** Turns begun whose statement waits for a lock. */
  readonly #blocked = new Set<object>();
  readonly #random: Random;
  readonly #locks: LockWatch;
  #arrived: (() => void) | null = null;

  constructor(random: Random, locks: LockWatch) {
    this.#random = random;
    this.#locks = locks;
  }

  enter(turn: Turn): void {
    this.#waiting.push({ ...turn, ripe: this.#count + (turn.after ?? 0) });
    this.wake();
  }

  /** Forgets what somebody was about to do. */
  drop(owner: object): void {
    for (let at = this.#waiting.length - 1; at >= 0; at--) {
      if (this.#waiting[at]?.owner === owner) this.#waiting.splice(at, 1);
    }
    this.wake();
  }

  /** Something has changed for whoever waits in `next`. */
  wake(): void {
    this.#arrived?.();
    this.#arrived = null;
  }

  /** No statement waits for a lock. */
  get isClear(): boolean {
    return this.#blocked.size === 0;
  }

  /**
   * Lets one turn happen; false when nobody waits for one.
   * @param patience whether what is slow may keep everybody waiting: then nothing happens but slow time passing
   */
  async step(patience = false): Promise<boolean> {
    this.#count += 1;
    const ripe = this.#waiting.filter((turn) => turn.ripe <= this.#count);
    const among = ripe.length > 0 || patience ? ripe : this.#waiting;
    const turn = among[this.#random.below(among.length)];
    if (!turn) return this.#waiting.length > 0;
    this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    await this.now(turn.run);
    return true;
  }

  /** Lets something happen at once, before everybody's turn. It may be put aside until a lock is free. */
  async now(work: () => Promise<void>): Promise<void> {
    await this.#carryOut(work);
    await breathe();
    await this.#settle();
  }

  /** Waits until somebody comes for a turn, or ends: for what is awaited without one, such as a timer. */
  async next(): Promise<void> {
    if (this.#waiting.length > 0) return;
    await new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    await breathe();
  }

  async #carryOut(work: () => Promise<void>): Promise<void> {
    let done = false;
    const mark = {};
    const running = work().finally(() => {
      done = true;
      this.#blocked.delete(mark);
      // One that was put aside may have been what is waited for: a lock of the server's own is let go of in nobody's turn.
      this.wake();
    });
    const hasEnded = () => done;
    for (;;) {
      const waking = new AbortController();
      await Promise.race([running, sleep(LOOK_MS, undefined, { signal: waking.signal }).catch(() => {})]);
      waking.abort();
      if (hasEnded()) return;
      if ((await this.#locks()) > this.#blocked.size && !hasEnded()) {
        this.#blocked.add(mark);
        return;
      }
    }
  }

  /** Whoever was waiting for a lock that has just been let go of goes on before anybody else moves. */
  async #settle(): Promise<void> {
    while (this.#blocked.size > 0 && (await this.#locks()) < this.#blocked.size) await breathe();
    await breathe();
  }
}
