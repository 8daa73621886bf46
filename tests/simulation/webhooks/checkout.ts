import type Stripe from 'stripe';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import type { MirrorRead, PaymentProvider, ProviderResult } from '@/lib/payments/provider';
import { receiveWebhook } from '@/lib/payments/webhooks';
import { WEBHOOK_SECRET, type World } from './world';

/** What a delivery of the checkout's events changes, and a dump compares. */
const TABLES = [
  'webhook_effects',
  'outbox_mails',
  'access_log_entries',
  'credit_entries',
  'webhook_events',
  'customers',
  'subscriptions',
  'subscription_items',
  'invoices',
  'payments',
  'payment_methods',
  'refunds',
  'disputes',
  'entitlements',
  'entitlement_summaries',
];

/** Everything but what differs from run to run: numbers, tickets and times of ours. */
const DUMP = `
  SELECT jsonb_build_object(
    'mirror', (SELECT jsonb_agg(row ORDER BY row::text) FROM (
      ${[
        'customers',
        'subscriptions',
        'subscription_items',
        'invoices',
        'payments',
        'payment_methods',
        'refunds',
      ]
        .map((table) => `SELECT to_jsonb(t) - 'ticket' - 'synced_at' AS row FROM ${table} t`)
        .join(' UNION ALL ')}) AS mirror),
    'operations', (SELECT jsonb_agg(jsonb_build_array(purpose, state, object_id, refusal_code) ORDER BY id)
                   FROM payment_operations),
    'users', (SELECT jsonb_agg(jsonb_build_array(id, stripe_customer_id) ORDER BY id) FROM users),
    'events', (SELECT jsonb_agg(jsonb_build_array(event_id, state) ORDER BY event_id) FROM webhook_events),
    'effects', (SELECT jsonb_agg(jsonb_build_array(e.event_id, f.effect) ORDER BY e.event_id, f.effect)
                FROM webhook_effects f JOIN webhook_events e ON e.id = f.event_id),
    'mails', (SELECT jsonb_agg(jsonb_build_array(e.event_id, m.effect, m.recipient_id) ORDER BY e.event_id, m.effect)
              FROM outbox_mails m JOIN webhook_events e ON e.id = m.event_id),
    'access', (SELECT jsonb_agg(jsonb_build_array(e.event_id, a.user_id, a.status, a.granted) ORDER BY e.event_id)
               FROM access_log_entries a JOIN webhook_events e ON e.id = a.event_id),
    'credits', (SELECT jsonb_agg(jsonb_build_array(payment_id, kind, credits) ORDER BY payment_id, kind)
                FROM credit_entries)
  )::text AS dump`;

/** The provider, asked once for each object: what is read here changes no more. */
function remembering(provider: PaymentProvider): PaymentProvider {
  const answers = new Map<string, Promise<ProviderResult<MirrorRead>>>();
  const read: PaymentProvider['read'] = (kind, id) => {
    const key = `${kind}:${id}`;
    const answer = answers.get(key) ?? provider.read(kind, id);
    answers.set(key, answer);
    return answer;
  };
  return { ...provider, read };
}

/** The events of one checkout, to be delivered again and again from the state in which the buyer had just paid. */
export class Checkout {
  private constructor(
    readonly context: PaymentsContext,
    private readonly stripe: Stripe,
    readonly events: readonly Stripe.Event[],
  ) {}

  /** Somebody subscribes, and buys a pack. */
  static async make(world: World): Promise<Checkout> {
    const { context: asking, stripe } = await world.begin('checkout');
    const background = remembering(asking.background);
    const context = { ...asking, provider: background, background };
    await pushCatalog(context);
    const [marker] = (await stripe.events.list({ limit: 1 })).data;
    const { id } = await context.database.prisma.user.create({
      data: { email: 'ada@example.com', name: 'Ada Lovelace' },
    });
    const payments = createPayments(asking);
    const outcomes = [
      await payments.startSubscription(id, {
        lookupKey: 'pro_monthly',
        currency: 'usd',
        seats: 1,
        promotionCode: null,
      }),
      await payments.startPayment(id, { lookupKey: 'credits_1000', currency: 'usd', cart: 0 }),
    ];
    for (const outcome of outcomes) {
      if (outcome.kind !== 'requires_action') throw new Error(`The checkout came to ${outcome.kind}.`);
      const intent = outcome.action.clientSecret.split('_secret_')[0] ?? '';
      await stripe.paymentIntents.confirm(intent, {
        payment_method: 'pm_card_visa',
        return_url: 'http://localhost:3000/',
      });
    }
    const events = await stripe.events
      .list({ limit: 100, ending_before: marker?.id })
      .autoPagingToArray({ limit: 1_000 });
    await context.database.pool.query(`
      CREATE SCHEMA kept;
      CREATE TABLE kept.users AS SELECT * FROM users;
      CREATE TABLE kept.operations AS SELECT * FROM payment_operations`);
    return new Checkout(context, stripe, events);
  }

  /** Back to the moment at which nothing had been delivered. */
  async rewind(): Promise<void> {
    await this.context.database.pool.query(`
      ${TABLES.map((table) => `DELETE FROM ${table};`).join(' ')}
      UPDATE users u SET stripe_customer_id = k.stripe_customer_id FROM kept.users k WHERE k.id = u.id;
      UPDATE payment_operations o
      SET state = k.state, refusal_code = k.refusal_code, object_type = k.object_type, object_id = k.object_id,
        finished_at = k.finished_at, next_check_at = k.next_check_at
      FROM kept.operations k WHERE k.id = o.id`);
  }

  /** Delivers events together, through the whole of the endpoint. */
  async deliver(events: readonly Stripe.Event[]): Promise<void> {
    const answers = await Promise.all(
      events.map((event) => {
        const payload = JSON.stringify(event);
        const header = this.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
        return receiveWebhook(this.context, payload, header);
      }),
    );
    const refused = answers.find(({ status }) => status !== 200);
    if (refused) throw new Error(`A delivery was answered with ${refused.status}.`);
  }

  /** All rows that came of it, as one text. */
  async dump(): Promise<string> {
    const { rows } = await this.context.database.pool.query<{ dump: string }>(DUMP);
    return rows[0]?.dump ?? '';
  }
}
