-- AlterTable
ALTER TABLE "invoices" ADD COLUMN "attempt_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN "paid_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "invoice_lines" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "item_id" TEXT,
    "price_id" TEXT,
    "quantity" INTEGER,
    "amount" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "included_tax" BIGINT NOT NULL,
    "proration" BOOLEAN NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_lines_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "figure_facts" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "cohort" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "lookup_key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "figure_facts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figures" (
    "currency" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "lookup_key" TEXT NOT NULL,
    "cohort" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "figures_pkey" PRIMARY KEY ("currency","metric","day","lookup_key","cohort")
);

-- CreateTable
CREATE TABLE "figure_marks" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "figure_marks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "invoice_lines_provider_invoice_id_idx" ON "invoice_lines"("provider", "invoice_id");

-- CreateIndex
CREATE INDEX "figure_facts_source_source_id_idx" ON "figure_facts"("source", "source_id");

-- CreateIndex
-- Without a list of pending entries, which every look at one payment would read from end to end.
CREATE INDEX "invoices_payment_ids_idx" ON "invoices" USING GIN ("payment_ids") WITH (fastupdate = off);

ALTER TABLE "figure_facts"
  ADD CONSTRAINT "figure_facts_source_known" CHECK (source IN ('subscription', 'payment', 'invoice'));
ALTER TABLE "figure_marks"
  ADD CONSTRAINT "figure_marks_source_known" CHECK (source IN ('subscription', 'payment', 'invoice'));

-- What is written to the mirror marks what it changes of the figures, in the same transaction: no figure can miss it. Only
-- the columns that figures are made of are looked at, for reconciliation touches every row.
CREATE FUNCTION mark_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'subscriptions' THEN
    INSERT INTO figure_marks (source, source_id) SELECT 'subscription', id FROM changed;
  ELSIF TG_TABLE_NAME = 'payments' THEN
    INSERT INTO figure_marks (source, source_id) SELECT 'payment', id FROM changed;
  ELSIF TG_TABLE_NAME = 'refunds' THEN
    INSERT INTO figure_marks (source, source_id) SELECT 'payment', payment_id FROM changed WHERE payment_id IS NOT NULL;
  ELSIF TG_TABLE_NAME = 'invoices' THEN
    INSERT INTO figure_marks (source, source_id)
    SELECT 'invoice', id FROM changed
    UNION ALL SELECT 'subscription', subscription_id FROM changed WHERE subscription_id IS NOT NULL
    UNION ALL SELECT 'payment', unnest(payment_ids) FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_changed_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'subscriptions' THEN
    INSERT INTO figure_marks (source, source_id)
    SELECT 'subscription', n.id FROM changed n JOIN before o USING (provider, id)
    WHERE (n.status, n.created, n.trial_start, n.trial_end, n.ended_at, n.awaiting_setup, n.deleted_at)
      IS DISTINCT FROM (o.status, o.created, o.trial_start, o.trial_end, o.ended_at, o.awaiting_setup, o.deleted_at);
  ELSIF TG_TABLE_NAME = 'payments' THEN
    INSERT INTO figure_marks (source, source_id)
    SELECT 'payment', n.id FROM changed n JOIN before o USING (provider, id)
    WHERE (n.status, n.amount_received, n.paid_at, n.deleted_at)
      IS DISTINCT FROM (o.status, o.amount_received, o.paid_at, o.deleted_at);
  ELSIF TG_TABLE_NAME = 'refunds' THEN
    INSERT INTO figure_marks (source, source_id)
    SELECT 'payment', n.payment_id FROM changed n JOIN before o USING (provider, id)
    WHERE n.payment_id IS NOT NULL AND (n.status, n.amount, n.payment_id, n.deleted_at)
      IS DISTINCT FROM (o.status, o.amount, o.payment_id, o.deleted_at);
  ELSIF TG_TABLE_NAME = 'invoices' THEN
    INSERT INTO figure_marks (source, source_id)
    SELECT m.source, m.source_id
    FROM changed n JOIN before o USING (provider, id)
    CROSS JOIN LATERAL (
      SELECT 'invoice', n.id
      UNION ALL SELECT 'subscription', n.subscription_id WHERE n.subscription_id IS NOT NULL
      UNION ALL SELECT 'payment', unnest(n.payment_ids)
    ) AS m (source, source_id)
    WHERE (n.status, n.paid_at, n.attempt_count, n.subtotal, n.discount, n.total, n.payment_ids, n.deleted_at)
      IS DISTINCT FROM (o.status, o.paid_at, o.attempt_count, o.subtotal, o.discount, o.total, o.payment_ids, o.deleted_at);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "subscriptions_mark_figures" AFTER INSERT ON "subscriptions"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_figures();
