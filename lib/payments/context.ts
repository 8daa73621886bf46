import type { Logger } from 'pino';
import type { Database } from '@/lib/db';
import type { Mode } from './domain/mode';
import type { ProviderHealths } from './domain/provider-health';
import type { PaymentProvider } from './provider';

/** Everything the payments layer works with, passed in rather than imported, so that tests pass their own. */
export type PaymentsContext = {
  readonly database: Database;
  /** For calls a person waits for. */
  readonly provider: PaymentProvider;
  /** For everything else: longer deadlines. */
  readonly background: PaymentProvider;
  readonly mode: Mode;
  /** Whether a card opens one trial only; off when absent. */
  readonly trialOncePerCard?: boolean;
  /** Whether the provider works taxes out and collects them with new subscriptions; off when absent. */
  readonly automaticTax?: boolean;
  readonly log: Logger;
  readonly now: () => Date;
  /** Whether calls reach the provider, as this process knows it. Asks nobody. */
  readonly health: () => ProviderHealths;
};
