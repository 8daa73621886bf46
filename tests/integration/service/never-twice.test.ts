import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import { completeOperations } from '@/lib/payments/operations';
import type { PaymentProvider } from '@/lib/payments/provider';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import type { Selection } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
let proxy: FaultyProxy;
let userId: string;

beforeAll(async () => {
  world = await createTestPayments();
  proxy = await startFaultyProxy(world.sandbox.url);
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});
beforeEach(async () => {
  userId = await world.createUser();
  proxy.set('pass');
});

const pro: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };
const yearly: Selection = { ...pro, lookupKey: 'pro_yearly' };
const team: Selection = { ...pro, lookupKey: 'team_monthly', seats: 3 };
const later = () => new Date(Date.now() + 10_000);

async function confirm(secret: string, card = 'pm_card_visa') {
  const id = secret.split('_secret_')[0] ?? '';
  const params = { payment_method: card, return_url: 'http://localhost:3000/' };
  return id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, params)
    : world.stripe.paymentIntents.confirm(id, params);
}

async function started(selection = pro) {
  const outcome = await world.payments.startSubscription(userId, selection);
  if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
  return { operationId: outcome.operationId, secret: outcome.action.clientSecret };
}

async function subscriptions() {
  const { data } = await world.stripe.subscriptions.list({ status: 'all', limit: 100 });
  return data.filter(({ metadata }) => metadata.user_id === userId);
}
const statuses = async () => (await subscriptions()).map(({ status }) => status).sort();

/** Makes the user's unfinished checkout due, and changes its row besides. */
async function due(change = ''): Promise<void> {
  await world.context.database.pool.query(
    `UPDATE payment_operations SET next_check_at = now() - interval '1 second' ${change}
     WHERE user_id = $1 AND state = 'awaiting_buyer'`,
    [userId],
  );
}

async function customerOf(user: string): Promise<string> {
  const { stripeCustomerId } = await world.context.database.prisma.user.findUniqueOrThrow({
    where: { id: user },
  });
  return stripeCustomerId ?? '';
}

/** Does the work of the first write and cuts the line; turns every later one away with a 429. */
async function startTurningAway(): Promise<{ url: string; close(): void }> {
  let writes = 0;
  const server = http.createServer((incoming, outgoing) => {
    const write = incoming.method === 'POST' && (incoming.url ?? '').includes('subscriptions');
    if (write) writes += 1;
    if (write && writes > 1) {
      incoming.resume();
      outgoing.writeHead(429, { 'content-type': 'application/json' }).end('{"error":{"code":"rate_limit"}}');
      return;
    }
    const target = new URL(incoming.url ?? '/', world.sandbox.url);
    const upstream = http.request(
      target,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        if (write) {
          answer.resume().on('end', () => outgoing.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('a checkout that was paid is never given up', () => {
  test('not by a completer that comes late, with the webhook lost', async () => {
    const { secret, operationId } = await started();
    await confirm(secret);
    await due(`, first_sent_at = now() - interval '24 hours'`);
    await completeOperations(world.context, { deadline: later() });
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({ kind: 'subscribed' });
    expect(await world.payments.startSubscription(userId, pro)).toMatchObject({ code: 'already_subscribed' });
  });

  test('not when it is paid between the look at it and the giving up', async () => {
    const { secret } = await started();
    const provider: PaymentProvider = {
      ...world.context.provider,
      async abandonSubscription(key, id) {
        await confirm(secret);
        return world.context.provider.abandonSubscription(key, id);
      },
    };
    const elsewhere = createPayments({ ...world.context, provider });
    expect((await elsewhere.startSubscription(userId, yearly)).kind).toBe('done');
    expect(await statuses()).toEqual(['active']);
  });

  test('not by a process whose keys were rolled away', async () => {
    const { secret, operationId } = await started();
    const wrong = createStripeProvider({
      secretKey: 'sk_live_rolled',
      webhookSecrets: ['whsec_x'],
      baseUrl: world.sandbox.url,
      deadline: 8_000,
    });
    await due();
    await completeOperations({ ...world.context, provider: wrong, background: wrong }, { deadline: later() });
    await confirm(secret);
    expect(await world.payments.completeCheckout(userId, operationId)).toMatchObject({ kind: 'subscribed' });
  });
});

describe('other parameters', () => {
  test('never get the client secret of the old ones, though those could not be given up', async () => {
    await started();
    proxy.set('fail_before', /void/);
    const bad = createPayments(world.anotherContext(proxy.url, 3_000));
    expect(await bad.startSubscription(userId, yearly)).toMatchObject({
      kind: 'refused',
      code: 'payments_unavailable',
    });
    await started(yearly);
    expect(await statuses()).toEqual(['incomplete', 'incomplete_expired']);
  });

  test('another number of seats in a trial that waits for its card is no second subscription', async () => {
    await started(team);
    await syncObject(world.context, 'subscription', (await subscriptions())[0]?.id ?? '');
    await started({ ...team, seats: 5 });
    expect(await statuses()).toEqual(['canceled', 'trialing']);
  });
});

test('"may have landed", then turned away at the retry, is unknown: never "nothing was charged"', async () => {
  const bad = await startTurningAway();
  const payments = createPayments(world.anotherContext(bad.url, 4_000));
  expect((await payments.startSubscription(userId, team)).kind).toBe('unknown');
  bad.close();
  await started(team);
  expect(await statuses()).toEqual(['trialing']);
});

test('a customer deleted in the dashboard is replaced at the next payment', async () => {
  await started();
  const deleted = await customerOf(userId);
  await world.stripe.customers.del(deleted);
  await syncObject(world.context, 'customer', deleted);
  await started();
  expect(await customerOf(userId)).not.toBe(deleted);
});

test('metadata that another application wrote does not stop the mirror', async () => {
  const { id } = await world.stripe.customers.create({ metadata: { user_id: '42' } });
  expect(await syncObject(world.context, 'customer', id)).toMatchObject({ kind: 'synced' });
});

test('one operation that cannot be read holds up none of the others', async () => {
  const { operationId } = await started();
  await due(`, params = params - 'trialDays'`);
  userId = await world.createUser();
  await started();
  await due();
  expect((await completeOperations(world.context, { deadline: later() })).left).toBe(1);
  await world.context.database.pool.query('DELETE FROM payment_operations WHERE id = $1', [operationId]);
});

test('a price that was replaced stays open to those who have it', async () => {
  const { secret, operationId } = await started(yearly);
  await confirm(secret);
  await world.payments.completeCheckout(userId, operationId);
  const [subscription] = await subscriptions();
  const price = subscription?.items.data[0]?.price;
  const replacement = await world.stripe.prices.create({
    product: String(price?.product),
    currency: 'usd',
    unit_amount: 25_000,
    recurring: { interval: 'year' },
    lookup_key: 'pro_yearly',
    transfer_lookup_key: true,
  });
  await syncObject(world.context, 'subscription', subscription?.id ?? '');
  expect(await world.payments.access(userId)).toEqual({ granted: true, plan: 'pro' });
  await world.stripe.prices.update(price?.id ?? '', { lookup_key: 'pro_yearly', transfer_lookup_key: true });
  await world.stripe.prices.update(replacement.id, { active: false });
});
