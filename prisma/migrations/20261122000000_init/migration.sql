-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL DEFAULT 'user',
    "stripe_customer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_accounts" (
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_accounts_pkey" PRIMARY KEY ("provider","provider_account_id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "payment_accounts" (
    "provider" TEXT NOT NULL,
    "account" TEXT,
    "mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_accounts_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "payment_operations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "params_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "first_sent_at" TIMESTAMPTZ(3),
    "key_spent_at" TIMESTAMPTZ(3),
    "object_type" TEXT,
    "object_id" TEXT,
    "refusal_code" TEXT,
    "last_error" TEXT,
    "next_check_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_type" TEXT,
    "object_id" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "api_version" TEXT,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "name" TEXT,
    "currency" TEXT,
    "default_payment_method_id" TEXT,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customers_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "products" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "plan_key" TEXT,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "products_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "prices" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "lookup_key" TEXT,
    "active" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "unit_amount" BIGINT,
    "currency_options" JSONB NOT NULL DEFAULT '{}',
    "recurring_interval" TEXT,
    "recurring_interval_count" INTEGER,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "prices_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "awaiting_setup" BOOLEAN NOT NULL DEFAULT false,
    "operation_id" TEXT,
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "cancel_at" TIMESTAMPTZ(3),
    "canceled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "trial_start" TIMESTAMPTZ(3),
    "trial_end" TIMESTAMPTZ(3),
    "latest_invoice_id" TEXT,
    "default_payment_method_id" TEXT,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "subscription_items" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "lookup_key" TEXT,
    "quantity" INTEGER NOT NULL,
    "unit_amount" BIGINT,
    "currency" TEXT NOT NULL,
    "recurring_interval" TEXT,
    "current_period_start" TIMESTAMPTZ(3),
    "current_period_end" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_items_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT,
    "subscription_id" TEXT,
    "number" TEXT,
    "status" TEXT,
    "billing_reason" TEXT,
    "currency" TEXT NOT NULL,
    "subtotal" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "amount_due" BIGINT NOT NULL,
    "amount_paid" BIGINT NOT NULL,
    "amount_remaining" BIGINT NOT NULL,
    "hosted_invoice_url" TEXT,
    "invoice_pdf" TEXT,
    "payment_ids" TEXT[],
    "paid_at" TIMESTAMPTZ(3),
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "payments" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT,
    "operation_id" TEXT,
    "lookup_key" TEXT,
    "status" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_received" BIGINT NOT NULL,
    "amount_refunded" BIGINT NOT NULL DEFAULT 0,
    "payment_method_id" TEXT,
    "card_brand" TEXT,
    "card_last4" TEXT,
    "description" TEXT,
    "decline_code" TEXT,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "payments_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "payment_methods" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "customer_id" TEXT,
    "type" TEXT NOT NULL,
    "brand" TEXT,
    "last4" TEXT,
    "exp_month" INTEGER,
    "exp_year" INTEGER,
    "fingerprint" TEXT,
    "created" TIMESTAMPTZ(3),
    "raw" JSONB NOT NULL,
    "ticket" BIGINT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_methods_pkey" PRIMARY KEY ("provider","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_stripe_customer_id_key" ON "users"("stripe_customer_id");

-- CreateIndex
CREATE INDEX "users_created_at_idx" ON "users"("created_at");

-- CreateIndex
CREATE INDEX "oauth_accounts_user_id_idx" ON "oauth_accounts"("user_id");

-- CreateIndex
CREATE INDEX "payment_operations_due_idx" ON "payment_operations"("next_check_at") WHERE (state <> 'done' AND state <> 'refused' AND state <> 'needs_human');

-- CreateIndex
CREATE INDEX "payment_operations_object_id_idx" ON "payment_operations"("object_id");

-- CreateIndex
CREATE INDEX "payment_operations_user_id_created_at_idx" ON "payment_operations"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_operations_unfinished_key" ON "payment_operations"("user_id", "purpose", "slot") WHERE (state <> 'done' AND state <> 'refused');

-- CreateIndex
CREATE UNIQUE INDEX "payment_operations_cart_key" ON "payment_operations"("user_id", "slot") WHERE (purpose = 'start_payment' AND state <> 'refused');

-- CreateIndex
CREATE INDEX "webhook_events_dead_idx" ON "webhook_events"("due_at") WHERE (state = 'dead');

-- CreateIndex
CREATE INDEX "webhook_events_due_idx" ON "webhook_events"("due_at", "id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "webhook_events_object_id_idx" ON "webhook_events"("object_id");

-- CreateIndex
CREATE INDEX "webhook_events_received_at_idx" ON "webhook_events"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_events_source_event_id_key" ON "webhook_events"("source", "event_id");

-- CreateIndex
CREATE INDEX "customers_user_id_idx" ON "customers"("user_id");

-- CreateIndex
CREATE INDEX "customers_created_id_idx" ON "customers"("created", "id");

-- CreateIndex
CREATE INDEX "prices_lookup_key_idx" ON "prices"("lookup_key");

-- CreateIndex
CREATE INDEX "subscriptions_customer_id_idx" ON "subscriptions"("customer_id");

-- CreateIndex
CREATE INDEX "subscriptions_created_idx" ON "subscriptions"("created");

-- CreateIndex
CREATE INDEX "subscription_items_subscription_id_idx" ON "subscription_items"("subscription_id");

-- CreateIndex
CREATE INDEX "invoices_customer_id_created_idx" ON "invoices"("customer_id", "created");

-- CreateIndex
CREATE INDEX "invoices_subscription_id_idx" ON "invoices"("subscription_id");

-- CreateIndex
CREATE INDEX "payments_customer_id_created_idx" ON "payments"("customer_id", "created");

-- CreateIndex
CREATE INDEX "payments_created_idx" ON "payments"("created");

-- CreateIndex
CREATE INDEX "payment_methods_customer_id_idx" ON "payment_methods"("customer_id");

-- AddForeignKey
ALTER TABLE "oauth_accounts" ADD CONSTRAINT "oauth_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_operations" ADD CONSTRAINT "payment_operations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's language has no word for.

-- Drawn before each read from the provider; only a row with a smaller ticket may be overwritten (failures 2 and 4).
CREATE SEQUENCE "mirror_tickets" AS BIGINT;

ALTER TABLE "users"
  ADD CONSTRAINT "users_email_normalized" CHECK (email = lower(btrim(email)) AND email LIKE '%_@_%'),
  ADD CONSTRAINT "users_role_known" CHECK (role IN ('user', 'admin')),
  ADD CONSTRAINT "users_stripe_customer_id_shape" CHECK (stripe_customer_id <> '');

ALTER TABLE "payment_accounts"
  ADD CONSTRAINT "payment_accounts_mode_known" CHECK (mode IN ('sandbox', 'test', 'live'));

ALTER TABLE "payment_operations"
  ADD CONSTRAINT "payment_operations_state_known"
    CHECK (state IN ('open', 'awaiting_buyer', 'unknown', 'needs_human', 'done', 'refused')),
  ADD CONSTRAINT "payment_operations_finished_at" CHECK ((state IN ('done', 'refused')) = (finished_at IS NOT NULL)),
  -- A lease is held by somebody, or by nobody: never half.
  ADD CONSTRAINT "payment_operations_lease_whole" CHECK ((lease_token IS NULL) = (lease_until IS NULL)),
  ADD CONSTRAINT "payment_operations_no_lease_at_rest"
    CHECK (lease_token IS NULL OR state IN ('open', 'unknown', 'awaiting_buyer')),
  ADD CONSTRAINT "payment_operations_buyer_has_object" CHECK (state <> 'awaiting_buyer' OR object_id IS NOT NULL);

ALTER TABLE "webhook_events"
  ADD CONSTRAINT "webhook_events_state_known" CHECK (state IN ('pending', 'processed', 'ignored', 'dead')),
  ADD CONSTRAINT "webhook_events_processed_at" CHECK ((state IN ('processed', 'ignored')) = (processed_at IS NOT NULL)),
  ADD CONSTRAINT "webhook_events_attempts" CHECK (attempts >= 0 AND deliveries >= 1);
