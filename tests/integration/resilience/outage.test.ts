import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { startCompleteLoop } from '@/lib/payments/operations';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { CircuitBreaker } from '@/lib/payments/resilience/breaker';
import { type CallClass, guarded } from '@/lib/payments/resilience/passage';
import { RateLimiter } from '@/lib/payments/resilience/rate-limiter/rate-limiter';
import { AT_PERIOD_END } from '../../support/cancellation';
import { createTestPayments, type TestPayments, WEBHOOK_SECRET } from '../../support/payments';

const PRO = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null } as const;
const OUTAGE_SECONDS = 8;

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

/** The context as the application makes it, limiter and breakers included. */
function guardedContext(): PaymentsContext {
  const { context, sandbox, secretKey } = world;
  const { pool } = context.database;
  const log = pino({ level: 'silent' });
  const limiter = new RateLimiter({ pool, secretKey, mode: 'sandbox', perSecond: null, log });
  const made = (callClass: CallClass) => {
    const breaker = new CircuitBreaker();
    const passage = guarded(breaker, limiter, callClass);
    const options = { secretKey, webhookSecrets: [WEBHOOK_SECRET], baseUrl: sandbox.url, deadline: 8_000 };
    const provider = createStripeProvider({ ...options, passage });
    breaker.probeWith(() => provider.readAccount());
    return { provider, breaker };
  };
  const [people, background] = [made('interactive'), made('background')];
  return {
    ...context,
    provider: people.provider,
    background: background.provider,
    health: () => ({ people: people.breaker.health(), background: background.breaker.health() }),
  };
}

async function subscribed(): Promise<{ userId: string; subscriptionId: string }> {
  const userId = await world.createUser();
  const outcome = await world.payments.startSubscription(userId, PRO);
  if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
  const intent = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  await world.stripe.paymentIntents.confirm(intent, {
    payment_method: 'pm_card_visa',
    return_url: 'http://localhost:3000/',
  });
  await world.payments.completeCheckout(userId, outcome.operationId);
  const { subscriptions } = await world.payments.billing(userId);
  return { userId, subscriptionId: subscriptions[0]?.id ?? '' };
}

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  const began = performance.now();
  const result = await work;
  expect(performance.now() - began).toBeLessThan(milliseconds);
  return result;
};

test('an outage: noticed, lived through and over, with nobody helping', async () => {
  const { userId, subscriptionId } = await subscribed();
  const context = guardedContext();
  const payments = createPayments(context);
  const completer = startCompleteLoop(context);
  const peopleHealth = () => context.health().people.state;
  try {
    await world.requests();
    await world.sandbox.control('outage', { seconds: OUTAGE_SECONDS });
    const accepted = await payments.cancelSubscription(
      userId,
      { subscriptionId, revision: 0 },
      AT_PERIOD_END,
    );
    expect(accepted.kind).toBe('deferred');
    // One call that failed is enough: the breaker finds out the rest by itself.
    await vi.waitFor(() => expect(peopleHealth()).toBe('down'), { timeout: 6_000, interval: 50 });
    const buyer = await world.createUser();
    const paused = await within(500, payments.startSubscription(buyer, PRO));
    expect(paused).toMatchObject({ kind: 'refused', code: 'payments_unavailable' });
    const { subscriptions, changes } = await within(500, payments.billing(userId));
    expect(subscriptions[0]).toMatchObject({ id: subscriptionId, status: 'active' });
    expect(changes).toHaveLength(1);

    await vi.waitFor(() => expect(peopleHealth()).toBe('available'), { timeout: 20_000, interval: 50 });
    expect((await payments.startSubscription(buyer, PRO)).kind).toBe('requires_action');
    await vi.waitFor(async () => expect((await payments.billing(userId)).changes).toEqual([]), {
      timeout: 40_000,
      interval: 250,
    });
    expect(await world.stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({
      cancel_at_period_end: true,
    });
    await sleep(100);
    const sent = (await world.requests()).filter(
      ({ method, path, replayed }) =>
        method === 'POST' && path === `/v1/subscriptions/${subscriptionId}` && !replayed,
    );
    expect(sent).toHaveLength(1);
  } finally {
    await completer.stop();
  }
}, 90_000);
