/** A delivery that waits for its turn. */
export interface Waiting {
  account: string;
  id: string;
}

interface Lane {
  waiting: Waiting[];
  active: number;
}

/** Deliveries to one address that may be under way at once: in general in order, as Stripe's, never surely. */
const PARALLEL = 4;

/** A queue for each address, so that a slow receiver holds up nobody but itself. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private closed = false;

  constructor(
    private readonly attempt: (item: Waiting) => Promise<void>,
    /** One after the other, when the order is what matters. */
    private readonly oneByOne: () => boolean,
  ) {}

  add(name: string, items: readonly Waiting[]): void {
    const lane = this.lanes.get(name) ?? { waiting: [], active: 0 };
    this.lanes.set(name, lane);
    lane.waiting.push(...items);
    // After the current tick: the request that caused the event is answered first.
    setImmediate(() => this.drain(lane));
  }

  clear(): void {
    this.lanes.clear();
  }

  close(): void {
    this.closed = true;
  }

  private drain(lane: Lane): void {
    while (!this.closed && lane.active < (this.oneByOne() ? 1 : PARALLEL)) {
      const next = lane.waiting.shift();
      if (!next) return;
      lane.active += 1;
      void this.attempt(next)
        // A full disk: the delivery stays pending and is taken up at the next start.
        .catch((error: unknown) => console.error('sandbox: a delivery could not be recorded', error))
        .finally(() => {
          lane.active -= 1;
          this.drain(lane);
        });
    }
  }
}
