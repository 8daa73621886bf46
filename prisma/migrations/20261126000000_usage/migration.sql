-- CreateTable
CREATE TABLE "usage_records" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "event_name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "meter_event_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meter_events" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "event_name" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_sent_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "meter_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_records_meter_event_id_idx" ON "usage_records"("meter_event_id");

-- CreateIndex
CREATE INDEX "usage_records_unreported_idx" ON "usage_records"("user_id", "event_name", "used_at") WHERE (meter_event_id IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "usage_records_user_id_event_name_identifier_key" ON "usage_records"("user_id", "event_name", "identifier");

-- CreateIndex
CREATE INDEX "meter_events_due_idx" ON "meter_events"("next_attempt_at") WHERE (state = 'due');

-- CreateIndex
CREATE INDEX "meter_events_user_id_event_name_timestamp_idx" ON "meter_events"("user_id", "event_name", "timestamp");

-- AddForeignKey
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_meter_event_id_fkey" FOREIGN KEY ("meter_event_id") REFERENCES "meter_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meter_events" ADD CONSTRAINT "meter_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_quantity_positive" CHECK (quantity > 0);

ALTER TABLE "meter_events"
  ADD CONSTRAINT "meter_events_quantity_positive" CHECK (quantity > 0),
  ADD CONSTRAINT "meter_events_state_known" CHECK (state IN ('due', 'sent', 'stuck')),
  ADD CONSTRAINT "meter_events_sent_at" CHECK ((state = 'sent') = (sent_at IS NOT NULL));