CREATE TRIGGER "payments_mark_figures" AFTER INSERT ON "payments"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_figures();
CREATE TRIGGER "refunds_mark_figures" AFTER INSERT ON "refunds"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_figures();
CREATE TRIGGER "invoices_mark_figures" AFTER INSERT ON "invoices"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_figures();
CREATE TRIGGER "subscriptions_mark_changed_figures" AFTER UPDATE ON "subscriptions"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_figures();
CREATE TRIGGER "payments_mark_changed_figures" AFTER UPDATE ON "payments"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_figures();
CREATE TRIGGER "refunds_mark_changed_figures" AFTER UPDATE ON "refunds"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_figures();
CREATE TRIGGER "invoices_mark_changed_figures" AFTER UPDATE ON "invoices"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_figures();

-- What is there already counts too. What only the provider's own object says is read out of it here, once.
UPDATE "payments" SET "paid_at" = to_timestamp((raw -> 'latest_charge' ->> 'created')::bigint)
WHERE status = 'succeeded' AND raw -> 'latest_charge' ->> 'created' ~ '^\d+$';
UPDATE "invoices" SET "attempt_count" = (raw ->> 'attempt_count')::int WHERE raw ->> 'attempt_count' ~ '^\d{1,6}$';
INSERT INTO "invoice_lines"
  (provider, id, account, invoice_id, item_id, price_id, quantity, amount, discount, included_tax, proration, period_start, period_end)
SELECT i.provider, line ->> 'id', i.account, i.id,
       line -> 'parent' -> 'subscription_item_details' ->> 'subscription_item',
       line -> 'pricing' -> 'price_details' ->> 'price',
       (line ->> 'quantity')::int, (line ->> 'amount')::bigint,
       COALESCE((SELECT sum((d ->> 'amount')::bigint) FROM jsonb_array_elements(
         CASE jsonb_typeof(line -> 'discount_amounts') WHEN 'array' THEN line -> 'discount_amounts' ELSE '[]' END) d), 0),
       COALESCE((SELECT sum((t ->> 'amount')::bigint) FROM jsonb_array_elements(
         CASE jsonb_typeof(line -> 'taxes') WHEN 'array' THEN line -> 'taxes' ELSE '[]' END) t
         WHERE t ->> 'tax_behavior' = 'inclusive'), 0),
       COALESCE((line -> 'parent' -> 'subscription_item_details' ->> 'proration')::boolean, false),
       to_timestamp((line -> 'period' ->> 'start')::bigint), to_timestamp((line -> 'period' ->> 'end')::bigint)
FROM "invoices" i
CROSS JOIN LATERAL jsonb_array_elements(
  CASE jsonb_typeof(i.raw -> 'lines' -> 'data') WHEN 'array' THEN i.raw -> 'lines' -> 'data' ELSE '[]' END) AS line
WHERE line ->> 'id' IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO "figure_marks" (source, source_id)
SELECT 'subscription', id FROM "subscriptions"
UNION ALL SELECT 'payment', id FROM "payments"
UNION ALL SELECT 'invoice', id FROM "invoices";
