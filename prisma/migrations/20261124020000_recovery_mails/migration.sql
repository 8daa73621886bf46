-- A mail that somebody has asked for, "payments are back", is about no event.
-- AlterTable
ALTER TABLE "outbox_mails" ALTER COLUMN "event_id" DROP NOT NULL;

ALTER TABLE "outbox_mails"
  ADD CONSTRAINT "outbox_mails_event_known" CHECK ((event_id IS NULL) = (effect = 'payments_back'));

-- Asked for twice, it is one mail.
-- CreateIndex
CREATE UNIQUE INDEX "outbox_mails_payments_back_key" ON "outbox_mails"("recipient_id") WHERE (effect = 'payments_back' AND state = 'pending');
