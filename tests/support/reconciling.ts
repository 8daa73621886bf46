import { randomUUID } from 'node:crypto';
import type { PaymentsContext } from '@/lib/payments/context';
import type { PaymentProvider } from '@/lib/payments/provider';
import { type Scope, type SliceLimits, startRun, type Worked, workOnRun } from '@/lib/payments/reconcile';
import { Deliveries } from './deliveries';
import type { TestPayments } from './payments';

/** Starts a run, or finds the unfinished one, and works on it to its end. Deliveries under way are given no time. */
export async function reconcile(
  context: PaymentsContext,
  scope: Scope,
  limits: SliceLimits = {},
): Promise<Worked> {
  await startRun(context, scope);
  return workOnRun(context, { grace: 0, ...limits });
}

export type Break = {
  readonly kind: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly differences: Readonly<Record<string, { readonly mirror: unknown; readonly provider: unknown }>>;
  readonly mended_by: string | null;
};

/** Every break so far, in the order of their objects. */
export async function breaksIn({ database }: PaymentsContext): Promise<Break[]> {
  const { rows } = await database.pool.query<Break>(
    `SELECT kind, object_type, object_id, differences, mended_by FROM reconciliation_breaks
     ORDER BY kind, object_type, object_id`,
  );
  return rows;
}

/** Forgets every run and its breaks. */
export async function forgetRuns({ database }: PaymentsContext): Promise<void> {
  await database.pool.query('TRUNCATE reconciliation_runs CASCADE');
}

export type Shop = { readonly customer: string; readonly subscription: string; readonly payment: string };

/** A user who subscribes, has a card, buys something, and gets a part of it back. */
export async function shop(world: TestPayments): Promise<Shop> {
  const { stripe, context } = world;
  const userId = await world.createUser();
  const { id: customer } = await stripe.customers.create({ name: 'Ada', metadata: { user_id: userId } });
  await context.database.pool.query('UPDATE users SET stripe_customer_id = $2 WHERE id = $1', [
    userId,
    customer,
  ]);
  const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const { data } = await stripe.prices.list({ lookup_keys: ['pro_monthly'] });
  const { id: subscription } = await stripe.subscriptions.create({
    customer,
    items: [{ price: data[0]?.id ?? '' }],
    default_payment_method: method,
  });
  const { id: payment } = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer,
    payment_method: method,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    metadata: { lookup_key: 'credits_1000', user_id: userId, operation_id: randomUUID() },
  });
  await stripe.refunds.create({ payment_intent: payment, amount: 300 });
  return { customer, subscription, payment };
}

/** Delivers and processes everything that has happened so far. */
export async function catchUp(world: TestPayments): Promise<void> {
  await new Deliveries(world).catchUp();
}

/** The provider, telling of each of its calls first. */
export function watched(context: PaymentsContext, onCall: (name: string) => Promise<void>): PaymentsContext {
  const background: PaymentProvider = new Proxy(context.background, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function' || typeof property !== 'string') return value;
      return async (...input: unknown[]) => {
        await onCall(property);
        return Reflect.apply(value, target, input);
      };
    },
  });
  return { ...context, background };
}
