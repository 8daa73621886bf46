/** Minor units that a line comes to for one whole period: of a part of one, by the price; net of discounts, before tax. */
const WHOLE_PERIOD = `
  COALESCE(CASE WHEN l.proration THEN l.quantity *
    CASE WHEN p.currency = i.currency THEN p.unit_amount ELSE (p.currency_options ->> i.currency)::bigint END END, l.amount)
  * (l.amount - l.discount - l.included_tax)::numeric / l.amount`;

const PERIODS_A_YEAR = `
  CASE p.recurring_interval WHEN 'year' THEN 1.0 WHEN 'month' THEN 12.0 WHEN 'week' THEN 52.0 ELSE 365.0 END
  / COALESCE(p.recurring_interval_count, 1)`;

/**
 * Terms: what a subscription item was billed for from a moment on, as a yearly amount. Of an invoice that is open, only of a
 * renewal (a first payment or an upgrade is in force once it is paid), and only of who has paid before. A renewal that was
 * voided or written off is a term of nothing; a first invoice or an upgrade that was, is none. By usage nothing is billed
 * ahead.
 */
const TERMS = `
  billed AS (
    SELECT DISTINCT ON (i.subscription_id, l.item_id, l.period_start)
      i.subscription_id AS id, l.item_id, l.period_start AS starts, l.period_end AS ends, i.currency, i.status,
      COALESCE(p.lookup_key, '') AS lookup_key,
      CASE WHEN i.status IN ('void', 'uncollectible') OR l.amount <= 0 THEN 0
           ELSE round(${WHOLE_PERIOD} * ${PERIODS_A_YEAR}) END::bigint AS annual
    FROM invoices i
    JOIN LATERAL (
      -- The offset has them read by invoice, few of so many, whatever the planner believes.
      SELECT * FROM invoice_lines l
      WHERE l.provider = i.provider AND l.invoice_id = i.id AND l.item_id IS NOT NULL OFFSET 0
    ) AS l ON true
    JOIN prices p ON p.provider = i.provider AND p.id = l.price_id AND p.recurring_interval IS NOT NULL
    WHERE i.provider = $1 AND i.subscription_id = ANY ($2) AND i.deleted_at IS NULL
      AND (i.status = 'paid' OR i.billing_reason = 'subscription_cycle' AND i.status IN ('open', 'void', 'uncollectible'))
      AND COALESCE(p.lookup_key, '') <> ALL ($3)
    ORDER BY i.subscription_id, l.item_id, l.period_start, i.created DESC, annual DESC
  ), terms AS (
    SELECT b.id, b.starts, b.currency, b.lookup_key, s.ended_at,
      CASE WHEN b.status = 'open' AND NOT bool_or(b.status = 'paid' AND b.annual > 0)
        OVER (PARTITION BY b.id ORDER BY b.starts ROWS UNBOUNDED PRECEDING) THEN 0 ELSE b.annual END AS annual,
      LEAST(s.ended_at, CASE
        WHEN lead(b.starts) OVER item <= b.ends + interval '1 day' THEN lead(b.starts) OVER item
        WHEN lead(b.starts) OVER item IS NOT NULL OR s.status = 'paused' THEN b.ends
      END) AS stops
    FROM billed b JOIN subs s USING (id)
    WINDOW item AS (PARTITION BY b.id, b.item_id ORDER BY b.starts)
  )`;

/** What each moment changes of the yearly amount, by price; renewals change nothing. */
const MOVEMENTS = `
  steps AS (
    SELECT id, at, currency, lookup_key, ended_at, sum(annual)::bigint AS annual
    FROM (
      SELECT id, starts AS at, currency, lookup_key, ended_at, annual FROM terms WHERE starts < COALESCE(stops, 'infinity')
      UNION ALL
      SELECT id, stops, currency, lookup_key, ended_at, -annual FROM terms WHERE stops > starts
    ) AS both_ends
    GROUP BY id, at, currency, lookup_key, ended_at HAVING sum(annual) <> 0
  ), movements AS (
    SELECT id, at, currency, lookup_key, annual, ended_at,
      sum(annual) OVER (PARTITION BY id, at) AS net,
      at = min(at) OVER (PARTITION BY id) AS is_first,
      row_number() OVER (PARTITION BY id, at ORDER BY annual DESC) AS nth
    FROM steps
  )`;

/**
 * What subscriptions count for: the movements of their recurring revenue, when they began to run and ended, their trials,
 * and which month's cohort kept them until when.
 * Takes the provider as $1, their ids as $2 and the lookup keys of what is paid by use as $3.
 */
export const SUBSCRIPTION_FACTS = `
  WITH subs AS (
    SELECT s.id, s.currency, s.status, s.trial_start, s.trial_end, s.ended_at,
      GREATEST(s.trial_end, s.created) AS runs_from,
      COALESCE((SELECT i.lookup_key FROM subscription_items i
                WHERE i.provider = s.provider AND i.subscription_id = s.id ORDER BY i.id LIMIT 1), '') AS lookup_key
    FROM subscriptions s
    WHERE s.provider = $1 AND s.id = ANY ($2) AND s.deleted_at IS NULL
      AND s.status NOT IN ('incomplete', 'incomplete_expired') AND NOT s.awaiting_setup
  ), ${TERMS}, ${MOVEMENTS}, ran AS (
    SELECT * FROM subs WHERE ended_at IS NULL OR ended_at > runs_from
  ), moments AS (
    SELECT id, 'started' AS metric, runs_from AS at, NULL::timestamptz AS cohort, currency, lookup_key, 1 AS count FROM ran
    UNION ALL SELECT id, 'ended', ended_at, NULL, currency, lookup_key, 1 FROM ran WHERE ended_at IS NOT NULL
    UNION ALL SELECT id, 'trial_started', trial_start, NULL, currency, lookup_key, 1 FROM subs WHERE trial_start IS NOT NULL
    UNION ALL SELECT id, 'trial_ended', LEAST(trial_end, ended_at), NULL, currency, lookup_key, 1
      FROM subs WHERE trial_start IS NOT NULL
    UNION ALL SELECT id, 'retained', date_trunc('month', runs_from, 'UTC'), runs_from, currency, lookup_key, 1 FROM ran
    UNION ALL SELECT id, 'retained', date_trunc('month', ended_at, 'UTC'), runs_from, currency, lookup_key, -1
      FROM ran WHERE ended_at IS NOT NULL
  )
  SELECT id AS source_id, metric, (at AT TIME ZONE 'UTC')::date AS day,
    COALESCE(date_trunc('month', cohort AT TIME ZONE 'UTC')::date, '-infinity') AS cohort,
    currency, lookup_key, 0::bigint AS amount, count
  FROM moments
  UNION ALL
  SELECT id,
    CASE WHEN is_first THEN 'mrr_new' WHEN net >= 0 THEN 'mrr_expansion'
         WHEN ended_at <= at THEN 'mrr_churn' ELSE 'mrr_contraction' END,
    (at AT TIME ZONE 'UTC')::date, '-infinity', currency, lookup_key, annual, CASE nth WHEN 1 THEN 1 ELSE 0 END
  FROM movements`;
