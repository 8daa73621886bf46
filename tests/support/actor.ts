import type pg from 'pg';
import type { Turns } from './turns';

/** At which of its awaits an actor dies, counted from 1, and whether what it awaited still took effect. */
export type Doom = { readonly at: number; readonly effect: 'before' | 'after' };

const never = <T>(): Promise<T> => new Promise<T>(() => {});

export type Ending = { readonly kind: 'done' } | { readonly kind: 'threw'; readonly error: unknown };

/** The process id of the server's end of a connection, which the types of `pg` do not mention. */
function backendOf(client: pg.PoolClient): number[] {
  const backend: unknown = Reflect.get(client, 'processID');
  return typeof backend === 'number' ? [backend] : [];
}

/**
 * A process in small: its awaits take turns with others', and at any of them it can die as under kill -9. What it was
 * doing is never heard of again, and its connections are gone, with the transactions that were open in them.
 */
export class Actor {
  readonly name: string;
  /** Null while it runs; `dead` for one that was killed. */
  ending: Ending | { readonly kind: 'dead' } | null = null;
  /** How many awaits it has come to. */
  passes = 0;
  #doom: Doom | null;
  readonly #turns: Turns;
  readonly #terminate: (backends: readonly number[]) => Promise<void>;
  readonly #held = new Map<pg.PoolClient, () => void>();

  constructor(options: {
    readonly name: string;
    readonly turns: Turns;
    /** Ends connections of the database by their process ids, and returns when they are gone. */
    readonly terminate: (backends: readonly number[]) => Promise<void>;
    readonly doom?: Doom | null;
  }) {
    this.name = options.name;
    this.#turns = options.turns;
    this.#terminate = options.terminate;
    this.#doom = options.doom ?? null;
  }

  /** Begins its life's work. */
  start(work: () => Promise<unknown>): this {
    const end = (ending: Ending) => {
      this.ending ??= ending;
      this.#turns.wake();
    };
    void work().then(
      () => end({ kind: 'done' }),
      (error: unknown) => end({ kind: 'threw', error }),
    );
    return this;
  }

  /**
   * Does something that takes time, when its turn has come.
   * @param after how many turns of others it must wait for
   */
  pass<T>(work: () => Promise<T>, after = 0): Promise<T> {
    if (this.#isDead()) return never();
    return new Promise<T>((resolve, reject) => {
      this.#turns.enter({
        owner: this,
        after,
        run: async () => {
          const fate = this.#doom?.at === ++this.passes ? this.#doom.effect : null;
          if (fate === 'before') return this.die();
          const tell = await work().then(
            (value) => () => resolve(value),
            (error: unknown) => () => reject(error),
          );
          if (fate === 'after') await this.die();
          else if (!this.#isDead()) tell();
        },
      });
    });
  }

  /** Holds a connection, which dies with the actor. @param bury what to do with what is left of it */
  hold(client: pg.PoolClient, bury: () => void): void {
    this.#held.set(client, bury);
  }

  letGo(client: pg.PoolClient): void {
    this.#held.delete(client);
  }

  async die(): Promise<void> {
    if (this.ending) return;
    this.ending = { kind: 'dead' };
    this.#turns.drop(this);
    const held = [...this.#held];
    this.#held.clear();
    await this.#terminate(held.flatMap(([client]) => backendOf(client)));
    for (const [, bury] of held) bury();
    this.#turns.wake();
  }

  #isDead(): boolean {
    return this.ending?.kind === 'dead';
  }
}
