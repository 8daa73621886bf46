import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { PaymentsContext } from '@/lib/payments/context';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { accept } from '@/lib/payments/webhooks/accept';
import { drain } from '@/lib/payments/webhooks/drain';
import { createTestContext, emptyTables, providerEvent, type TestContext } from '../support/payments-context';

let test: TestContext;
let server: Server;
let context: PaymentsContext;
/** What the provider answers, whatever it is asked. */
let answer: (path: string) => unknown;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer(request.url ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  test = await createTestContext();
  const provider = createStripeProvider({
    secretKey: 'sk_test_odd',
    webhookSecrets: ['whsec_odd'],
    baseUrl: `http://127.0.0.1:${port}`,
    deadline: 5_000,
  });
  context = { ...test.context, provider, background: provider };
});
afterEach(() => emptyTables(test.context));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await test.close();
});

const drainAll = () => drain(context, { limit: 100, deadline: new Date(Date.now() + 20_000) });
const arrive = (kind: 'invoice' | 'customer' | 'subscription', id: string) =>
  accept(context, providerEvent({ objectId: id, target: { kind, id } }));
const customer = (id: string) => ({
  id,
  object: 'customer',
  created: 1_790_000_000,
  metadata: {},
  invoice_settings: {},
  email: null,
});

it.each<[string, unknown]>([
  ['without what every invoice has', { id: 'in_1', object: 'invoice' }],
  ['that is no object', 'in_1'],
  ['that is nothing', null],
  ['that is a list', []],
])('an answer %s fails its own event, with the reason, and none beside it', async (_what, odd) => {
  answer = (path) => (path.includes('customers') ? customer('cus_1') : odd);
  await arrive('invoice', 'in_1');
  await arrive('customer', 'cus_1');
  const { rows } = await test.context.database.pool.query(
    'UPDATE webhook_events SET attempts = 9 RETURNING 1',
  );
  expect(rows).toHaveLength(2);
  expect(await drainAll()).toMatchObject({ processed: 1, retried: 1, dead: 0 });
  const events = await test.context.database.pool.query(
    'SELECT object_id, state, last_error FROM webhook_events ORDER BY object_id',
  );
  expect(events.rows).toEqual([
    { object_id: 'cus_1', state: 'processed', last_error: null },
    { object_id: 'in_1', state: 'pending', last_error: expect.stringMatching(/\w+/) },
  ]);
});

it('an odd object on a list page does not keep the others out', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `cus_${index}`);
  answer = (path) => {
    const id = path.split('?')[0]?.split('/').at(-1) ?? '';
    if (id !== 'customers') return id === 'cus_3' ? { id, object: 'customer' } : customer(id);
    const data = ids.map((one) => (one === 'cus_3' ? { ...customer(one), metadata: null } : customer(one)));
    return { object: 'list', data, has_more: false, url: '/v1/customers' };
  };
  for (const id of ids) {
    const payload = JSON.stringify({ data: { object: { id, object: 'customer', created: 1_790_000_000 } } });
    await accept(context, providerEvent({ objectId: id, target: { kind: 'customer', id }, payload }));
  }
  await test.context.database.pool.query('UPDATE webhook_events SET attempts = 9');
  expect(await drainAll()).toMatchObject({ reads: 2, processed: 29, retried: 1 });
});
