import pg from 'pg';
import type Stripe from 'stripe';
import type { PaymentsContext } from '@/lib/payments/context';
import { asItIs, type Tamper } from '../../support/gated-database';
import { Turns } from '../../support/turns';
import { createRandom, type Random } from '../random';
import { Crew } from './crew';
import { heal, LONG } from './heal';
import { Post } from './post';
import { Shop } from './shop';
import { everything } from './truth';
import { UnsteadyLine } from './unsteady-line';
import type { World } from './world';

const DEEDS = 11;
/** Of these, the last so many: what is slow from then on comes in after everything else. */
const LAST_DEEDS = 6;

/** At work at a time; more of them when most are waiting for slow answers. */
const WORKERS = 4;
const MORE_WORKERS = 8;

/** What a seed came to: nothing in `differences` when all is as it should be. `story` says what happened. */
export type Outcome = { readonly differences: readonly string[]; readonly story: readonly string[] };

/** What PostgreSQL says beside the message, of a deadlock for example, is what one needs. */
function describe(error: unknown): string {
  if (!(error instanceof pg.DatabaseError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [error.message, error.detail, error.where, error.stack].join(' · ');
}

/** One simulated stretch of business, from an empty account to the check after everything has healed. */
export class Seed {
  readonly #story: string[] = [];
  readonly #random: Random;
  readonly #turns: Turns;
  readonly #line: UnsteadyLine;
  readonly #post: Post;
  readonly #crew: Crew;
  readonly #losesEvents: boolean;
  readonly #lags: boolean;

  private constructor(
    private readonly world: World,
    private readonly context: PaymentsContext,
    private readonly stripe: Stripe,
    private readonly shop: Shop,
    seed: number,
    tamper: Tamper,
  ) {
    // A stream for each: what one of them draws does not change what another one will.
    const stream = (n: number) => createRandom(seed * 16 + n);
    this.#random = stream(0);
    this.#turns = new Turns(stream(1), world.locks);
    this.#losesEvents = this.#random.chance(0.4);
    this.#lags = this.#random.chance(0.4);
    this.#post = new Post(stripe, stream(2), this.#losesEvents ? 15 : 0);
    this.#line = new UnsteadyLine(stream(3));
    this.#crew = new Crew(world, context, this.#turns, stream(4), this.#line, tamper);
  }

  static async run(world: World, seed: number, tamper: Tamper = asItIs): Promise<Outcome> {
    const { context, stripe } = await world.begin(`sim${seed}`);
    const shop = await Shop.open(stripe, context, (name, body) => world.control(name, body));
    const one = new Seed(world, context, stripe, shop, seed, tamper);
    await one.#live(createRandom(seed * 16 + 5));
    return { differences: await one.#heal(), story: one.#story };
  }

  #tell(what: string): void {
    this.#story.push(what);
  }

  async #live(life: Random): Promise<void> {
    for (let deed = 0; deed < DEEDS; deed++) {
      if (deed === DEEDS - LAST_DEEDS) this.#line.slowest = Number.POSITIVE_INFINITY;
      if (deed >= DEEDS - LAST_DEEDS) {
        await this.#openPage();
        await this.#crew.steps(8);
      }
      await this.#act(life);
      await this.#post.collect();
      for (let incidents = 1 + this.#random.below(4); incidents > 0; incidents--) await this.#incident();
    }
    await this.#overtake();
  }

  /** All that has happened becomes known before the slowest answers come in: an old one that is believed would stay. */
  async #overtake(): Promise<void> {
    this.#line.slowShare = 0;
    for (let round = 0; round < 2; round++) {
      this.#post.hurry();
      this.#deliver(1_000);
      this.#crew.hire(MORE_WORKERS);
      await this.#crew.steps(25);
      // Who is in the middle of something loses its lease, and goes on as if it had not.
      await this.#passTime();
      this.#crew.hire(MORE_WORKERS);
      await this.#crew.steps(125);
    }
  }

  /** Somebody does something, while whoever is in the middle of something else stays there. */
  async #act(life: Random): Promise<void> {
    let failure: unknown = null;
    let done = false;
    await this.#turns.now(async () => {
      await this.shop.next(life).then(
        (what) => this.#tell(what),
        (error: unknown) => {
          failure = error;
        },
      );
      await this.#fallDue();
      done = true;
    });
    // A row it wants is locked by somebody's transaction.
    while (!done) if (!(await this.#turns.step())) await this.#turns.next();
    if (failure) throw failure;
  }

  /** What is due at the provider happens now, and not at its own clock's next beat. */
  async #fallDue(): Promise<void> {
    await this.world.control('clock', { advance_seconds: 1 });
  }

  async #incident(): Promise<void> {
    const roll = this.#random.below(100);
    if (roll < 35) this.#deliver(1 + this.#random.below(10));
    else if (roll < 58) this.#crew.hire(WORKERS);
    else if (roll < 68) await this.#openPage();
    else if (roll < 72) this.#tell(`killed ${await this.#crew.kill()}`);
    else if (roll < 75) await this.#restartDatabase();
    else if (roll < 80) await this.#lagOrCatchUp();
    else if (roll < 83) await this.#passTime();
    await this.#crew.steps(this.#random.below(40));
  }

  #deliver(most: number): void {
    const { actor, receive } = this.#crew.server();
    this.#post.hand(most, actor, receive);
  }

  async #openPage(): Promise<void> {
    const { rows } = await this.context.database.pool.query<{ type: string; id: string }>(
      `SELECT object_type AS type, object_id AS id FROM payment_operations
       WHERE object_type IN ('subscription', 'payment') AND object_id IS NOT NULL ORDER BY created_at`,
    );
    const found = rows[this.#random.below(rows.length)];
    if (!found) return;
    this.#crew.openPage(found.type === 'payment' ? 'payment' : 'subscription', found.id);
  }

  async #restartDatabase(): Promise<void> {
    // What waits for a lock would be a statement of a process that knows nothing of turns.
    if (!this.#turns.isClear) return;
    this.#tell('the database restarts');
    await this.#crew.restartDatabase();
  }

  async #lagOrCatchUp(): Promise<void> {
    if (!this.#lags) return;
    if (this.#line.lag.isBehind) return this.#passTime();
    this.#tell('reads begin to lag');
    this.#line.lag.begin(await everything(this.stripe, this.context.provider));
  }

  async #passTime(): Promise<void> {
    this.#tell('time passes');
    this.#line.lag.catchUp();
    let done = false;
    await this.#turns.now(async () => {
      await this.world.passTime(LONG);
      done = true;
    });
    while (!done) if (!(await this.#turns.step())) await this.#turns.next();
  }

  async #heal(): Promise<string[]> {
    this.#tell('all is well again');
    await this.#crew.finish();
    this.#line.lag.catchUp();
    await this.#fallDue();
    await this.#post.collect();
    const { world, context, stripe } = this;
    const healed = await heal({ world, context, stripe, post: this.#post, losesEvents: this.#losesEvents });
    return [...this.#crew.failures.map((error) => `a worker failed: ${describe(error)}`), ...healed];
  }
}
