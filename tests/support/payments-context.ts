import pino from 'pino';
import { closeDatabase, openDatabase } from '@/lib/db';
import type { PaymentsContext } from '@/lib/payments/context';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import type { ProviderEvent } from '@/lib/payments/provider';
import { createTestDatabase, truncate } from './database';
import { MemoryProvider } from './memory-provider';

export type TestContext = {
  readonly context: PaymentsContext;
  /** The provider behind both of the context's, unless others were given. */
  readonly provider: MemoryProvider;
  /** Every line logged so far. */
  readonly lines: readonly Record<string, unknown>[];
  readonly url: string;
  close(): Promise<void>;
};

/** A payments context on a database of its own, with a provider in memory and a log that is kept. */
export async function createTestContext(overrides: Partial<PaymentsContext> = {}): Promise<TestContext> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase(url);
  const provider = new MemoryProvider();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const context: PaymentsContext = {
    database,
    provider,
    background: provider,
    mode: 'test',
    log,
    now: () => new Date(),
    health: () => ALL_AVAILABLE,
    ...overrides,
  };
  const close = async () => {
    await closeDatabase(database);
    await drop();
  };
  return { context, provider, lines, url, close };
}

/** Empties every table the tests of the inbox, the mirror and its reads write to. */
export async function emptyTables({ database }: PaymentsContext): Promise<void> {
  await truncate(
    database.pool,
    `users, payment_accounts, payment_operations, webhook_events, customers, products, prices, subscriptions,
     subscription_items, invoices, payments, payment_methods, refunds, disputes, entitlement_summaries, entitlements, invoice_lines`,
  );
}

let events = 0;

/** An event as a provider's verification hands it over. */
export function providerEvent(fields: Partial<ProviderEvent> = {}): ProviderEvent {
  events += 1;
  return {
    source: 'stripe',
    id: `evt_${events}`,
    type: 'customer.subscription.updated',
    objectType: 'subscription',
    objectId: 'sub_1',
    livemode: false,
    apiVersion: '2026-10-28.endive',
    created: new Date(),
    payload: '{"object":"event"}',
    target: { kind: 'subscription', id: fields.objectId ?? 'sub_1' },
    ...fields,
  };
}
