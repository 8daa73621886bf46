-- DropIndex
DROP INDEX "payment_operations_cart_key";

-- AlterTable
ALTER TABLE "payment_operations" ADD COLUMN     "attempts_turned_away" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "key_generation" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requested_by" UUID;

-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "pending_until" TIMESTAMPTZ(3),
ADD COLUMN     "schedule_id" TEXT,
ADD COLUMN     "scheduled_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_price_id" TEXT,
ADD COLUMN     "scheduled_quantity" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "payment_operations_once_key" ON "payment_operations"("user_id", "slot") WHERE (purpose IN ('start_payment', 'change_plan', 'cancel_subscription', 'resume_subscription', 'pause_subscription', 'apply_promotion_code', 'remove_payment_method', 'refund_payment') AND state <> 'refused');

-- CreateIndex
CREATE INDEX "payment_operations_created_at_id_idx" ON "payment_operations"("created_at", "id");

-- CreateIndex
CREATE INDEX "payment_operations_unfinished_idx" ON "payment_operations"("created_at", "id") WHERE (state <> 'done' AND state <> 'refused');

-- AddForeignKey
ALTER TABLE "payment_operations" ADD CONSTRAINT "payment_operations_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "payment_operations"
  ADD CONSTRAINT "payment_operations_turned_away" CHECK (attempts_turned_away BETWEEN 0 AND attempts);
