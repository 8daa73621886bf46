-- CreateIndex
CREATE INDEX "payment_methods_last4_idx" ON "payment_methods"("last4");

-- Every word of the name and of the e-mail, by its beginning. The expression is that of CUSTOMER_WORDS.
CREATE INDEX "customers_words_idx" ON "customers" USING GIN (
  to_tsvector('simple', regexp_replace(COALESCE("name", '') || ' ' || COALESCE("email", ''), '[^[:alnum:]]+', ' ', 'g'))
);

-- CreateIndex
CREATE INDEX "webhook_events_object_id_created_idx" ON "webhook_events"("object_id", "created");
