import { randomUUID } from 'node:crypto';
import pino from 'pino';
import Stripe from 'stripe';
import { closeDatabase, openDatabase } from '@/lib/db';
import { bindAccount } from '@/lib/payments/account';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import type { OwnApplication, Variables } from './own-application';

const SECRET_KEY = 'sk_test_sandbox';
const WEBHOOK_SECRET = 'whsec_e2e_own_sandbox';

/** A sandbox for one application alone, which may be taken away from it. */
export class OwnSandbox {
  private constructor(
    readonly sandbox: TestSandbox,
    readonly stripe: Stripe,
    private readonly application: OwnApplication,
  ) {}

  /**
   * Starts both, with the catalogue pushed and deliveries going to the application.
   * @param prepare what is done at the provider before the application starts
   */
  static async startWith(
    application: OwnApplication,
    variables: Variables = {},
    prepare: (stripe: Stripe) => Promise<void> = async () => {},
  ): Promise<OwnSandbox> {
    const sandbox = await startSandbox({
      forwardTo: `${application.url}/api/webhooks/stripe`,
      forwardSecret: WEBHOOK_SECRET,
    });
    const { hostname, port } = new URL(sandbox.url);
    const address = { host: hostname, port, protocol: 'http' } as const;
    const own = new OwnSandbox(
      sandbox,
      new Stripe(SECRET_KEY, { ...address, telemetry: false }),
      application,
    );
    await own.push();
    await prepare(own.stripe);
    await application.start({
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      SANDBOX_URL: sandbox.url,
      ...variables,
    });
    return own;
  }

  private async push(): Promise<void> {
    const database = openDatabase(this.application.database.url);
    const options = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], baseUrl: this.sandbox.url };
    const provider = createStripeProvider({ ...options, deadline: 8_000 });
    const context = {
      database,
      provider,
      background: provider,
      mode: 'sandbox',
      log: pino({ level: 'silent' }),
      now: () => new Date(),
      health: () => ALL_AVAILABLE,
    } as const;
    await bindAccount(context);
    await pushCatalog(context);
    await closeDatabase(database);
  }

  async user(role: 'user' | 'admin' = 'user'): Promise<string> {
    const id = randomUUID();
    await this.application.query(
      `INSERT INTO users (id, email, name, role, updated_at) VALUES ($1, $2, 'Ada Buyer', $3, now())`,
      [id, `${id}@example.com`, role],
    );
    return id;
  }

  /** A user whose subscription was made in Stripe's dashboard: the application hears of it by webhook. */
  async subscriber(lookupKey: string): Promise<{ userId: string; subscriptionId: string }> {
    const userId = await this.user();
    const { id: customer } = await this.stripe.customers.create({ metadata: { user_id: userId } });
    await this.application.query('UPDATE users SET stripe_customer_id = $2 WHERE id = $1', [
      userId,
      customer,
    ]);
    const { data } = await this.stripe.prices.list({ lookup_keys: [lookupKey] });
    const { id: method } = await this.stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { id: subscriptionId } = await this.stripe.subscriptions.create({
      customer,
      items: [{ price: data[0]?.id ?? '' }],
      default_payment_method: method,
    });
    return { userId, subscriptionId };
  }

  /** Delivers an event that the sandbox knows nothing of, signed as Stripe would. Answers the status. */
  async deliver(type: string, object: Record<string, unknown>): Promise<number> {
    const payload = JSON.stringify({
      id: `evt_${randomUUID().replaceAll('-', '')}`,
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      type,
      data: { object },
    });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    const { status } = await fetch(`${this.application.url}/api/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': signature },
      body: payload,
    });
    return status;
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }
}
