-- Staff: who sees all, who acts on customers, who steers everything.
ALTER TABLE "users" DROP CONSTRAINT "users_role_known";
ALTER TABLE "users" ADD CONSTRAINT "users_role_known" CHECK (role IN ('user', 'read_only', 'support', 'admin'));

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actor_id" UUID NOT NULL,
    "actor_role" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "customer_id" TEXT,
    "object_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "answers" BIGINT,
    "outcome" TEXT,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_answers_key" ON "audit_log"("answers");

-- CreateIndex
CREATE INDEX "audit_log_customer_id_id_idx" ON "audit_log"("customer_id", "id") WHERE (answers IS NULL);

-- CreateIndex
CREATE INDEX "audit_log_asked_idx" ON "audit_log"("id") WHERE (answers IS NULL);

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_answers_fkey" FOREIGN KEY ("answers") REFERENCES "audit_log"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "audit_log"
  ADD CONSTRAINT "audit_log_role_known" CHECK (actor_role IN ('read_only', 'support', 'admin')),
  ADD CONSTRAINT "audit_log_answer_has_outcome" CHECK ((answers IS NULL) = (outcome IS NULL));

-- What was written down stays as it was: whoever covers their tracks would begin here.
CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_log_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log();

-- Credits given by the staff: no payment stands behind them.
ALTER TABLE "credit_entries"
  DROP CONSTRAINT "credit_entries_kind_known",
  DROP CONSTRAINT "credit_entries_purchase_first",
  ADD CONSTRAINT "credit_entries_kind_known" CHECK (kind IN ('purchase', 'refund', 'refund_failed', 'given')),
  ADD CONSTRAINT "credit_entries_purchase_first" CHECK ((kind IN ('purchase', 'given')) = (number = 1)),
  DROP CONSTRAINT "credit_entries_sign",
  ADD CONSTRAINT "credit_entries_sign" CHECK (
    (kind IN ('purchase', 'given') AND credits > 0 AND refunded = 0)
    OR (kind = 'refund' AND credits < 0 AND refunded > 0)
    OR (kind = 'refund_failed' AND credits > 0 AND refunded >= 0)
  ),
  ADD CONSTRAINT "credit_entries_given_by_staff" CHECK ((kind = 'given') = (provider = 'staff'));

-- The words that a customer is searched by, made where what is a letter does not depend on this database's locale.
ALTER TABLE "customers" ADD COLUMN "words" TEXT NOT NULL DEFAULT '';
-- As far as the locale goes; the next read of each writes them anew.
UPDATE "customers"
SET "words" = lower(regexp_replace(COALESCE("name", '') || ' ' || COALESCE("email", ''), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'));
DROP INDEX "customers_words_idx";
CREATE INDEX "customers_words_idx" ON "customers" USING GIN (to_tsvector('simple', "words"));
