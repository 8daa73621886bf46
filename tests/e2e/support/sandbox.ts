import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { z } from 'zod';
import { settings } from './settings';

const callSchema = z.object({
  seq: z.number(),
  method: z.string(),
  path: z.string(),
  idempotency_key: z.string().nullable(),
  replayed: z.boolean(),
  status: z.number(),
  account: z.string().nullable(),
  key_type: z.enum(['secret', 'publishable']).nullable(),
});
const callsSchema = z.object({ data: z.array(callSchema), last_seq: z.number() });
const deliveriesSchema = z.object({
  data: z.array(z.object({ event_id: z.string(), type: z.string(), state: z.string() })),
});

export type Call = z.infer<typeof callSchema>;
export type WebhookMode = 'deliver' | 'hold' | 'lose';

const ACCOUNT = settings.STRIPE_SECRET_KEY.replace('sk_test_', '');

/** The stand-in for Stripe that the application talks to: what it holds, and its switches. */
export class Sandbox {
  readonly stripe: Stripe;

  constructor() {
    const { hostname, port } = new URL(settings.SANDBOX_URL);
    const address = { host: hostname, port: Number(port), protocol: 'http' } as const;
    this.stripe = new Stripe(settings.STRIPE_SECRET_KEY, { ...address, telemetry: false });
  }

  async control(path: string, body?: object): Promise<unknown> {
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${settings.SANDBOX_URL}/_sandbox/${path}`, body ? post : {});
    if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** `hold` and `lose` reach every test: only for those that run alone. */
  async webhooks(mode: WebhookMode): Promise<void> {
    await this.control('webhooks', { mode });
  }

  /** Requests to the API since a sequence number, of the application's account alone. */
  async callsSince(seq: number): Promise<Call[]> {
    const { data } = callsSchema.parse(await this.control(`requests?since=${seq}`));
    return data.filter(({ account }) => account === ACCOUNT);
  }

  async lastCall(): Promise<number> {
    return callsSchema.parse(await this.control(`requests?since=${Number.MAX_SAFE_INTEGER}`)).last_seq;
  }

  /** Deliveries that were not answered with success yet, of events about one object or anything in it. */
  async deliveriesIn(state: string): Promise<string[]> {
    const { data } = deliveriesSchema.parse(await this.control('deliveries'));
    return data.filter((delivery) => delivery.state === state).map((delivery) => delivery.event_id);
  }

  /** Resolves once nobody has called for a while and no delivery is under way. */
  async quiet(milliseconds = 700): Promise<void> {
    let seen = -1;
    for (;;) {
      const [last, pending] = [await this.lastCall(), await this.deliveriesIn('pending')];
      if (last === seen && pending.length === 0) return;
      seen = last;
      await sleep(milliseconds);
    }
  }

  /** A user's customers, found by the e-mail, which is the user's own in these tests. */
  async customersOf(email: string): Promise<Stripe.Customer[]> {
    return (await this.stripe.customers.list({ email, limit: 100 })).data;
  }

  /** Every subscription of every customer of a user, whatever its status. */
  async subscriptionsOf(email: string): Promise<Stripe.Subscription[]> {
    const customers = await this.customersOf(email);
    const lists = customers.map(({ id }) =>
      this.stripe.subscriptions.list({ customer: id, status: 'all', limit: 100 }),
    );
    return (await Promise.all(lists)).flatMap((list) => list.data);
  }

  async paymentsOf(email: string): Promise<Stripe.PaymentIntent[]> {
    const customers = await this.customersOf(email);
    const lists = customers.map(({ id }) => this.stripe.paymentIntents.list({ customer: id, limit: 100 }));
    return (await Promise.all(lists)).flatMap((list) => list.data);
  }

  /** A promotion code that nobody else uses. */
  async promotionCode(params: Stripe.CouponCreateParams): Promise<string> {
    const coupon = await this.stripe.coupons.create(params);
    const code = `E2E${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`.toUpperCase();
    await this.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code });
    return code;
  }
}
