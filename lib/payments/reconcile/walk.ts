import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentsContext } from '../context';
import type { RefusalCode } from '../domain/refusal';
import type { ProviderFailure, ProviderResult } from '../provider';
import type { Cursor, Step } from './cursor';
import { estimate } from './estimate';
import { renewLease, saveCursor, saveExpected } from './lease';
import type { HeldRun, Scope } from './run';

/** How far a slice may go, and whom it tells. */
export type SliceLimits = {
  /** When to begin nothing more; without it the slice goes on to the end. */
  readonly deadline?: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Seconds that deliveries under way are given before what they would bring counts as missing. */
  readonly grace?: number;
};

/** Where a run is. `read`: events and objects; `expected`: how many there will be, as far as anybody knows. */
export type Progress = {
  readonly step: Step;
  readonly read: number;
  readonly expected: number | null;
  /** Found by this slice so far. */
  readonly breaks: number;
  /** Why it waits, if it does. */
  readonly waiting: string | null;
};

/** Why a slice ends before its run does. */
export type Stop =
  /** Out of time, told to stop, or the provider is in trouble (`trouble`): to be gone on with. */
  | { readonly kind: 'paused'; readonly reason: string; readonly trouble: boolean }
  /** The provider refuses, and would again. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Another process holds the run by now. */
  | { readonly kind: 'taken_over' };

export type Refusal = { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: string };
export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Refusal | Stop;

/** Seconds. Stripe gives an event to the endpoint within this, when all is well. */
const GRACE_SECONDS = 15;
/** A provider that fails so often in a row is left alone for a while. */
const MOST_FAILURES = 8;
const LONGEST_PAUSE_MS = 30_000;

/** Half fixed and half random, so that several who were turned away together do not come back together. */
function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}

function isWorthAnotherTry(failure: ProviderFailure): boolean {
  return failure.kind !== 'refused' && failure.kind !== 'declined';
}

/** One slice of a run: the lease, the time left, and how far it has come. */
export class Walk {
  readonly grace: number;
  #scope: Scope;
  #read: number;
  #expected: number | null;
  #breaks = 0;

  constructor(
    readonly context: PaymentsContext,
    readonly run: HeldRun,
    private readonly limits: SliceLimits,
    private step: Step,
  ) {
    this.grace = limits.grace ?? GRACE_SECONDS;
    this.#scope = run.scope;
    this.#read = run.read;
    this.#expected = run.expected;
  }

  /** Null while there is time; else why not to begin anything. */
  stopped(ahead = 0): Stop | null {
    if (this.limits.signal?.aborted) return { kind: 'paused', reason: 'told to stop', trouble: false };
    const { deadline } = this.limits;
    const now = this.context.now().getTime() + ahead;
    return deadline && now >= deadline.getTime()
      ? { kind: 'paused', reason: 'out of time', trouble: false }
      : null;
  }

  /** It may be widened while the run is under way. */
  get scope(): Scope {
    return this.#scope;
  }

  get deadline(): Date | undefined {
    return this.limits.deadline;
  }

  get signal(): AbortSignal | undefined {
    return this.limits.signal;
  }

  /** Waits, unless there is no time for it. */
  async wait(milliseconds: number, why: string): Promise<Stop | null> {
    const stop = this.stopped(milliseconds);
    if (stop) return stop;
    this.#tell(why);
    // Rejects only because of the abort, which is looked at next.
    await sleep(milliseconds, undefined, this.signal ? { signal: this.signal } : {}).catch(() => {});
    return this.stopped();
  }

  /** Asks the provider, again and again while it is in trouble and there is time. */
  async ask<T>(request: () => Promise<ProviderResult<T>>): Promise<Answer<T>> {
    for (let failures = 1; ; failures += 1) {
      const stop = this.stopped();
      if (stop) return stop;
      if (!(await renewLease(this.context.database.pool, this.run))) return { kind: 'taken_over' };
      const result = await request();
      if (result.kind === 'ok') return result;
      const reason = `${result.kind}: ${result.detail}`;
      if (!isWorthAnotherTry(result)) return this.#refused(result, reason);
      if (failures === MOST_FAILURES) return { kind: 'paused', reason, trouble: true };
      if (await this.wait(pauseAfter(failures), reason)) return { kind: 'paused', reason, trouble: true };
    }
  }

  /** A key that is refused is mended by somebody, and then the run goes on; anything else stays refused. */
  #refused(failure: ProviderFailure, reason: string): Refusal | Stop {
    const code = failure.kind === 'refused' ? failure.code : 'invalid_request';
    return code === 'misconfigured'
      ? { kind: 'paused', reason, trouble: true }
      : { kind: 'refused', code, reason };
  }

  found(breaks: number): void {
    this.#breaks += breaks;
  }

  async #estimate(): Promise<void> {
    this.#expected = await estimate(this.context, { ...this.run, scope: this.#scope });
    await saveExpected(this.context.database.pool, this.run, this.#expected);
  }

  /** Finds out how much there is to be read, unless that is known already. */
  async begin(): Promise<void> {
    if (this.#expected === null) await this.#estimate();
    this.#tell(null);
  }

  /** Saves a step that is done; false when another process has taken the run over. */
  async save(cursor: Cursor, read: number): Promise<boolean> {
    const scope = await saveCursor(this.context.database.pool, this.run, cursor, read);
    if (scope === null) return false;
    this.#read += read;
    this.step = cursor.step;
    const widened = scope !== this.#scope;
    this.#scope = scope;
    if (widened) await this.#estimate();
    this.#tell(null);
    return true;
  }

  #tell(waiting: string | null): void {
    const { step } = this;
    this.limits.onProgress?.({
      step,
      read: this.#read,
      expected: this.#expected,
      breaks: this.#breaks,
      waiting,
    });
  }
}
