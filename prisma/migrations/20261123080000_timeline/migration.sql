-- AlterTable
ALTER TABLE "project" ADD COLUMN     "work" TEXT NOT NULL DEFAULT 'together';

-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "rate" DOUBLE PRECISION NOT NULL DEFAULT 1,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "track" ADD COLUMN     "colorBy" TEXT NOT NULL DEFAULT 'label',
ADD COLUMN     "combinations" JSONB,
ADD COLUMN     "group" TEXT,
ADD COLUMN     "parentRule" TEXT NOT NULL DEFAULT 'inside',
ADD COLUMN     "requiredAttributes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "scale" JSONB;

-- CreateTable
CREATE TABLE "playlist" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" JSONB,
    "clips" JSONB NOT NULL DEFAULT '[]',
    "authorId" TEXT,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "playlist_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "label_migration" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "fromVersion" INTEGER NOT NULL,
    "toVersion" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "revisions" JSONB NOT NULL DEFAULT '[]',
    "authorId" TEXT,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undoneAt" TIMESTAMPTZ,
    "undoneBy" TEXT,

    CONSTRAINT "label_migration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_setting" (
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "user_setting_pkey" PRIMARY KEY ("userId","name")
);

-- CreateTable
CREATE TABLE "comment" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "annotationId" TEXT,
    "threadId" TEXT,
    "text" TEXT NOT NULL,
    "authorId" TEXT,
    "createdAt" TEXT NOT NULL,
    "resolvedBy" TEXT,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("recordingId","id")
);

-- CreateTable
CREATE TABLE "bookmark" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "authorId" TEXT,

    CONSTRAINT "bookmark_pkey" PRIMARY KEY ("recordingId","id")
);

-- CreateTable
CREATE TABLE "trace" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "trackId" TEXT NOT NULL,
    "layerId" TEXT NOT NULL,
    "start" BIGINT NOT NULL,
    "step" BIGINT NOT NULL,
    "values" DOUBLE PRECISION[],
    "authorId" TEXT,

    CONSTRAINT "trace_pkey" PRIMARY KEY ("recordingId","id")
);

-- CreateIndex
CREATE INDEX "playlist_projectId_idx" ON "playlist"("projectId");

-- CreateIndex
CREATE INDEX "label_migration_projectId_idx" ON "label_migration"("projectId");

-- CreateIndex
CREATE INDEX "trace_recordingId_trackId_idx" ON "trace"("recordingId", "trackId");

-- AddForeignKey
ALTER TABLE "playlist" ADD CONSTRAINT "playlist_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "label_migration" ADD CONSTRAINT "label_migration_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_setting" ADD CONSTRAINT "user_setting_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bookmark" ADD CONSTRAINT "bookmark_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace" ADD CONSTRAINT "trace_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;
