import type { Pool } from 'pg';
import type { ProviderEvent } from '../provider';
import { type Accepted, type Arrival, isUnstorable, keyOf, storeNew, storeOne } from './store-events';
import { WakeUp } from './wake-up';

/** The most events stored by one statement. */
const GROUP = 64;
/** The most statements at a time: the process's other work needs connections as well. */
const MOST_UNDER_WAY = 8;
/** A database that hangs must not gather deliveries whose senders have long given up waiting. */
const PATIENCE_MS = 5_000;

type Waiting = {
  readonly event: ProviderEvent;
  readonly since: number;
  readonly resolve: (accepted: Accepted) => void;
  readonly reject: (error: unknown) => void;
};
/** The deliveries of one event, in the order in which they came. */
type Deliveries = [Waiting, ...Waiting[]];

/** What became of the second delivery of an event and of every further one, stored together with the first. */
const LATER: Readonly<Record<Accepted, Accepted>> = {
  stored: 'due_again',
  ignored: 'seen',
  due_again: 'due_again',
  seen: 'seen',
};

/** Each event once, in the order of the keys. */
function fold(group: readonly Waiting[]): Deliveries[] {
  const byKey = new Map<string, Deliveries>();
  for (const waiting of group) {
    const key = keyOf(waiting.event);
    const deliveries = byKey.get(key);
    if (deliveries) deliveries.push(waiting);
    else byKey.set(key, [waiting]);
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, deliveries]) => deliveries);
}

function answer([first, ...later]: Deliveries, accepted: Accepted): void {
  first.resolve(accepted);
  for (const waiting of later) waiting.resolve(LATER[accepted]);
}

function refuse(group: readonly Waiting[], error: unknown): void {
  for (const waiting of group) waiting.reject(error);
}

const arrivalOf = (deliveries: Deliveries): Arrival => ({
  event: deliveries[0].event,
  deliveries: deliveries.length,
});

/** What the workers have something to do for. */
const isDue = (accepted: Accepted): boolean => accepted === 'stored' || accepted === 'due_again';

/**
 * The deliveries on their way into one database. One that comes while nothing is under way is stored at once; those that
 * come meanwhile are stored together, by one statement and one commit. Each is answered after its own commit.
 */
export class Arrivals {
  readonly #waiting: Waiting[] = [];
  readonly #wakeUp: WakeUp;
  #underWay = 0;

  constructor(private readonly pool: Pool) {
    this.#wakeUp = new WakeUp(pool);
  }

  /** Resolves after the commit. @throws the database's error when the event could not be stored */
  store(event: ProviderEvent): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, since: performance.now(), resolve, reject });
      void this.#send();
    });
  }

  /**
   * Begins a statement. Commits wait for the disk, and those that wait together wait once; but each statement more makes
   * the groups smaller. So a further one is begun only when more deliveries wait than statements are under way.
   */
  async #send(): Promise<void> {
    if (this.#underWay === MOST_UNDER_WAY || this.#waiting.length <= this.#underWay) return;
    this.#underWay += 1;
    for (let group = this.#next(); group.length > 0; group = this.#next()) await this.#storeGroup(group);
    this.#underWay -= 1;
  }

  #answer(deliveries: Deliveries, accepted: Accepted): void {
    if (isDue(accepted)) this.#wakeUp.ring();
    answer(deliveries, accepted);
  }

  #next(): Waiting[] {
    const group = this.#waiting.splice(0, GROUP);
    const oldest = performance.now() - PATIENCE_MS;
    const late = group.filter(({ since }) => since < oldest);
    if (late.length === 0) return group;
    refuse(late, new Error('the database did not take it in time'));
    return group.length === late.length ? this.#next() : group.filter(({ since }) => since >= oldest);
  }

  /** Never rejects: each delivery hears of its own event. */
  async #storeGroup(group: readonly Waiting[]): Promise<void> {
    const folded = fold(group);
    // By itself it can be told at once from one that is known.
    if (folded.length === 1) return this.#storeSingly(folded);
    try {
      const stored = await storeNew(this.pool, folded.map(arrivalOf));
      const known: Deliveries[] = [];
      for (const deliveries of folded) {
        const { event } = deliveries[0];
        if (!stored.has(keyOf(event))) known.push(deliveries);
        else this.#answer(deliveries, event.target ? 'stored' : 'ignored');
      }
      await this.#storeSingly(known);
    } catch (error) {
      // One payload must not keep the others out: each alone, so that only that one is stored without it.
      if (isUnstorable(error)) await this.#storeSingly(folded);
      else refuse(group, error);
    }
  }

  async #storeSingly(folded: readonly Deliveries[]): Promise<void> {
    for (const [index, deliveries] of folded.entries()) {
      try {
        this.#answer(deliveries, await storeOne(this.pool, arrivalOf(deliveries)));
      } catch (error) {
        if (isUnstorable(error)) refuse(deliveries, error);
        // The database itself is in trouble: the others are not made to wait for as many deadlines.
        else return refuse(folded.slice(index).flat(), error);
      }
    }
  }
}
