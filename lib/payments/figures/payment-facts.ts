/** The price that most of a payment's invoice was for. The invoice is found first, and by nothing that another index could serve. */
const SOLD = `
  COALESCE(p.lookup_key, (
    SELECT price.lookup_key
    FROM (SELECT * FROM invoices i WHERE i.payment_ids @> ARRAY[p.id] LIMIT 1) AS i
    JOIN invoice_lines l ON l.provider = p.provider AND l.invoice_id = i.id
    JOIN prices price ON price.provider = l.provider AND price.id = l.price_id
    ORDER BY l.amount DESC, l.id LIMIT 1), '')`;

/** What payments count for: what was received, and what of it was given back. Takes the provider as $1 and their ids as $2. */
export const PAYMENT_FACTS = `
  WITH paid AS (
    SELECT p.id, p.provider, p.currency, p.amount_received, COALESCE(p.paid_at, p.created) AS at, ${SOLD} AS lookup_key
    FROM payments p
    WHERE p.provider = $1 AND p.id = ANY ($2) AND p.deleted_at IS NULL
      AND p.status = 'succeeded' AND p.amount_received > 0
  )
  SELECT id AS source_id, 'revenue' AS metric, (at AT TIME ZONE 'UTC')::date AS day, '-infinity'::date AS cohort,
    currency, lookup_key, amount_received AS amount, 1 AS count
  FROM paid
  UNION ALL
  SELECT paid.id, 'refunds', (r.created AT TIME ZONE 'UTC')::date, '-infinity', paid.currency, paid.lookup_key, r.amount, 1
  FROM paid
  JOIN refunds r ON r.provider = paid.provider AND r.payment_id = paid.id AND r.deleted_at IS NULL
    AND r.status NOT IN ('failed', 'canceled')`;

/** The price that most of an invoice is for. */
const BILLED = `
  COALESCE((
    SELECT price.lookup_key FROM invoice_lines l
    JOIN prices price ON price.provider = l.provider AND price.id = l.price_id
    WHERE l.provider = i.provider AND l.invoice_id = i.id
    ORDER BY l.amount DESC, l.id LIMIT 1), '')`;

/**
 * What renewals count for that were not paid at the first attempt, and those of them that were paid in the end. Who pays on
 * the page leaves no second attempt: a day later it cannot have been the first.
 * Takes the provider as $1 and their ids as $2.
 */
export const INVOICE_FACTS = `
  WITH tried AS (
    SELECT i.id, i.currency, i.status, i.total, i.created, i.paid_at, ${BILLED} AS lookup_key,
      i.attempt_count > 1 OR i.attempt_count = 1 AND i.paid_at IS NULL OR i.paid_at > i.created + interval '1 day' AS failed
    FROM invoices i
    WHERE i.provider = $1 AND i.id = ANY ($2) AND i.deleted_at IS NULL AND i.billing_reason = 'subscription_cycle'
      AND i.attempt_count > 0 AND i.total > 0
  )
  SELECT id AS source_id, 'failed' AS metric, (created AT TIME ZONE 'UTC')::date AS day, '-infinity'::date AS cohort,
    currency, lookup_key, total AS amount, 1 AS count
  FROM tried WHERE failed
  UNION ALL
  SELECT id, 'recovered', (paid_at AT TIME ZONE 'UTC')::date, '-infinity', currency, lookup_key, total, 1
  FROM tried WHERE failed AND status = 'paid' AND paid_at IS NOT NULL`;
