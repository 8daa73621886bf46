import { z } from 'zod';
import type { Clock } from '../../clock/clock';
import { recordEvents } from '../../webhooks/record-events';
import { Trouble } from '../../webhooks/trouble';
import { defineCollection } from './collection';
import type { Store } from './store';
import { type RequestIdentity, Transaction } from './transaction';
import type { Stored } from './wire';

/** What outlives a restart and belongs to no account. */
const SYSTEM = '~';

interface Setting {
  id: string;
  object: '_setting';
  value: string;
}

const settings = defineCollection<Setting>('_setting');
const modes = z.enum(['deliver', 'hold', 'lose']);
export type DeliveryMode = z.infer<typeof modes>;

/** Begins and commits transactions; what a commit makes due is announced to whoever listens. */
export class Ledger {
  /** What new webhook deliveries meet on their way. */
  readonly trouble = new Trouble();
  /** Where the sandbox is reached; known once it listens. */
  origin = '';
  private readonly listeners: ((account: string, written: readonly Stored[]) => void)[] = [];

  constructor(
    readonly store: Store,
    readonly clock: Clock,
    /** The address given at start that every event goes to. */
    readonly forwardTo: string | null,
  ) {}

  begin(account: string, request: RequestIdentity = { id: null, idempotency_key: null }): Transaction {
    return new Transaction(this.store, account, this.clock, request, this.ahead(), this.origin);
  }

  /** Stores what a transaction wrote, with its events and their deliveries, in one durable step. */
  commit(tx: Transaction): void {
    recordEvents(tx, { forwardTo: this.forwardTo, mode: this.deliveryMode(), trouble: this.trouble });
    const writes = tx.writes();
    if (writes.put.length === 0 && writes.drop.length === 0) return;
    this.store.commit(tx.account, writes);
    for (const tell of this.listeners) tell(tx.account, writes.put);
  }

  /** Calls back after every commit with what it wrote. */
  onCommit(listener: (account: string, written: readonly Stored[]) => void): void {
    this.listeners.push(listener);
  }

  deliveryMode(): DeliveryMode {
    return modes.parse(this.setting('delivery_mode') ?? 'deliver');
  }

  setDeliveryMode(mode: DeliveryMode): void {
    this.set('delivery_mode', mode);
  }

  /** How far the time of what lives on no test clock was put forward (seconds). */
  ahead(): number {
    return Number(this.setting('ahead') ?? 0);
  }

  /** Puts that time further forward. There is no way back but a reset: what fell due has happened. */
  putForward(seconds: number): void {
    this.set('ahead', String(this.ahead() + seconds));
  }

  private setting(id: string): string | undefined {
    const item = this.store.table(SYSTEM, settings).items.get(id);
    return item && settings.holds(item) ? item.value : undefined;
  }

  private set(id: string, value: string): void {
    const setting: Setting = { id, object: '_setting', value };
    this.store.commit(SYSTEM, { put: [setting], drop: [] });
  }
}
