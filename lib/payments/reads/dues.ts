import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { DueInvoice } from '../domain/due-invoice';
import { money } from '../domain/money';

// The first payment is the checkout's business, and the payment of a change that waits for it is that change's.
const DUES = `
  SELECT i.id, i.number, i.amount_remaining AS amount, i.currency,
         to_timestamp((i.raw->>'next_payment_attempt')::bigint) AS "nextAttemptAt"
  FROM users u JOIN invoices i ON i.provider = $1 AND i.customer_id = u.stripe_customer_id
  WHERE u.id = $2 AND i.status = 'open' AND i.amount_remaining > 0 AND i.deleted_at IS NULL
    AND i.billing_reason IS DISTINCT FROM 'subscription_create' AND i.raw->>'attempted' = 'true'
    AND NOT EXISTS (
      SELECT FROM subscriptions s
      WHERE s.provider = $1 AND s.id = i.subscription_id AND s.latest_invoice_id = i.id AND s.pending_until IS NOT NULL)
  ORDER BY i.created, i.id`;

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    number: z.string().nullable(),
    amount: z.coerce.bigint(),
    currency: z.string(),
    nextAttemptAt: z.date().nullable(),
  }),
);

/** What a user owes because a payment did not go through, the oldest first; from the mirror. */
export async function duesOf(context: PaymentsContext, userId: string): Promise<readonly DueInvoice[]> {
  const { database, provider } = context;
  const { rows } = await database.pool.query({
    name: 'dues',
    text: DUES,
    values: [provider.name, userId],
  });
  return rowsSchema
    .parse(rows)
    .map(({ amount, currency, ...invoice }) => ({ ...invoice, amount: money(amount, currency) }));
}
