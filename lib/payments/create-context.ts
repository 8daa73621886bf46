import { getDatabase } from '@/lib/db';
import type { PaymentsEnv } from '@/lib/env';
import { getEnv } from '@/lib/env';
import { log } from '@/lib/log';
import type { PaymentsContext } from './context';
import type { PaymentProvider } from './provider';
import { createStripeProvider } from './providers/stripe';
import { DEADLINES } from './resilience/http-client';

/** The configured provider, for one class of callers. This is where another provider would be chosen. */
export function createProvider(env: PaymentsEnv, deadline: number): PaymentProvider {
  const { secretKey, webhookSecrets, sandboxUrl } = env;
  return createStripeProvider({ secretKey, webhookSecrets, baseUrl: sandboxUrl, deadline });
}

/** The process's own context: environment, database and provider. */
export function createContext(): PaymentsContext {
  const { payments } = getEnv();
  return {
    database: getDatabase(),
    provider: createProvider(payments, DEADLINES.interactive),
    background: createProvider(payments, DEADLINES.background),
    mode: payments.mode,
    log,
    now: () => new Date(),
  };
}
