import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { actInWords } from '../domain/act-words';
import type { TimelineEntry } from '../domain/admin-views';
import { operationInWords } from '../domain/operation-words';
import { operationSchema } from '../operations/operation';
import { columnsOf } from '../operations/stored';

const MOST_ENTRIES = 100;
/** Of each kind of object, the newest: what happened to the others is older than what is shown. */
const MOST_OBJECTS = 100;

const OBJECTS = ['subscriptions', 'invoices', 'payments', 'payment_methods', 'refunds']
  .map(
    (table) => `
    (SELECT id FROM ${table} WHERE provider = $1 AND customer_id = $2 ORDER BY created DESC NULLS LAST LIMIT ${MOST_OBJECTS})`,
  )
  .join(' UNION ALL ');

const EVENTS = `
  WITH objects AS (SELECT $2::text AS id UNION ALL ${OBJECTS})
  SELECT e.id::text AS id, e.type, e.state, e.object_id AS "objectId", e.created AS at
  FROM webhook_events e WHERE e.object_id IN (SELECT id FROM objects)
  ORDER BY e.created DESC, e.id DESC LIMIT ${MOST_ENTRIES}`;
const OPERATIONS = `
  SELECT ${columnsOf('o')} FROM payment_operations o WHERE o.user_id = $1
  ORDER BY o.created_at DESC LIMIT ${MOST_ENTRIES}`;
const MAILS = `
  SELECT m.id, m.effect, m.state, m.object_id AS "objectId", m.created_at AS at
  FROM outbox_mails m WHERE m.recipient_id = $1 ORDER BY m.created_at DESC LIMIT ${MOST_ENTRIES}`;
const CREDITS = `
  SELECT e.id::text AS id, e.kind, e.credits, e.payment_id AS "objectId", e.created_at AS at
  FROM credit_entries e WHERE e.user_id = $1 ORDER BY e.id DESC LIMIT ${MOST_ENTRIES}`;

const ACTS = `
  SELECT a.id::text AS id, a.at, a.act, a.object_id AS "objectId", u.email, answer.outcome
  FROM audit_log a JOIN users u ON u.id = a.actor_id LEFT JOIN audit_log answer ON answer.answers = a.id
  WHERE a.customer_id = $1 AND a.answers IS NULL ORDER BY a.id DESC LIMIT ${MOST_ENTRIES}`;

const base = { id: z.string(), at: z.date(), objectId: z.string().nullable() };
const eventsSchema = z.array(z.object({ ...base, type: z.string(), state: z.string() }));
const mailsSchema = z.array(z.object({ ...base, effect: z.string(), state: z.string() }));
const creditsSchema = z.array(z.object({ ...base, kind: z.string(), credits: z.number() }));

const actsSchema = z.array(
  z.object({ ...base, act: z.string(), email: z.string(), outcome: z.string().nullable() }),
);

const words = (name: string): string => name.replaceAll('_', ' ');

async function eventsOf({ database: { pool }, provider }: PaymentsContext, customerId: string) {
  const { rows } = await pool.query(EVENTS, [provider.name, customerId]);
  return eventsSchema
    .parse(rows)
    .map(
      ({ type, state, ...entry }): TimelineEntry => ({ ...entry, kind: 'event', title: type, detail: state }),
    );
}

async function operationsOf({ database: { pool } }: PaymentsContext, userId: string) {
  const { rows } = await pool.query(OPERATIONS, [userId]);
  return z
    .array(operationSchema)
    .parse(rows)
    .map((operation): TimelineEntry => {
      const { id, state, objectId, createdAt: at } = operation;
      return {
        id,
        kind: 'operation',
        at,
        title: operationInWords(operation),
        detail: words(state),
        objectId,
      };
    });
}

async function mailsOf({ database: { pool } }: PaymentsContext, userId: string) {
  const { rows } = await pool.query(MAILS, [userId]);
  return mailsSchema.parse(rows).map(
    ({ effect, state, ...entry }): TimelineEntry => ({
      ...entry,
      kind: 'mail',
      title: words(effect),
      detail: state,
    }),
  );
}

async function creditsOf({ database: { pool } }: PaymentsContext, userId: string) {
  const { rows } = await pool.query(CREDITS, [userId]);
  return creditsSchema.parse(rows).map(
    ({ kind, credits, ...entry }): TimelineEntry => ({
      ...entry,
      kind: 'credits',
      title: `${credits > 0 ? '+' : '−'}${Math.abs(credits)} credits`,
      detail: words(kind),
    }),
  );
}

async function actsOn({ database: { pool } }: PaymentsContext, customerId: string) {
  const { rows } = await pool.query(ACTS, [customerId]);
  return actsSchema.parse(rows).map(
    ({ act, email, outcome, ...entry }): TimelineEntry => ({
      ...entry,
      kind: 'act',
      title: actInWords(act),
      detail: `${email}, ${outcome === null ? 'no answer yet' : words(outcome)}`,
    }),
  );
}

/**
 * What happened to a customer, the newest first: events of their objects by when the provider says they happened, what was
 * asked for here, acts of the staff, mails, and changes of their credits.
 */
export async function timelineOf(
  context: PaymentsContext,
  customerId: string,
  userId: string | null,
): Promise<readonly TimelineEntry[]> {
  const ofUser =
    userId === null ? [] : [operationsOf, mailsOf, creditsOf].map((read) => read(context, userId));
  const entries = (
    await Promise.all([eventsOf(context, customerId), actsOn(context, customerId), ...ofUser])
  ).flat();
  return entries.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, MOST_ENTRIES);
}
