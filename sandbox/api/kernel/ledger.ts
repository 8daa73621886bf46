import { z } from 'zod';
import type { Clock } from '../../clock/clock';
import { recordEvents } from '../../webhooks/record-events';
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
  private readonly listeners: ((account: string, written: readonly Stored[]) => void)[] = [];

  constructor(
    readonly store: Store,
    readonly clock: Clock,
    private readonly forwardTo: string | null,
  ) {}

  begin(account: string, request: RequestIdentity = { id: null, idempotency_key: null }): Transaction {
    return new Transaction(this.store, account, this.clock, request);
  }

  /** Stores what a transaction wrote, with its events and their deliveries, in one durable step. */
  commit(tx: Transaction): void {
    recordEvents(tx, { forwardTo: this.forwardTo, mode: this.deliveryMode() });
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
    const stored = this.begin(SYSTEM).get(settings, 'delivery_mode');
    return stored ? modes.parse(stored.value) : 'deliver';
  }

  setDeliveryMode(mode: DeliveryMode): void {
    const tx = this.begin(SYSTEM);
    tx.put(settings, { id: 'delivery_mode', object: '_setting', value: mode });
    this.store.commit(SYSTEM, tx.writes());
  }
}
