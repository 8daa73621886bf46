import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { closeDatabase, openDatabase } from '@/lib/db';
import { createStripeClient } from '@/lib/payments/providers/stripe/client';
import type { KeyedStripe } from '@/lib/payments/providers/stripe/keyed-stripe';
import { CircuitBreaker } from '@/lib/payments/resilience/breaker';
import { DEADLINES } from '@/lib/payments/resilience/http-client';
import { type CallClass, guarded, type Passage } from '@/lib/payments/resilience/passage';
import { RateLimiter } from '@/lib/payments/resilience/rate-limiter/rate-limiter';
import { type CallerReport, type Task, task } from './report';

const KEY = 'sk_test_benchlimiter';

/** Reads at more endpoints than a second's calls of the whole account fill. */
const CALLS: readonly ((stripe: KeyedStripe) => Promise<unknown>)[] = [
  (stripe) => stripe.customers.list({ limit: 1 }),
  (stripe) => stripe.products.list({ limit: 1 }),
  (stripe) => stripe.prices.list({ limit: 1 }),
  (stripe) => stripe.subscriptions.list({ limit: 1 }),
  (stripe) => stripe.invoices.list({ limit: 1 }),
  (stripe) => stripe.paymentIntents.list({ limit: 1 }),
  (stripe) => stripe.refunds.list({ limit: 1 }),
  (stripe) => stripe.disputes.list({ limit: 1 }),
];

/** Calls at a steady rate, whether or not the earlier ones have been answered, until told to stop. */
async function offer(stripe: KeyedStripe, perSecond: number, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  for (let n = 0; perSecond > 0 && !signal.aborted; n += 1) {
    const due = began + (n * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    void CALLS[n % CALLS.length]?.(stripe).catch(() => {}); // counted where it is sent
  }
}

async function main({ databaseUrl, sandboxUrl, people, work, warmUp, seconds }: Task): Promise<CallerReport> {
  const database = openDatabase(databaseUrl, 5);
  const log = pino({ level: 'silent' });
  const limiter = new RateLimiter({
    pool: database.pool,
    secretKey: KEY,
    mode: 'live',
    perSecond: null,
    log,
  });
  const report: CallerReport = { answers: {}, turnedAway: 0, peopleWaits: [], workWaits: [] };
  let measuring = false;
  const clientOf = (callClass: CallClass) => {
    const pass = guarded(new CircuitBreaker(), limiter, callClass);
    const waits = callClass === 'interactive' ? report.peopleWaits : report.workWaits;
    const passage: Passage = async (request, milliseconds, run) => {
      const asked = performance.now();
      let sent = false;
      const result = await pass(request, milliseconds, () => {
        sent = true;
        if (measuring) waits.push(performance.now() - asked);
        return run();
      });
      if (measuring && 'status' in result)
        report.answers[result.status] = (report.answers[result.status] ?? 0) + 1;
      if (measuring && !sent) report.turnedAway += 1;
      return result;
    };
    return createStripeClient({
      secretKey: KEY,
      deadline: DEADLINES[callClass],
      baseUrl: sandboxUrl,
      passage,
    });
  };
  const stopping = new AbortController();
  void offer(clientOf('interactive'), people, stopping.signal);
  void offer(clientOf('background'), work, stopping.signal);
  await sleep(warmUp * 1000);
  measuring = true;
  await sleep(seconds * 1000);
  measuring = false;
  stopping.abort();
  await closeDatabase(database);
  return report;
}

process.once('message', (message) => {
  void main(task.parse(message)).then((report) => process.send?.(report, () => process.exit(0)));
});
