import { getDatabase } from '@/lib/db';
import type { PaymentsEnv } from '@/lib/env';
import { getEnv } from '@/lib/env';
import { log } from '@/lib/log';
import type { PaymentsContext } from './context';
import type { PaymentProvider } from './provider';
import { createStripeProvider } from './providers/stripe';
import { CircuitBreaker } from './resilience/breaker';
import { DEADLINES } from './resilience/http-client';
import { type CallClass, guarded } from './resilience/passage';
import { RateLimiter } from './resilience/rate-limiter/rate-limiter';

type Guarded = { readonly provider: PaymentProvider; readonly breaker: CircuitBreaker };

/** The configured provider, for one class of callers. This is where another provider would be chosen. */
function createProvider(env: PaymentsEnv, limiter: RateLimiter, callClass: CallClass): Guarded {
  const { secretKey, webhookSecrets, sandboxUrl } = env;
  const breaker = new CircuitBreaker((health) => {
    if (health.state === 'down')
      log.error({ alert: 'provider_down', callClass }, 'the provider does not answer: calls are paused');
    else log.warn({ callClass }, 'the provider answers again');
  });
  const provider = createStripeProvider({
    secretKey,
    webhookSecrets,
    baseUrl: sandboxUrl,
    deadline: DEADLINES[callClass],
    passage: guarded(breaker, limiter, callClass),
  });
  breaker.probeWith(() => provider.readAccount());
  return { provider, breaker };
}

// On globalThis, because Next bundles this module more than once: pages must see what the background work has found out.
const holder: typeof globalThis & { billfoldPayments?: PaymentsContext } = globalThis;

/** The process's own context: environment, database and provider, with one limiter and one set of breakers. */
export function getContext(): PaymentsContext {
  holder.billfoldPayments ??= createContext();
  return holder.billfoldPayments;
}

function createContext(): PaymentsContext {
  const { payments } = getEnv();
  const database = getDatabase();
  const { secretKey, mode, requestsPerSecond, trialOncePerCard, automaticTax } = payments;
  const limiter = new RateLimiter({
    pool: database.pool,
    secretKey,
    mode,
    perSecond: requestsPerSecond,
    log,
  });
  const people = createProvider(payments, limiter, 'interactive');
  const background = createProvider(payments, limiter, 'background');
  return {
    database,
    provider: people.provider,
    background: background.provider,
    mode,
    trialOncePerCard,
    automaticTax,
    log,
    now: () => new Date(),
    health: () => ({ people: people.breaker.health(), background: background.breaker.health() }),
  };
}
