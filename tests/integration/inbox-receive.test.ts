import pino from 'pino';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '@/lib/db';
import type { PaymentsContext } from '@/lib/payments/context';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { drain, WEBHOOK_BODY_LIMIT } from '@/lib/payments/webhooks';
import { createTestContext, type TestContext } from '../support/payments-context';
import { subscriptionRecord } from '../support/records';
import { type Endpoint, WAYS_IN } from '../support/ways-in';

const SECRET = 'whsec_current_secret';
const PREVIOUS = 'whsec_previous_secret';
// The real verification: a test whose check is replaced can never see a forged event (failure 8).
const provider = createStripeProvider({
  secretKey: 'sk_test_receive',
  webhookSecrets: [SECRET, PREVIOUS],
  deadline: 1_000,
  baseUrl: 'http://127.0.0.1:9',
});

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext({ provider });
});
afterEach(async () => {
  const open = await Promise.all(endpoints.values());
  endpoints.clear();
  await Promise.all(open.map((endpoint) => endpoint.close()));
  await test.context.database.pool.query(
    'DELETE FROM outbox_mails; DELETE FROM access_log_entries; DELETE FROM webhook_effects; DELETE FROM webhook_events; DELETE FROM users',
  );
});
afterAll(() => test.close());

const endpoints = new Map<PaymentsContext, Promise<Endpoint>>();

const now = () => Math.floor(Date.now() / 1000);

function body(fields: Record<string, unknown> = {}): string {
  const event = {
    id: 'evt_receive',
    object: 'event',
    type: 'customer.subscription.updated',
    api_version: '2026-10-28.endive',
    created: now(),
    livemode: false,
    data: { object: { id: 'sub_1', object: 'subscription', description: 'Zoë’s plan 日本' } },
    ...fields,
  };
  // Spaced as nothing here would space it.
  return JSON.stringify(event, null, 3);
}

function sign(payload: string, { secret = SECRET, timestamp = now() } = {}): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

async function rows() {
  const { rows: found } = await test.context.database.pool.query(
    'SELECT event_id, state, object_type, object_id, payload, deliveries, processed_at FROM webhook_events',
  );
  return found;
}

/** Made by hand, since the SDK refuses to sign with an empty secret. */
function emptySecretSignature(payload: string): string {
  const timestamp = now();
  const { createHmac } = process.getBuiltinModule('node:crypto');
  return `t=${timestamp},v1=${createHmac('sha256', '').update(`${timestamp}.${payload}`).digest('hex')}`;
}

