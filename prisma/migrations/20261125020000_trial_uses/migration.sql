-- CreateTable
CREATE TABLE "trial_uses" (
    "key" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trial_uses_pkey" PRIMARY KEY ("key")
);
