/**
 * A business of made-up customers, written as the mirror would have it after three years. Everything about the nth customer
 * follows from n, so that the same command makes the same business.
 */

/** A number from 0 to 1 that is always the same for a customer and a question. */
export const CHANCE = `
  CREATE OR REPLACE FUNCTION pg_temp.chance(n int, question text) RETURNS float8 IMMUTABLE LANGUAGE sql
  AS $$ SELECT (('x' || substr(md5(n || question), 1, 8))::bit(32)::bigint)::float8 / 4294967296 $$`;

/** An id of ours, as the database would have made one. */
const uuid = (text: string): string =>
  `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/** Three years ago there were few of them, and ever more have come; each month some leave. $1 and $2: from which n to which. */
export const PEOPLE = `
  CREATE TEMP TABLE people ON COMMIT DROP AS
  SELECT n, ${uuid(`'business ' || n`)} AS user_id, 'cus_business_' || n AS customer, 'sub_business_' || n AS subscription,
    (ARRAY['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Katherine', 'Tim'])[1 + floor(pg_temp.chance(n, 'first') * 8)::int]
      || ' ' || (ARRAY['Novak', 'Silva', 'Kim', 'Okafor', 'Haddad', 'Larsen', 'Moreau', 'Tanaka'])[1 + floor(pg_temp.chance(n, 'last') * 8)::int] AS name,
    now() - (1 - sqrt(pg_temp.chance(n, 'began'))) * interval '1095 days' AS began,
    CASE WHEN pg_temp.chance(n, 'trial') < 0.3 THEN interval '14 days' ELSE interval '0' END AS trial,
    CASE WHEN pg_temp.chance(n, 'plan') < 0.55 THEN 'pro_monthly' WHEN pg_temp.chance(n, 'plan') < 0.7 THEN 'pro_yearly'
         WHEN pg_temp.chance(n, 'plan') < 0.9 THEN 'team_monthly' END AS lookup_key,
    CASE WHEN pg_temp.chance(n, 'currency') < 0.7 THEN 'usd' ELSE 'eur' END AS currency,
    2 + floor(pg_temp.chance(n, 'seats') * 8)::int AS seats,
    1 + floor(ln(1 - pg_temp.chance(n, 'stays')) / ln(1 - 0.035))::int AS months
  FROM generate_series($1::int, $2::int) AS n`;

export const PERIODS = `
  CREATE TEMP TABLE plans ON COMMIT DROP AS
  SELECT p.*, began + trial AS runs_from, price.id AS price_id,
    CASE lookup_key WHEN 'pro_yearly' THEN interval '1 year' ELSE interval '1 month' END AS period,
    CASE lookup_key WHEN 'pro_yearly' THEN ceil(months / 12.0)::int ELSE months END AS periods,
    COALESCE((price.currency_options ->> p.currency)::bigint, price.unit_amount) AS unit_amount
  FROM people p JOIN prices price USING (lookup_key)`;

export const BILLS = `
  CREATE TEMP TABLE bills ON COMMIT DROP AS
  SELECT s.*, k, runs_from + k * period AS starts, runs_from + (k + 1) * period AS ends,
    CASE lookup_key WHEN 'team_monthly' THEN seats + k / 6 ELSE 1 END AS quantity,
    k > 0 AND pg_temp.chance(n, 'fails ' || k) < 0.04 AS failed
  FROM plans s, generate_series(0, LEAST(periods - 1, 40)) AS k
  WHERE runs_from + k * period < now()`;

const MIRROR = `'stripe', (SELECT account FROM payment_accounts WHERE provider = 'stripe'), 0, now()`;
const MIRROR_COLUMNS = 'provider, account, ticket, synced_at, raw';

/** In the order of what refers to what. Of a renewal that failed, the second try pays it three days later. */
export const ROWS: readonly string[] = [
  `INSERT INTO users (id, email, name, stripe_customer_id, created_at, updated_at)
   SELECT user_id, 'customer' || n || '@business.invalid', name, customer, began, began FROM people`,
  `INSERT INTO customers (${MIRROR_COLUMNS}, id, user_id, email, name, words, currency, default_payment_method_id, created, owned)
   SELECT ${MIRROR}, '{}', customer, user_id, 'customer' || n || '@business.invalid', name,
     lower(name) || ' customer' || n || ' business invalid', currency, 'pm_business_' || n, began, true
   FROM people`,
  `INSERT INTO payment_methods (${MIRROR_COLUMNS}, id, customer_id, type, brand, last4, exp_month, exp_year, fingerprint, created)
   SELECT ${MIRROR}, '{}', 'pm_business_' || n, customer, 'card', 'visa', lpad((n % 10000)::text, 4, '0'), 12, 2034, 'business' || n, began
   FROM people`,
  `INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, state, attempts, object_type, object_id,
     created_at, updated_at, finished_at)
   SELECT ${uuid(`'operation ' || n`)}, user_id, 'start_subscription', 'base',
     jsonb_build_object('lookupKey', lookup_key, 'priceId', price_id, 'quantity', 1, 'currency', currency,
       'promotionCodeId', NULL, 'trialDays', extract(day FROM trial)::int),
     'business', 'done', 1, 'subscription', subscription, began, began, began
   FROM plans`,
  `INSERT INTO subscription_items (provider, account, id, subscription_id, price_id, lookup_key, quantity, unit_amount, currency,
     recurring_interval, current_period_start, current_period_end)
   SELECT 'stripe', '', 'si_business_' || n, subscription, price_id, lookup_key, quantity, unit_amount, currency,
     CASE lookup_key WHEN 'pro_yearly' THEN 'year' ELSE 'month' END, starts, ends
   FROM (SELECT DISTINCT ON (n) * FROM bills ORDER BY n, k DESC) AS latest`,
  `INSERT INTO subscriptions (${MIRROR_COLUMNS}, id, customer_id, status, currency, trial_start, trial_end, ended_at,
     latest_invoice_id, default_payment_method_id, created, owned)
   SELECT ${MIRROR}, '{}', subscription, customer,
     CASE WHEN runs_from + periods * period < now() THEN 'canceled' WHEN runs_from > now() THEN 'trialing' ELSE 'active' END,
     currency, CASE WHEN trial > interval '0' THEN began END, CASE WHEN trial > interval '0' THEN runs_from END,
     CASE WHEN runs_from + periods * period < now() THEN runs_from + periods * period END,
     'in_business_' || n || '_0', 'pm_business_' || n, began, true
   FROM plans`,
  `INSERT INTO invoice_lines (provider, account, id, invoice_id, item_id, price_id, quantity, amount, discount, included_tax,
     proration, period_start, period_end)
   SELECT 'stripe', '', 'il_business_' || n || '_' || k, 'in_business_' || n || '_' || k, 'si_business_' || n, price_id,
     quantity, quantity * unit_amount, 0, 0, false, starts, ends
   FROM bills`,
  `INSERT INTO payments (${MIRROR_COLUMNS}, id, customer_id, status, currency, amount, amount_received, amount_refunded,
     payment_method_id, card_brand, card_last4, description, paid_at, created, owned)
   SELECT ${MIRROR}, '{}', 'pi_business_' || n || '_' || k, customer, 'succeeded', currency, quantity * unit_amount,
     quantity * unit_amount, CASE WHEN pg_temp.chance(n, 'refund ' || k) < 0.01 THEN quantity * unit_amount / 2 ELSE 0 END,
     'pm_business_' || n, 'visa', lpad((n % 10000)::text, 4, '0'), 'Subscription', starts + CASE WHEN failed THEN interval '3 days' ELSE '0' END,
     starts, true
   FROM bills WHERE starts + CASE WHEN failed THEN interval '3 days' ELSE '0' END < now()`,
  `INSERT INTO refunds (${MIRROR_COLUMNS}, id, customer_id, payment_id, status, reason, currency, amount, created)
   SELECT ${MIRROR}, '{}', 're_business_' || n || '_' || k, customer, 'pi_business_' || n || '_' || k, 'succeeded',
     'requested_by_customer', currency, quantity * unit_amount / 2, LEAST(starts + interval '5 days', now())
   FROM bills
   WHERE pg_temp.chance(n, 'refund ' || k) < 0.01 AND starts + CASE WHEN failed THEN interval '3 days' ELSE '0' END < now()`,
  `INSERT INTO invoices (${MIRROR_COLUMNS}, id, customer_id, subscription_id, number, status, billing_reason, currency, subtotal,
     discount, tax, total, amount_due, amount_paid, amount_remaining, payment_ids, paid_at, attempt_count, created, owned)
   SELECT ${MIRROR}, '{}', 'in_business_' || n || '_' || k, customer, subscription, 'B' || n || '-' || lpad((k + 1)::text, 4, '0'),
     CASE WHEN paid_at < now() THEN 'paid' ELSE 'open' END,
     CASE WHEN k = 0 AND trial = interval '0' THEN 'subscription_create' ELSE 'subscription_cycle' END, currency, total, 0, 0, total, total,
     CASE WHEN paid_at < now() THEN total ELSE 0 END, CASE WHEN paid_at < now() THEN 0 ELSE total END,
     CASE WHEN paid_at < now() THEN ARRAY['pi_business_' || n || '_' || k] ELSE '{}' END,
     CASE WHEN paid_at < now() THEN paid_at END, CASE WHEN failed AND paid_at < now() THEN 2 ELSE 1 END, starts, true
   FROM (SELECT *, quantity * unit_amount AS total, starts + CASE WHEN failed THEN interval '3 days' ELSE '0' END AS paid_at FROM bills) AS b`,
  `INSERT INTO webhook_events (source, event_id, type, object_type, object_id, livemode, api_version, created, state, attempts,
     due_at, received_at, processed_at)
   SELECT 'stripe', 'evt_business_' || n || '_' || k, 'invoice.paid', 'invoice', 'in_business_' || n || '_' || k, false, NULL,
     starts, 'processed', 1, starts, starts, starts
   FROM bills`,
];
