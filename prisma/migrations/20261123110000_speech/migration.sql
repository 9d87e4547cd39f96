-- AlterTable
ALTER TABLE "annotation" ADD COLUMN     "speakerId" TEXT,
ADD COLUMN     "speech" JSONB;

-- CreateTable
CREATE TABLE "speaker" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "key" TEXT,
    "order" DOUBLE PRECISION NOT NULL,
    "voiceId" TEXT,

    CONSTRAINT "speaker_pkey" PRIMARY KEY ("recordingId","id")
);

-- CreateTable
CREATE TABLE "entity" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "trackId" TEXT NOT NULL,
    "layerId" TEXT NOT NULL,
    "annotationId" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "to" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "labelId" TEXT NOT NULL,
    "concept" JSONB,
    "note" TEXT NOT NULL DEFAULT '',
    "authorId" TEXT,
    "confidence" DOUBLE PRECISION,
    "origin" TEXT,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("recordingId","id")
);

-- CreateTable
CREATE TABLE "relation" (
    "recordingId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "trackId" TEXT NOT NULL,
    "layerId" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "labelId" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "authorId" TEXT,
    "confidence" DOUBLE PRECISION,
    "origin" TEXT,

    CONSTRAINT "relation_pkey" PRIMARY KEY ("recordingId","id")
);

-- AddForeignKey
ALTER TABLE "speaker" ADD CONSTRAINT "speaker_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relation" ADD CONSTRAINT "relation_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;