describe.each(WAYS_IN)('by $name', (way) => {
  async function deliver(
    delivered: string | ReadableStream,
    signature: string | null,
    context: PaymentsContext = test.context,
  ) {
    const endpoint = endpoints.get(context) ?? way.open(context);
    endpoints.set(context, endpoint);
    return (await endpoint).deliver(delivered, signature);
  }

  describe('what is not the provider’s', () => {
    const payload = body();
    const cases: Record<string, { body: string; signature: string | null }> = {
      unsigned: { body: payload, signature: null },
      'signed with nonsense': { body: payload, signature: 'nonsense' },
      'forged with another secret': {
        body: payload,
        signature: sign(payload, { secret: 'whsec_of_somebody_else' }),
      },
      'forged with an empty secret (failure 8)': { body: payload, signature: emptySecretSignature(payload) },
      '301 seconds old (failure 24)': { body: payload, signature: sign(payload, { timestamp: now() - 301 }) },
      'an hour in the future': { body: payload, signature: sign(payload, { timestamp: now() + 3600 }) },
      're-serialized (failure 10)': { body: JSON.stringify(JSON.parse(payload)), signature: sign(payload) },
      'signed, and not JSON': { body: 'hello', signature: sign('hello') },
      'signed, and not an event': { body: '{"object":"charge"}', signature: sign('{"object":"charge"}') },
    };
    for (const [name, delivery] of Object.entries(cases)) {
      it(`is answered 400 and leaves no row: ${name}`, async () => {
        const answer = await deliver(delivery.body, delivery.signature);
        expect(answer.status).toBe(400);
        expect(await rows()).toEqual([]);
      });
    }

    it('is answered 413 when it is too large, before anything is verified, whether its length is told or not', async () => {
      const large = 'é'.repeat(WEBHOOK_BODY_LIMIT / 2 + 1);
      expect((await deliver(large, sign(large))).status).toBe(413);
      expect((await deliver(new Blob([large]).stream(), sign(large))).status).toBe(413);
      expect(await rows()).toEqual([]);
    });
  });

  describe('modes', () => {
    it('never takes a live event in test mode, nor a test event in live mode (failure 9)', async () => {
      const live = body({ livemode: true });
      expect((await deliver(live, sign(live))).status).toBe(400);
      const testEvent = body();
      const inLive = { ...test.context, mode: 'live' as const };
      expect((await deliver(testEvent, sign(testEvent), inLive)).status).toBe(400);
      expect(await rows()).toEqual([]);
    });
  });

  describe('what is the provider’s', () => {
    it('is stored with what to read again for it, and answered 200', async () => {
      const payload = body();
      expect((await deliver(payload, sign(payload))).status).toBe(200);
      expect(await rows()).toMatchObject([
        {
          event_id: 'evt_receive',
          state: 'pending',
          object_type: 'subscription',
          object_id: 'sub_1',
          deliveries: 1,
        },
      ]);
    });

    it('is taken while a secret is being replaced, signed with the previous one (failure 9)', async () => {
      const payload = body();
      expect((await deliver(payload, sign(payload, { secret: PREVIOUS }))).status).toBe(200);
    });

    it('points to the payment for an event of its charge', async () => {
      const charge = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' };
      const payload = body({ type: 'charge.refunded', data: { object: charge } });
      await deliver(payload, sign(payload));
      expect(await rows()).toMatchObject([{ state: 'pending', object_type: 'payment', object_id: 'pi_1' }]);
    });

    it('is kept and ignored when nothing hangs on its type', async () => {
      const payload = body({ type: 'balance.available', data: { object: { object: 'balance' } } });
      expect((await deliver(payload, sign(payload))).status).toBe(200);
      const [row] = await rows();
      expect(row).toMatchObject({ state: 'ignored', object_type: 'balance', object_id: null });
      expect(row.processed_at).not.toBeNull();
    });

    it('is stored and alerted to in another API version, once a minute (failure 13)', async () => {
      const lines: Record<string, unknown>[] = [];
      const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
      let minute = 0;
      const context = { ...test.context, log, now: () => new Date(Date.now() + minute * 60_000) };
      const send = async (id: string) => {
        const payload = body({ id, api_version: '2024-09-30.acacia' });
        const timestamp = now() + minute * 60;
        expect((await deliver(payload, sign(payload, { timestamp }), context)).status).toBe(200);
      };
      for (const id of ['evt_1', 'evt_2', 'evt_3']) await send(id);
      minute = 1;
      await send('evt_4');
      expect(await rows()).toMatchObject(Array(4).fill({ state: 'pending' }));
      const alerts = lines.filter((line) => line.alert === 'webhook_api_version');
      expect(alerts).toMatchObject([
        { event: 'evt_1', version: '2024-09-30.acacia', events: 1 },
        { event: 'evt_4', events: 3 },
      ]);
    });

    it('is stored without client secrets, however their names are written (failure 23)', async () => {
      const secrets = { client_secret: 'pi_1_secret_x', nested: { payment_client_secret: 'y' } };
      const object = { id: 'pi_1', object: 'payment_intent', amount: 5, ...secrets };
      const payload = body({ data: { object } });
      const escaped = payload
        .replaceAll('client_secret', 'client\\u005fsecret')
        .replace('evt_receive', 'evt_escaped');
      for (const sent of [payload, escaped]) expect((await deliver(sent, sign(sent))).status).toBe(200);
      const stored = { data: { object: { id: 'pi_1', object: 'payment_intent', amount: 5, nested: {} } } };
      const found = await rows();
      expect(found).toMatchObject([{ payload: stored }, { payload: stored }]);
      expect(JSON.stringify(found)).not.toContain('secret');
    });

    it('is stored without its payload when that holds text PostgreSQL cannot', async () => {
      const payload = body({
        data: { object: { id: 'sub_1', object: 'subscription', description: 'a\u0000b' } },
      });
      expect((await deliver(payload, sign(payload))).status).toBe(200);
      expect(await rows()).toMatchObject([{ state: 'pending', object_id: 'sub_1', payload: null }]);
    });

    it('makes one row and one effect of twenty deliveries at once, each answered 200 (failure 3)', async () => {
      const { database } = test.context;
      await database.prisma.user.create({
        data: { email: 'ada@example.com', name: 'Ada', stripeCustomerId: 'cus_1' },
      });
      test.provider.put(subscriptionRecord({ id: 'sub_1', status: 'canceled' }));
      const payload = body({ type: 'customer.subscription.deleted' });
      const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(payload, sign(payload))));
      expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
      expect(await rows()).toMatchObject([{ event_id: 'evt_receive', deliveries: 20 }]);
      const drains = [1, 2, 3].map(() =>
        drain(test.context, { limit: 100, deadline: new Date(Date.now() + 10_000) }),
      );
      await Promise.all(drains);
      await deliver(payload, sign(payload));
      expect(await rows()).toMatchObject([{ state: 'processed', deliveries: 20 }]);
      const { rows: effects } = await database.pool.query(
        'SELECT (SELECT count(*) FROM access_log_entries)::int AS log, (SELECT count(*) FROM outbox_mails)::int AS mails',
      );
      expect(effects).toEqual([{ log: 1, mails: 1 }]);
    });
  });

  describe('a database that cannot take it', () => {
    it('is answered 503, so that the provider comes again (failure 7)', async () => {
      const database = openDatabase('postgresql://nobody@127.0.0.1:9/nowhere');
      const payload = body();
      const answer = await deliver(payload, sign(payload), { ...test.context, database });
      expect(answer.status).toBe(503);
      expect(answer.body).not.toContain('127.0.0.1');
      await closeDatabase(database);
    });

    it('is answered 503 when it refuses to write', async () => {
      const url = new URL(test.url);
      url.searchParams.set('options', '-c default_transaction_read_only=on');
      const database = openDatabase(url.href);
      const payload = body();
      expect((await deliver(payload, sign(payload), { ...test.context, database })).status).toBe(503);
      await closeDatabase(database);
      expect(await rows()).toEqual([]);
    });
  });
});
