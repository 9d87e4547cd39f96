/** The step that makes the sheets of small pictures. */
import { makeSheets } from '#media/ingest/thumbnails/run.ts'
import { extendManifest } from '#server/assets/index.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import type { PreparedSource } from '../prepared-source.ts'

export async function addThumbnails(
  { payload, signal, tmp }: JobContext<{ assetId: string }>,
  { path, report, shown, index }: PreparedSource,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const stream = report.video[shown]
  if (!stream || !index) return
  const { layout, files } = await makeSheets(
    { source: path, stream, index, folder: tmp },
    { onProgress, signal },
  )
  for (const [k, file] of files.entries())
    await commitFile(file, assetFile(payload.assetId, `thumbs-${k}.jpg`))
  await extendManifest(payload.assetId, (m) => ({ ...m, thumbnails: { ...layout } }))
}
