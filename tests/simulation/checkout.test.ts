import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { ruleOf } from '@/lib/payments/domain/subscription-status';
import { completeOperations } from '@/lib/payments/operations';
import type { Selection } from '@/lib/payments/service/payment-service';
import { drain } from '@/lib/payments/webhooks';
import { type Fault, type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy';
import { createTestPayments, type TestPayments, WEBHOOK_SECRET } from '../support/payments';
import { createRandom, type Random } from './random';

const SEEDS = Array.from({ length: 8 }, (_, index) => index + 1);
const BUYERS = 3;
const STEPS = 14;
const FAULTS: [Fault, ...Fault[]] = [
  'pass',
  'pass',
  'lose_answer',
  'break_body',
  'fail_after',
  'fail_before',
];
const CARDS: [string, ...string[]] = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa_chargeDeclined'];
const SELECTIONS: [Selection, ...Selection[]] = [
  { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null },
  { lookupKey: 'pro_yearly', currency: 'usd', seats: 1, promotionCode: null },
  { lookupKey: 'team_monthly', currency: 'usd', seats: 2, promotionCode: null },
];

let world: TestPayments;
let proxy: FaultyProxy;
let faulty: PaymentsContext;

beforeAll(async () => {
  world = await createTestPayments();
  proxy = await startFaultyProxy(world.sandbox.url);
  faulty = world.anotherContext(proxy.url, 1_200);
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});

const soon = () => new Date(Date.now() + 20_000);

/** The buyer confirms with some card; a decline and an intent that is over are theirs to live with. */
async function confirm(random: Random, secret: string): Promise<void> {
  const id = secret.split('_secret_')[0] ?? '';
  const params = { payment_method: random.pick(CARDS), return_url: 'http://localhost:3000/' };
  const confirmed = id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, params)
    : world.stripe.paymentIntents.confirm(id, params);
  await confirmed.catch((error: unknown) => {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
  });
}

/** One buyer presses a button, in one or two tabs at once, over a way to the provider that may fail, and may pay. */
async function press(random: Random, userId: string): Promise<void> {
  proxy.set(random.pick(FAULTS), random.pick([/customers/, /subscriptions/, /payment_intents/, /.*/]));
  const payments = createPayments(random.chance(0.7) ? faulty : world.context);
  const selection = random.pick(SELECTIONS);
  const buysPack = random.chance(0.25);
  const cart = buysPack ? await payments.cartOf(userId, 'credits_1000') : 0;
  const once = () =>
    buysPack
      ? payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'usd', cart })
      : payments.startSubscription(userId, selection);
  const outcomes = await Promise.all(random.chance(0.3) ? [once(), once()] : [once()]);
  for (const outcome of outcomes) {
    if (outcome.kind === 'requires_action' && random.chance(0.7))
      await confirm(random, outcome.action.clientSecret);
    if (outcome.kind !== 'refused' && random.chance(0.5))
      await payments.completeCheckout(userId, outcome.operationId);
  }
}

/** The provider's events since the last time: out of order, some twice, some never. */
async function deliver(random: Random, seen: Set<string>): Promise<void> {
  const { data } = await world.stripe.events.list({ limit: 100 });
  const fresh = data.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  const kept = fresh.filter(() => !random.chance(0.2));
  const deliveries = random.shuffle([...kept, ...kept.filter(() => random.chance(0.3))]);
  await Promise.all(
    deliveries.map((event) => {
      const payload = JSON.stringify(event);
      const header = world.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
      return world.payments.receiveWebhook(payload, header);
    }),
  );
  await Promise.all([1, 2].map(() => drain(world.context, { limit: 500, deadline: soon() })));
}

/** The provider is well again and two hours pass, as often as the completer needs to come to rest. */
async function heal(): Promise<void> {
  proxy.set('pass');
  for (let pass = 0; pass < 4; pass++) {
    await world.context.database.pool.query(
      `UPDATE payment_operations
       SET next_check_at = now() - interval '1 second', first_sent_at = first_sent_at - interval '2 hours',
         key_spent_at = key_spent_at - interval '2 hours', lease_token = NULL, lease_until = NULL
       WHERE state IN ('open', 'unknown', 'awaiting_buyer')`,
    );
    await completeOperations(world.context, { limit: 1_000, deadline: soon() });
  }
}

async function held(userId: string) {
  const customers = (await world.stripe.customers.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata.user_id === userId,
  );
  const customer = customers[0]?.id;
  if (!customer) return { customers, live: [], payments: [] };
  const subscriptions = await world.stripe.subscriptions.list({ customer, status: 'all', limit: 100 });
  const intents = await world.stripe.paymentIntents.list({ customer, limit: 100 });
  return {
    customers,
    live: subscriptions.data.filter(({ status }) => ruleOf(status).holdsPlace),
    payments: intents.data.filter(({ status, metadata }) => status === 'succeeded' && metadata.lookup_key),
  };
}

async function check(userId: string): Promise<void> {
  const { customers, live, payments } = await held(userId);
  expect(customers.length, 'customers').toBeLessThanOrEqual(1);
  expect(live.length, 'live subscriptions').toBeLessThanOrEqual(1);
  const { prisma } = world.context.database;
  const operations = await prisma.paymentOperation.findMany({ where: { userId } });
  const states = operations.map(({ state }) => state);
  expect(
    states.filter((state) => !['done', 'refused', 'awaiting_buyer'].includes(state)),
    'states',
  ).toEqual([]);
  const paidCarts = operations.filter(
    ({ purpose, state }) => purpose === 'start_payment' && state === 'done',
  );
  expect(paidCarts.map(({ objectId }) => objectId).sort(), 'paid carts').toEqual(
    payments.map(({ id }) => id).sort(),
  );
  // What is open to the buyer is what the provider says is paid for.
  const begun = live.filter((subscription) => subscription.pending_setup_intent === null);
  expect((await world.payments.access(userId)).granted, 'access').toBe(begun.length === 1);
  expect((await world.payments.billing(userId)).credits, 'credits').toBe(1_000 * payments.length);
}

describe('buyers in a hurry, a bad line, and webhooks late, twice, out of order or lost', () => {
  test.each(SEEDS)(
    'seed %d: once healed, nothing is double and nothing is lost',
    async (seed) => {
      const random = createRandom(seed);
      const buyers = await Promise.all(Array.from({ length: BUYERS }, () => world.createUser()));
      const seen = new Set<string>();
      for (let step = 0; step < STEPS; step++) {
        await press(random, buyers[random.below(BUYERS)] ?? '');
        if (random.chance(0.4)) await deliver(random, seen);
      }
      await heal();
      for (const userId of buyers) await check(userId);
    },
    120_000,
  );
});
