-- Where a change replaced what somebody else had written meanwhile: [{ id, field, by }].
ALTER TABLE "revision" ADD COLUMN "overwrote" JSONB;
