import type { PaymentsContext } from '@/lib/payments/context';
import type { MirrorKind } from '@/lib/payments/records';
import type { WebhookAnswer } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import { drain, receiveWebhook } from '@/lib/payments/webhooks';
import { Actor, type Doom } from '../../support/actor';
import { gatedDatabase, type Tamper } from '../../support/gated-database';
import { gatedProvider, type Line } from '../../support/gated-provider';
import type { Turns } from '../../support/turns';
import type { Random } from '../random';
import type { World } from './world';

const NO_END = { limit: 100_000, deadline: new Date(8.64e15) };

type Server = {
  readonly actor: Actor;
  readonly receive: (body: string, signature: string) => Promise<WebhookAnswer>;
};

/** The application's processes in small: workers, servers and return pages, each of which may be killed at any await. */
export class Crew {
  /** Errors of workers and pages that nothing here explains. */
  readonly failures: unknown[] = [];
  readonly #workers: Actor[] = [];
  #server: Server | null = null;
  #count = 0;
  /** How often the database has gone away: what fails over it has a reason. */
  #restarts = 0;

  constructor(
    private readonly world: World,
    private readonly context: PaymentsContext,
    private readonly turns: Turns,
    private readonly random: Random,
    private readonly line: Line,
    private readonly tamper: Tamper,
  ) {}

  /** A worker begins to drain the inbox, unless so many are at it already. */
  hire(most: number): void {
    if (this.#alive().length >= most) return;
    const { actor, context } = this.#process('worker', this.#doom(0.4, 70));
    this.#begin(actor, () => drain(context, NO_END));
  }

  /** Somebody comes back from paying: the page syncs what they paid. */
  openPage(kind: MirrorKind, id: string): void {
    const { actor, context } = this.#process('page', this.#doom(0.2, 10));
    this.#begin(actor, () => syncObject(context, kind, id, context.provider));
  }

  /** The server that takes deliveries in; a new one where the last has died. */
  server(): Server {
    if (this.#server && !this.#server.actor.ending) return this.#server;
    const { actor, context } = this.#process('server', this.#doom(0.4, 12));
    this.#server = { actor, receive: (body, signature) => receiveWebhook(context, body, signature) };
    return this.#server;
  }

  /** kill -9, between two awaits or while a lock is waited for. */
  async kill(): Promise<string> {
    const victims = [...this.#alive(), ...(this.#server ? [this.#server.actor] : [])];
    const victim = victims[this.random.below(victims.length)];
    await victim?.die();
    return victim?.name ?? 'nobody';
  }

  async restartDatabase(): Promise<void> {
    this.#restarts += 1;
    await this.world.restartDatabase();
  }

  /** Lets so many turns happen. */
  async steps(count: number): Promise<void> {
    for (let step = 0; step < count; step++) if (!(await this.turns.step(true))) return;
  }

  /** Lets everybody come to an end. */
  async finish(): Promise<void> {
    while (this.#alive().length > 0) {
      if (!(await this.turns.step())) await this.turns.next();
    }
    while (await this.turns.step());
  }

  #process(kind: string, doom: Doom | null): { actor: Actor; context: PaymentsContext } {
    this.#count += 1;
    const { turns, world, context } = this;
    const actor = new Actor({ name: `${kind} ${this.#count}`, turns, terminate: world.terminate, doom });
    const provider = gatedProvider(context.provider, actor, this.line);
    const database = gatedDatabase(context.database, actor, this.tamper);
    return { actor, context: { ...context, database, provider, background: provider } };
  }

  #begin(actor: Actor, work: () => Promise<unknown>): void {
    const restarts = this.#restarts;
    this.#workers.push(actor);
    actor.start(async () => {
      try {
        await work();
      } catch (error) {
        if (this.#restarts === restarts) this.failures.push(error);
      }
    });
  }

  #doom(probability: number, furthest: number): Doom | null {
    const at = 1 + this.random.below(furthest);
    const effect = this.random.chance(0.5) ? 'before' : 'after';
    return this.random.chance(probability) ? { at, effect } : null;
  }

  #alive(): Actor[] {
    return this.#workers.filter(({ ending }) => ending === null);
  }
}
