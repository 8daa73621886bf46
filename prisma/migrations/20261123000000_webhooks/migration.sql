-- AlterTable
ALTER TABLE "webhook_events" ADD COLUMN     "reread" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "owned" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "owned" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "invoices" ADD COLUMN     "owned" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "owned" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "webhook_effects" (
    "event_id" BIGINT NOT NULL,
    "effect" TEXT NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_effects_pkey" PRIMARY KEY ("event_id","effect")
);

-- CreateTable
CREATE TABLE "outbox_mails" (
    "id" UUID NOT NULL,
    "event_id" BIGINT NOT NULL,
    "effect" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "object_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_mails" (
    "id" BIGSERIAL NOT NULL,
    "message_id" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "local_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_entries" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "credits" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_log_entries" (
    "event_id" BIGINT NOT NULL,
    "user_id" UUID NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_log_entries_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "reconciliation_runs" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "since" TIMESTAMPTZ(3),
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "read" INTEGER NOT NULL DEFAULT 0,
    "expected" INTEGER,
    "last_error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_breaks" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "differences" JSONB NOT NULL DEFAULT '{}',
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mended_at" TIMESTAMPTZ(3),
    "mended_by" TEXT,

    CONSTRAINT "reconciliation_breaks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retention_marks" (
    "name" TEXT NOT NULL,
    "up_to" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retention_marks_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "refunds" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT,
    "payment_id" TEXT,
    "charge_id" TEXT,
    "status" TEXT,
    "reason" TEXT,
    "failure_reason" TEXT,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT,
    "payment_id" TEXT,
    "charge_id" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "evidence_due_by" TIMESTAMPTZ(3),
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "entitlement_summaries" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "entitlement_summaries_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "entitlements" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "feature_id" TEXT NOT NULL,
    "lookup_key" TEXT NOT NULL,

    CONSTRAINT "entitlements_pkey" PRIMARY KEY ("provider","id")
);

-- DropIndex
DROP INDEX "webhook_events_object_id_idx";

-- CreateIndex
CREATE INDEX "customers_unowned_idx" ON "customers"("created", "id") WHERE (NOT owned AND deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "subscriptions_unowned_idx" ON "subscriptions"("created", "id") WHERE (NOT owned AND deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "invoices_unowned_idx" ON "invoices"("created", "id") WHERE (NOT owned AND deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "payments_unowned_idx" ON "payments"("created", "id") WHERE (NOT owned AND deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "outbox_mails_due_idx" ON "outbox_mails"("due_at", "id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "outbox_mails_waiting_idx" ON "outbox_mails"("recipient_id", "event_id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "outbox_mails_recipient_id_created_at_idx" ON "outbox_mails"("recipient_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_mails_event_id_effect_recipient_id_key" ON "outbox_mails"("event_id", "effect", "recipient_id");

-- CreateIndex
CREATE UNIQUE INDEX "local_mails_message_id_key" ON "local_mails"("message_id");

-- CreateIndex
CREATE INDEX "local_mails_recipient_id_id_idx" ON "local_mails"("recipient_id", "id");

-- CreateIndex
CREATE INDEX "credit_entries_user_id_id_idx" ON "credit_entries"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_entries_provider_payment_id_number_key" ON "credit_entries"("provider", "payment_id", "number");

-- CreateIndex
CREATE INDEX "access_log_entries_user_id_event_id_idx" ON "access_log_entries"("user_id", "event_id");

-- CreateIndex
CREATE INDEX "reconciliation_runs_started_at_idx" ON "reconciliation_runs"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_runs_running_key" ON "reconciliation_runs"("provider") WHERE (state = 'running');

-- CreateIndex
CREATE INDEX "reconciliation_breaks_unmended_idx" ON "reconciliation_breaks"("object_id") WHERE (mended_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_breaks_run_id_kind_object_type_object_id_key" ON "reconciliation_breaks"("run_id", "kind", "object_type", "object_id");

-- CreateIndex
CREATE INDEX "refunds_payment_id_idx" ON "refunds"("payment_id");

-- CreateIndex
CREATE INDEX "refunds_customer_id_created_idx" ON "refunds"("customer_id", "created");

-- CreateIndex
CREATE INDEX "disputes_payment_id_idx" ON "disputes"("payment_id");

-- CreateIndex
CREATE INDEX "disputes_customer_id_created_idx" ON "disputes"("customer_id", "created");

-- CreateIndex
CREATE INDEX "entitlements_customer_id_idx" ON "entitlements"("customer_id");

-- AddForeignKey
ALTER TABLE "webhook_effects" ADD CONSTRAINT "webhook_effects_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_mails" ADD CONSTRAINT "outbox_mails_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_mails" ADD CONSTRAINT "outbox_mails_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "local_mails" ADD CONSTRAINT "local_mails_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_log_entries" ADD CONSTRAINT "access_log_entries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_log_entries" ADD CONSTRAINT "access_log_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_breaks" ADD CONSTRAINT "reconciliation_breaks_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's language has no word for.
ALTER TABLE "outbox_mails"
  ADD CONSTRAINT "outbox_mails_state_known" CHECK (state IN ('pending', 'sent', 'dropped', 'dead')),
  ADD CONSTRAINT "outbox_mails_finished_at" CHECK ((state = 'pending') = (finished_at IS NULL)),
  ADD CONSTRAINT "outbox_mails_attempts" CHECK (attempts >= 0);

ALTER TABLE "credit_entries"
  ADD CONSTRAINT "credit_entries_kind_known" CHECK (kind IN ('purchase', 'refund', 'refund_failed')),
  ADD CONSTRAINT "credit_entries_purchase_first" CHECK ((kind = 'purchase') = (number = 1)),
  ADD CONSTRAINT "credit_entries_sign" CHECK (
    (kind = 'purchase' AND credits > 0 AND refunded = 0)
    OR (kind = 'refund' AND credits < 0 AND refunded > 0)
    OR (kind = 'refund_failed' AND credits > 0 AND refunded >= 0)
  );

ALTER TABLE "reconciliation_runs"
  ADD CONSTRAINT "reconciliation_runs_scope_known" CHECK (scope IN ('recent', 'full')),
  ADD CONSTRAINT "reconciliation_runs_state_known" CHECK (state IN ('running', 'done', 'failed')),
  ADD CONSTRAINT "reconciliation_runs_finished_at" CHECK ((state = 'running') = (finished_at IS NULL)),
  ADD CONSTRAINT "reconciliation_runs_lease_whole" CHECK ((lease_token IS NULL) = (lease_until IS NULL));

ALTER TABLE "reconciliation_breaks"
  ADD CONSTRAINT "reconciliation_breaks_kind_known" CHECK (kind IN ('missed_event', 'missing', 'different', 'gone')),
  ADD CONSTRAINT "reconciliation_breaks_mended_whole" CHECK ((mended_at IS NULL) = (mended_by IS NULL));

-- What was mirrored before knows its owner from now on as well.
UPDATE "customers" SET owned = true WHERE EXISTS (SELECT FROM users WHERE stripe_customer_id = customers.id);
UPDATE "subscriptions" SET owned = true WHERE EXISTS (SELECT FROM users WHERE stripe_customer_id = subscriptions.customer_id);
UPDATE "invoices" SET owned = true WHERE EXISTS (SELECT FROM users WHERE stripe_customer_id = invoices.customer_id);
UPDATE "payments" SET owned = true WHERE EXISTS (SELECT FROM users WHERE stripe_customer_id = payments.customer_id);
