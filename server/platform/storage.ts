/**
 * Where bytes lie under the data folder:
 *   blobs/ab/abcdef…          originals, immutable, named by SHA-256 (a reference import has no file here)
 *   assets/<asset id>/        made from an original: index.bin, scrub.mp4, 1080p.mp4, audio-0.mp4, peaks-0.bin, thumbs-0.jpg, signal-0.bin
 *   uploads/                  resumable uploads that are not finished
 *   models/                   models, a folder each; SCRUBLINE_MODELS names another place
 *   tensorflow/               what `scrubline models setup-tensorflow` built
 *   tmp/                      work in progress; emptied at start
 * Files appear under their final name only when whole: write to tmp/, fsync, rename.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { env } from './env.ts'

export const blobPath = (sha256: string): string =>
  path.join(env().dataDir, 'blobs', sha256.slice(0, 2), sha256)
export const assetDir = (assetId: string): string => path.join(env().dataDir, 'assets', assetId)
export const assetFile = (assetId: string, name: string): string => path.join(assetDir(assetId), name)
export const uploadsDir = (): string => path.join(env().dataDir, 'uploads')
/** Folders of what computes: models, a TensorFlow that was set up, and what was found out about backends. */
export const inferencePlaces = () => ({
  modelsDir: env().modelsDir,
  tensorflowDir: path.join(env().dataDir, 'tensorflow'),
  backendFile: path.join(env().dataDir, 'run', 'tfjs-backend.json'),
})
export const tmpDir = (): string => path.join(env().dataDir, 'tmp')

/** Moves a finished file into place so that a crash leaves either the old state or the whole file. */
export async function commitFile(from: string, to: string): Promise<void> {
  const handle = await fs.open(from, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fs.mkdir(path.dirname(to), { recursive: true })
  await fs.rename(from, to)
  const dir = await fs.open(path.dirname(to), 'r')
  try {
    await dir.sync()
  } finally {
    await dir.close()
  }
}
