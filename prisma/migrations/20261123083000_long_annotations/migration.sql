-- Annotations longer than 30 s by themselves: a window of time then looks for the others only 30 s before its start,
-- and for these in an index that holds few rows (server/search/marks-around.ts). Prisma knows no such index.
CREATE INDEX "annotation_long_idx" ON "annotation" ("recordingId", ("end" - "start"), "start", "end")
  WHERE "end" - "start" > 21168000000;
