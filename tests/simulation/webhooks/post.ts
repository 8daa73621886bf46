import type Stripe from 'stripe';
import type { WebhookAnswer } from '@/lib/payments/service/payment-service';
import type { Random } from '../random';
import { WEBHOOK_SECRET } from './world';

/** A delivery on its way: not before so many rounds from now. */
type Letter = { readonly payload: string; rounds: number };
/** Whoever takes deliveries in; one that has ended never answers what it took. */
export type Taker = { readonly ending: object | null };
export type Receive = (payload: string, signature: string) => Promise<WebhookAnswer>;

/**
 * Delivers the provider's events as badly as it may: out of order, late, several times, some never. What was not answered
 * with 200 comes again, as Stripe has it.
 */
export class Post {
  readonly #bag: Letter[] = [];
  readonly #underWay = new Map<Taker, Letter[]>();
  #marker: string | null = null;

  constructor(
    private readonly stripe: Stripe,
    private readonly random: Random,
    /** How many of a hundred events are never delivered. */
    private readonly losses: number,
  ) {}

  get isEmpty(): boolean {
    this.#takeBack();
    return this.#bag.length === 0 && [...this.#underWay.values()].every((carried) => carried.length === 0);
  }

  /** Takes in what has happened at the provider since the last time. */
  async collect(): Promise<void> {
    this.#takeBack();
    for (const letter of this.#bag) letter.rounds -= 1;
    for (const event of await this.#fresh()) {
      const copies = this.random.pick([1, 1, 1, 2, 3]);
      const isLost = this.random.below(100) < this.losses;
      const payload = JSON.stringify(event);
      const delays = Array.from({ length: copies }, () => this.random.pick([0, 0, 0, 1, 2, 5]));
      if (!isLost) this.#bag.push(...delays.map((rounds) => ({ payload, rounds })));
    }
  }

  /** Hands some of what is due to a server; each comes again unless it is answered with 200. */
  hand(most: number, server: Taker, receive: Receive): void {
    for (const letter of this.#take(most)) {
      this.#carried(server).push(letter);
      const signature = this.stripe.webhooks.generateTestHeaderString({
        payload: letter.payload,
        secret: WEBHOOK_SECRET,
      });
      void receive(letter.payload, signature).then(({ status }) => {
        if (status !== 200 && status !== 503) throw new Error(`A delivery was answered with ${status}.`);
        const carried = this.#carried(server);
        carried.splice(carried.indexOf(letter), 1);
        if (status !== 200) this.#bag.push(letter);
      });
    }
  }

  /** Nothing is delayed any longer. */
  hurry(): void {
    for (const letter of this.#bag) letter.rounds = 0;
  }

  /** What a server that is no more had not answered comes again. */
  #takeBack(): void {
    for (const [server, letters] of this.#underWay) {
      if (!server.ending) continue;
      this.#bag.push(...letters);
      this.#underWay.delete(server);
    }
  }

  #take(most: number): Letter[] {
    const due = this.random.shuffle(this.#bag.filter(({ rounds }) => rounds <= 0)).slice(0, most);
    for (const letter of due) this.#bag.splice(this.#bag.indexOf(letter), 1);
    return due;
  }

  #carried(server: Taker): Letter[] {
    const carried = this.#underWay.get(server) ?? [];
    this.#underWay.set(server, carried);
    return carried;
  }

  async #fresh(): Promise<Stripe.Event[]> {
    const since = this.#marker === null ? {} : { ending_before: this.#marker };
    const found = await this.stripe.events
      .list({ limit: 100, ...since })
      .autoPagingToArray({ limit: 10_000 });
    if (this.#marker === null) found.reverse();
    this.#marker = found.at(-1)?.id ?? this.#marker;
    return found;
  }
}
