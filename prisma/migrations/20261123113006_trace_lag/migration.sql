-- Ticks by which the values of a stretch were moved earlier: the rater's reaction lag.
ALTER TABLE "trace" ADD COLUMN "lag" BIGINT NOT NULL DEFAULT 0;
