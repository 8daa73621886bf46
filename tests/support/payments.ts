import { randomUUID } from 'node:crypto';
import pino from 'pino';
import Stripe from 'stripe';
import { closeDatabase, openDatabase } from '@/lib/db';
import { bindAccount } from '@/lib/payments/account';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import type { PaymentProvider } from '@/lib/payments/provider';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { createTestDatabase } from './database';
import { startSandbox, type TestSandbox } from './sandbox';

export const WEBHOOK_SECRET = 'whsec_integration_tests';

export type RequestRecord = {
  readonly method: string;
  readonly path: string;
  readonly idempotency_key: string | null;
  readonly replayed: boolean;
  readonly status: number;
};

export type TestPayments = {
  readonly context: PaymentsContext;
  readonly payments: PaymentService;
  readonly sandbox: TestSandbox;
  readonly databaseUrl: string;
  /** Of this world's account in the sandbox. */
  readonly secretKey: string;
  /** The account's own SDK client, to play the buyer and to look at what the provider holds. */
  readonly stripe: Stripe;
  /** A context as another process would have it, over the same database. `url`: another address of the provider. */
  anotherContext(url?: string, deadline?: number): PaymentsContext;
  createUser(): Promise<string>;
  /** The account's requests since the last call. */
  requests(): Promise<RequestRecord[]>;
  close(): Promise<void>;
};

function providerAt(url: string, account: string, deadline = 8_000): PaymentProvider {
  return createStripeProvider({
    secretKey: `sk_test_${account}`,
    webhookSecrets: [WEBHOOK_SECRET],
    baseUrl: url,
    deadline,
  });
}

/** The whole payments layer on a database of its own and an account of its own in a real sandbox, catalogue pushed. */
export async function createTestPayments(): Promise<TestPayments> {
  const account = `it${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const [testDatabase, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  const database = openDatabase(testDatabase.url);
  const anotherContext = (url = sandbox.url, deadline?: number): PaymentsContext => ({
    database,
    provider: providerAt(url, account, deadline),
    background: providerAt(url, account, deadline),
    mode: 'sandbox',
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    health: () => ALL_AVAILABLE,
  });
  const context = anotherContext();
  await bindAccount(context);
  await pushCatalog(context);
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(`sk_test_${account}`, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
  });
  let seen = 0;
  const requests = async (): Promise<RequestRecord[]> => {
    const log = await sandbox.control(`requests?since=${seen}`);
    const { data, last_seq } = log as { data: RequestRecord[]; last_seq: number };
    seen = last_seq;
    return data;
  };
  await requests();
  return {
    context,
    payments: createPayments(context),
    sandbox,
    databaseUrl: testDatabase.url,
    secretKey: `sk_test_${account}`,
    stripe,
    anotherContext,
    requests,
    async createUser() {
      const email = `${randomUUID()}@example.com`;
      const { id } = await database.prisma.user.create({ data: { email, name: 'Ada Lovelace' } });
      return id;
    },
    async close() {
      await closeDatabase(database);
      await Promise.all([sandbox.stop(), testDatabase.drop()]);
    },
  };
}
