-- AlterTable
ALTER TABLE "revision" ADD COLUMN     "undoes" TEXT;
