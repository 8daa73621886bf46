import type { Ledger } from '../api/kernel/ledger';
import type { Stored } from '../api/kernel/wire';
import { shuffled } from '../faults/seeded';
import { Lanes, type Waiting } from './lanes';
import { post } from './post';
import { type Attempt, type Delivery, deliveries, endpoints, events, type StoredEvent } from './records';
import { pauseAfter } from './retries';
import { type Forward, Secrets } from './secrets';
import { signatureHeader } from './signature';

export type { Forward } from './secrets';

/** Tries that are kept with a delivery. */
const HISTORY = 20;

/** Delivers stored events until each was answered with 2xx, at the pace that was chosen. */
export class Dispatcher {
  readonly secrets: Secrets;
  private readonly lanes: Lanes;
  /** Deliveries that are queued or timed. */
  private readonly known = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** What waits to be sent in an order of chance, by lane. */
  private readonly shuffling = new Map<string, Waiting[]>();
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    forward: Forward | null,
  ) {
    this.secrets = new Secrets(ledger, forward);
    this.lanes = new Lanes(
      ({ account, id }) => this.attempt(account, id),
      () => this.ledger.trouble.settings.reorder !== null,
    );
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
    this.lanes.close();
    this.forget();
  }

  /** Forgets what waits; for a reset of all state. */
  forget(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.shuffling.clear();
    this.lanes.clear();
    this.known.clear();
  }

  /** Lets a delivery that waits for its next try go at once. */
  hasten(id: string): void {
    const timer = this.timers.get(id);
    if (!timer) return;
    clearTimeout(timer);
    this.timers.delete(id);
    this.known.delete(id);
  }

  private collect(account: string, written: readonly Stored[]): void {
    for (const item of written) {
      if (!deliveries.holds(item) || item.state !== 'pending' || this.known.has(item.id)) continue;
      this.known.add(item.id);
      const wait = (item.next_attempt_at ?? 0) - this.ledger.clock.milliseconds();
      if (wait <= 0) this.enqueue(account, item);
      else this.later(item.id, wait, () => this.enqueue(account, item));
    }
  }

  private enqueue(account: string, item: Delivery): void {
    const lane = item.target === 'forward' ? 'forward' : `${account} ${item.target}`;
    const { reorder } = this.ledger.trouble.settings;
    if (!reorder) {
      this.lanes.add(lane, [{ account, id: item.id }]);
      return;
    }
    const batch = this.shuffling.get(lane);
    if (batch) batch.push({ account, id: item.id });
    else {
      this.shuffling.set(lane, [{ account, id: item.id }]);
      this.later(`shuffle ${lane}`, reorder.window_ms, () => this.shuffle(lane));
    }
  }

  private shuffle(lane: string): void {
    const batch = this.shuffling.get(lane) ?? [];
    this.shuffling.delete(lane);
    this.lanes.add(lane, shuffled(batch, this.ledger.trouble.orderChance));
  }

  private async attempt(account: string, id: string): Promise<void> {
    const tx = this.ledger.begin(account);
    const item = tx.get(deliveries, id);
    const event = item && tx.get(events, item.event);
    const secrets = item ? this.secrets.of(account, item.target) : null;
    this.known.delete(id);
    if (!item || !event || item.state !== 'pending') return;
    if (!secrets) {
      this.change(account, id, () => ({ state: 'failed', next_attempt_at: null }));
      return;
    }
    this.known.add(id);
    const payload = JSON.stringify(this.versioned(account, item.target, event), null, 2);
    const at = this.ledger.clock.milliseconds();
    const result = await post(item.url, payload, signatureHeader(payload, secrets, Math.floor(at / 1000)));
    if (this.closed) return;
    this.known.delete(id);
    this.change(account, id, (now) => this.after(now, { at, ...result }));
  }

  /** An endpoint gets events of its own version; what they hold keeps the shape of this one. */
  private versioned(account: string, target: string, event: StoredEvent): StoredEvent {
    const own = this.ledger.begin(account).get(endpoints, target)?.api_version ?? event.api_version;
    const { id, object, created, data, livemode, pending_webhooks, request, type } = event;
    const api_version = this.ledger.trouble.settings.api_version ?? own;
    return { id, object, api_version, created, data, livemode, pending_webhooks, request, type };
  }

  private after(item: Delivery, attempt: Attempt): Partial<Delivery> {
    const attempts = item.attempts + 1;
    const history = [...item.history, attempt].slice(-HISTORY);
    const made = { attempts, history, last_status: attempt.status };
    const { status } = attempt;
    if (status !== null && status >= 200 && status < 300) {
      return { ...made, state: 'delivered', next_attempt_at: null };
    }
    const pause = pauseAfter(attempts, this.ledger.trouble.settings.schedule);
    if (pause === null) return { ...made, state: 'failed', next_attempt_at: null };
    return { ...made, next_attempt_at: this.ledger.clock.milliseconds() + pause * 1000 };
  }

  private change(account: string, id: string, how: (item: Delivery) => Partial<Delivery>): void {
    const tx = this.ledger.begin(account);
    const item = tx.get(deliveries, id);
    if (!item) return;
    tx.put(deliveries, { ...item, ...how(item) });
    this.ledger.commit(tx);
  }

  private later(name: string, milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(name);
      work();
    }, milliseconds);
    this.timers.set(name, timer);
  }
}
