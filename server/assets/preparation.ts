/** How far an asset has been prepared, as jobs write it and pages read it. */
import fs from 'node:fs/promises'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { assetManifestSchema } from '#media/core/asset/manifest.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { db } from '#server/platform/db.ts'
import { assetDir } from '#server/platform/storage.ts'
import { publish } from '#server/realtime/bus.ts'

type Rendition = AssetManifest['renditions'][number]

/** What the database keeps of a probe: the report itself and which of the video streams is shown. */
export function shownVideo(probe: unknown): number {
  const chosen = (probe as { shownVideo?: unknown } | null)?.shownVideo
  return typeof chosen === 'number' ? chosen : 0
}

export async function saveProbe(assetId: string, report: object, shown: number): Promise<void> {
  await db().asset.update({ where: { id: assetId }, data: { probe: { ...report, shownVideo: shown } } })
}

/** The first manifest of an asset: from here on it can be played. */
export async function saveManifest(assetId: string, manifest: AssetManifest): Promise<void> {
  const checked = assetManifestSchema.parse(manifest)
  await db().asset.update({ where: { id: assetId }, data: { manifest: checked, problem: null } })
  await tell(assetId)
}

/** Extends the manifest under a lock, so that two jobs of one asset cannot undo each other's work. */
export async function extendManifest(
  assetId: string,
  change: (manifest: AssetManifest) => AssetManifest,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ manifest: unknown }[]>`
      SELECT manifest FROM asset WHERE id = ${assetId} FOR UPDATE`
    // The asset may have been deleted by a person in the meantime.
    if (!row?.manifest) return
    const next = assetManifestSchema.parse(change(assetManifestSchema.parse(row.manifest)))
    await tx.asset.update({ where: { id: assetId }, data: { manifest: next } })
  })
  await tell(assetId)
}

export const withRendition = (manifest: AssetManifest, rendition: Rendition): AssetManifest => ({
  ...manifest,
  renditions: [...manifest.renditions.filter((r) => r.name !== rendition.name), rendition],
})

export const withWarning = (manifest: AssetManifest, warning: string): AssetManifest =>
  manifest.warnings.includes(warning) ? manifest : { ...manifest, warnings: [...manifest.warnings, warning] }

/** Notes a finished version of an asset. @param path inside the data folder; null for one that has no file */
export async function saveRendition(
  assetId: string,
  name: string,
  state: 'ready' | 'failed',
  path: string | null,
  bytes: number,
): Promise<void> {
  const data = { state, path, bytes: BigInt(bytes) }
  await db().rendition.upsert({
    where: { assetId_name: { assetId, name } },
    create: { assetId, name, ...data },
    update: data,
  })
}

export async function markReady(assetId: string): Promise<void> {
  await db().asset.updateMany({ where: { id: assetId }, data: { state: 'ready', problem: null } })
  await tell(assetId)
}

/** The asset cannot be used; what was made of it is removed, the original is kept. */
export async function markFailed(assetId: string, problem: string): Promise<void> {
  await forgetPreparation(assetId)
  await db().asset.updateMany({ where: { id: assetId }, data: { state: 'failed', problem } })
  await tell(assetId)
}

/** Back to the bare original. */
export async function forgetPreparation(assetId: string): Promise<void> {
  await db().asset.updateMany({ where: { id: assetId }, data: { manifest: Prisma.DbNull } })
  await db().rendition.deleteMany({ where: { assetId } })
  await fs.rm(assetDir(assetId), { recursive: true, force: true })
}

async function tell(assetId: string): Promise<void> {
  const asset = await db().asset.findUnique({
    where: { id: assetId },
    select: { recordingId: true, recording: { select: { projectId: true } } },
  })
  if (!asset) return
  publish(`recording:${asset.recordingId}:jobs`, { assetId })
  publish(`project:${asset.recording.projectId}:recordings`, { recordingId: asset.recordingId })
}
