-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "main" BOOLEAN NOT NULL DEFAULT false;
