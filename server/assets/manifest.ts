/** The manifest of an asset as the database holds it, checked on the way out. */
import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'

/** @throws PlainError while the file is not playable yet */
export async function manifestOf(assetId: string): Promise<AssetManifest> {
  const manifest = await manifestOrNull(assetId)
  if (!manifest) throw new PlainError('unavailable', 'This file is still being prepared.')
  return manifest
}

/** Null while the file is not playable yet. @throws PlainError when there is no such asset */
export async function manifestOrNull(assetId: string): Promise<AssetManifest | null> {
  const asset = await db().asset.findUnique({ where: { id: assetId }, select: { manifest: true } })
  if (!asset) throw notFound('This file')
  return asset.manifest === null ? null : assetManifestSchema.parse(asset.manifest)
}
