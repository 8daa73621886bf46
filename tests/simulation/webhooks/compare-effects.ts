import type Stripe from 'stripe';
import type { PaymentsContext } from '@/lib/payments/context';

type Found = { readonly eventId: string; readonly what: string; readonly count: number };
/** What hangs on an event: `may` for what depends on the moment at which it was processed. */
type Expected = {
  readonly eventId: string;
  readonly what: string;
  readonly count: number;
  readonly may?: true;
};

type Facts = {
  /** The customers that belong to somebody of ours, whether they still exist or not. */
  readonly ours: ReadonlySet<string>;
  readonly admins: number;
  /** Payment intents of a purchase, and of which customer each is. */
  readonly purchases: ReadonlySet<string>;
  readonly customerOfPayment: ReadonlyMap<string, string>;
};

const customerIn = (customer: string | { id: string } | null | undefined): string =>
  typeof customer === 'string' ? customer : (customer?.id ?? '');

function ofInvoice(
  event: Stripe.Event,
  invoice: Stripe.Invoice,
  { ours }: Facts,
): Omit<Expected, 'eventId'>[] {
  if (!ours.has(customerIn(invoice.customer))) return [];
  const isFirst = invoice.billing_reason === 'subscription_create';
  switch (event.type) {
    case 'invoice.paid':
      return invoice.amount_paid > 0 ? [{ what: 'mail invoice_receipt', count: 1 }] : [];
    case 'invoice.payment_failed':
      return isFirst ? [] : [{ what: 'mail payment_failed', count: 1 }];
    case 'invoice.payment_action_required':
      return isFirst ? [] : [{ what: 'mail action_required', count: 1 }];
    default:
      return [];
  }
}

const LOGGED = ['created', 'updated', 'paused', 'resumed', 'deleted'].map(
  (end) => `customer.subscription.${end}`,
);

function ofSubscription(event: Stripe.Event, subscription: Stripe.Subscription, { ours }: Facts) {
  if (!ours.has(customerIn(subscription.customer))) return [];
  const expected: Omit<Expected, 'eventId'>[] = [];
  if (LOGGED.includes(event.type)) expected.push({ what: 'access log', count: 1 });
  // Whether it ever began is told by what had become of its checkout when the event was processed.
  if (event.type === 'customer.subscription.deleted')
    expected.push({ what: 'mail subscription_canceled', count: 1, may: true });
  if (event.type === 'customer.subscription.trial_will_end')
    expected.push({ what: 'mail trial_ending', count: 1, may: true });
  return expected;
}

/** What one event must have done, told from what it says itself. */
function expectedOf(event: Stripe.Event, facts: Facts): Expected[] {
  const { object } = event.data;
  const of = (): Omit<Expected, 'eventId'>[] => {
    switch (object.object) {
      case 'invoice':
        return ofInvoice(event, object, facts);
      case 'subscription':
        return ofSubscription(event, object, facts);
      case 'payment_intent':
        return event.type === 'payment_intent.succeeded' && facts.purchases.has(object.id)
          ? [{ what: 'mail purchase_receipt', count: 1 }]
          : [];
      case 'refund': {
        const customer = facts.customerOfPayment.get(customerIn(object.payment_intent));
        return event.type === 'refund.created' && facts.ours.has(customer ?? '')
          ? [{ what: 'mail refund', count: 1 }]
          : [];
      }
      case 'dispute':
        return event.type === 'charge.dispute.created' ? [{ what: 'mail dispute', count: facts.admins }] : [];
      default:
        return [];
    }
  };
  return of().map((expected) => ({ ...expected, eventId: event.id }));
}

/** The customers that carry an id of ours, those that are deleted by now included. */
function oursAmong(events: readonly Stripe.Event[]): string[] {
  return events.flatMap(({ data: { object } }) =>
    object.object === 'customer' && 'metadata' in object && object.metadata?.user_id ? [object.id] : [],
  );
}

async function factsOf(
  { database: { pool } }: PaymentsContext,
  stripe: Stripe,
  events: readonly Stripe.Event[],
): Promise<Facts> {
  const admins = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM users WHERE role = 'admin'`,
  );
  const intents = await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return {
    ours: new Set(oursAmong(events)),
    admins: admins.rows[0]?.count ?? 0,
    purchases: new Set(intents.filter(({ metadata }) => metadata.lookup_key).map(({ id }) => id)),
    customerOfPayment: new Map(intents.map(({ id, customer }) => [id, customerIn(customer)])),
  };
}

const FOUND = `
  SELECT e.event_id AS "eventId", found.what, count(*)::int AS count
  FROM (SELECT event_id, 'mail ' || effect AS what FROM outbox_mails
        UNION ALL SELECT event_id, 'access log' FROM access_log_entries) AS found
  JOIN webhook_events e ON e.id = found.event_id
  GROUP BY 1, 2`;

/** How the effects differ from what the events ask for: one too many, one too few, one that nothing asked for. */
export async function compareEffects(context: PaymentsContext, stripe: Stripe): Promise<string[]> {
  const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const facts = await factsOf(context, stripe, events);
  const expected = events.flatMap((event) => expectedOf(event, facts));
  const { rows } = await context.database.pool.query<Found>(FOUND);
  const key = ({ eventId, what }: { eventId: string; what: string }) => `${what} of ${eventId}`;
  const found = new Map(rows.map((row) => [key(row), row.count]));
  const asked = new Set(expected.map(key));
  return [
    ...expected.flatMap((one) => {
      const count = found.get(key(one)) ?? 0;
      const isRight = count === one.count || (one.may === true && count < one.count);
      return isRight ? [] : [`${key(one)}: ${count} times instead of ${one.count}`];
    }),
    ...rows.filter((row) => !asked.has(key(row))).map((row) => `${key(row)}: nothing asked for it`),
  ];
}

const LEDGER = `
  SELECT p.id, p.amount_received::int AS received, p.amount_refunded::int AS refunded,
         (SELECT COALESCE(sum(c.credits), 0)::int FROM credit_entries c WHERE c.payment_id = p.id) AS credits,
         (SELECT count(*)::int FROM credit_entries c WHERE c.payment_id = p.id AND c.kind = 'purchase') AS purchases
  FROM payments p
  WHERE p.lookup_key = 'credits_1000' AND p.status = 'succeeded'`;

/** How the ledger differs from what was paid and not refunded; to be asked when the mirror is right. */
export async function compareCredits({ database: { pool } }: PaymentsContext): Promise<string[]> {
  type Row = { id: string; received: number; refunded: number; credits: number; purchases: number };
  const { rows } = await pool.query<Row>(LEDGER);
  return rows.flatMap(({ id, received, refunded, credits, purchases }) => {
    const right = Math.floor((1000 * (received - refunded)) / received);
    if (credits === right && purchases === 1) return [];
    return [`credits of ${id}: ${credits} in ${purchases} purchases, instead of ${right} in 1`];
  });
}
