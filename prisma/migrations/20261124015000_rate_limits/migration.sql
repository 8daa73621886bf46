-- Unlogged: written many times a second, and worth nothing after a crash, when every bucket begins full again.
-- CreateTable
CREATE UNLOGGED TABLE "provider_rate_limits" (
    "bucket" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "share" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "lowered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp() - interval '1 minute',

    CONSTRAINT "provider_rate_limits_pkey" PRIMARY KEY ("bucket")
);

-- Room for each row's next versions beside it: no index is touched.
ALTER TABLE "provider_rate_limits" SET (fillfactor = 20);

ALTER TABLE "provider_rate_limits" ADD CONSTRAINT "provider_rate_limits_share" CHECK (share > 0 AND share <= 1);
