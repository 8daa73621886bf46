-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "discount" TEXT,
ADD COLUMN     "discount_end" TIMESTAMPTZ(3);
