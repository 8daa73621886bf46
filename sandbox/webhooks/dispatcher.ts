import type { Ledger } from '../api/kernel/ledger';
import type { Stored } from '../api/kernel/wire';
import { post } from './post';
import { schedule } from './record-events';
import { type Delivery, deliveries, endpointSecrets, endpoints, events } from './records';

export interface Forward {
  url: string;
  secret: string;
}

/** Deliveries to one address that may be under way at once: in general in order, as Stripe's, never surely. */
const PARALLEL = 4;
const MAX_ATTEMPTS = 20;
const LONGEST_WAIT_SECONDS = 120;

interface Lane {
  waiting: { account: string; id: string }[];
  active: number;
}

/** Delivers stored events until each was answered with 2xx, at the sandbox's pace: seconds, not hours. */
export class Dispatcher {
  private readonly lanes = new Map<string, Lane>();
  private readonly known = new Set<string>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly forward: Forward | null,
  ) {
    ledger.onCommit((account, written) => this.collect(account, written));
  }

  /** Takes up what a former process left undelivered. */
  start(): void {
    for (const account of this.ledger.store.accountNames()) {
      this.collect(account, this.ledger.begin(account).where(deliveries, 'state', 'pending').reverse());
    }
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** Forgets what waits; for a reset of all state. */
  forget(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.lanes.clear();
    this.known.clear();
  }

  /** Makes what was held back due. */
  release(): void {
    for (const account of this.ledger.store.accountNames()) {
      const tx = this.ledger.begin(account);
      for (const item of tx.where(deliveries, 'state', 'held').reverse()) {
        tx.put(deliveries, { ...item, state: 'pending', next_attempt_at: this.ledger.clock.milliseconds() });
      }
      this.ledger.commit(tx);
    }
  }

  /** Sends an event once more to everybody it was for. Answers false when there is no such event. */
  redeliver(eventId: string): boolean {
    for (const account of this.ledger.store.accountNames()) {
      const tx = this.ledger.begin(account);
      const event = tx.get(events, eventId);
      if (!event) continue;
      const targets = new Map(tx.where(deliveries, 'event', eventId).map((item) => [item.target, item.url]));
      for (const [id, url] of targets) schedule(tx, event, { id, url }, 'deliver');
      this.ledger.commit(tx);
      return true;
    }
    return false;
  }

  private collect(account: string, written: readonly Stored[]): void {
    for (const item of written) {
      if (!deliveries.holds(item) || item.state !== 'pending' || this.known.has(item.id)) continue;
      this.known.add(item.id);
      const wait = (item.next_attempt_at ?? 0) - this.ledger.clock.milliseconds();
      if (wait <= 0) this.enqueue(account, item);
      else this.later(wait, () => this.enqueue(account, item));
    }
  }

  private enqueue(account: string, item: Delivery): void {
    const name = item.target === 'forward' ? 'forward' : `${account} ${item.target}`;
    const lane = this.lanes.get(name) ?? { waiting: [], active: 0 };
    this.lanes.set(name, lane);
    lane.waiting.push({ account, id: item.id });
    // After the current tick: the request that caused the event is answered first.
    setImmediate(() => this.drain(lane));
  }

  private drain(lane: Lane): void {
    while (!this.closed && lane.active < PARALLEL) {
      const next = lane.waiting.shift();
      if (!next) return;
      lane.active += 1;
      void this.attempt(next.account, next.id)
        // A full disk: the delivery stays pending and is taken up at the next start.
        .catch((error: unknown) => console.error('sandbox: a delivery could not be recorded', error))
        .finally(() => {
          lane.active -= 1;
          this.drain(lane);
        });
    }
  }

  private async attempt(account: string, id: string): Promise<void> {
    const tx = this.ledger.begin(account);
    const item = tx.get(deliveries, id);
    const event = item && tx.get(events, item.event);
    if (!item || !event || item.state !== 'pending') {
      this.known.delete(id);
      return;
    }
    const secret = this.secretOf(account, item);
    const payload = JSON.stringify(event, null, 2);
    const status = secret === null ? 'gone' : await post(item.url, payload, secret, tx.now());
    if (this.closed) return;
    this.record(account, id, status);
  }

  private record(account: string, id: string, status: number | null | 'gone'): void {
    const tx = this.ledger.begin(account);
    const item = tx.get(deliveries, id);
    const event = item && tx.get(events, item.event);
    this.known.delete(id);
    if (!item || !event) return;
    const attempts = item.attempts + 1;
    if (status === 'gone') {
      tx.put(deliveries, { ...item, state: 'failed', next_attempt_at: null });
    } else if (status !== null && status >= 200 && status < 300) {
      tx.put(deliveries, {
        ...item,
        attempts,
        state: 'delivered',
        last_status: status,
        next_attempt_at: null,
      });
      tx.put(events, { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    } else {
      tx.put(deliveries, { ...item, attempts, last_status: status, ...this.nextTry(attempts) });
    }
    this.ledger.commit(tx);
  }

  private nextTry(attempts: number): Pick<Delivery, 'state' | 'next_attempt_at'> {
    if (attempts >= MAX_ATTEMPTS) return { state: 'failed', next_attempt_at: null };
    const seconds = Math.min(2 ** (attempts - 1), LONGEST_WAIT_SECONDS);
    return { state: 'pending', next_attempt_at: this.ledger.clock.milliseconds() + seconds * 1000 };
  }

  /** An endpoint that was deleted or disabled drops what was on its way to it. */
  private secretOf(account: string, item: Delivery): string | null {
    if (item.target === 'forward') return this.forward?.secret ?? null;
    const tx = this.ledger.begin(account);
    if (tx.get(endpoints, item.target)?.status !== 'enabled') return null;
    return tx.get(endpointSecrets, item.target)?.secret ?? null;
  }

  private later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, milliseconds);
    this.timers.add(timer);
  }
}
