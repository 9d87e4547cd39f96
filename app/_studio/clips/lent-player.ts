/** A recording's main file ready to be shown, for as long as one of its clips is. */

import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { createHlsClock, type HlsClock } from '../clock/hls-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'

export interface LentPlayer extends Disposable {
  readonly recordingId: string
  readonly clock: HlsClock
  /** Null where the page shows the picture itself. */
  readonly manifest: AssetManifest | null
  readonly baseUrl: string
}

export interface ClipFile {
  readonly assetId: string
  readonly offset: number
}

/** @throws Error with a plain sentence when the file cannot be read. */
export async function lendPlayer(
  recordingId: string,
  file: ClipFile,
  scheduler: FrameScheduler,
  at: Tick,
): Promise<LentPlayer> {
  const baseUrl = `/media/a/${file.assetId}/`
  const answer = await fetch(`${baseUrl}manifest.json`)
  if (!answer.ok) throw new Error(unreadable())
  const manifest = assetManifestSchema.parse(await answer.json())
  let index = null
  if (manifest.video) {
    const bytes = await fetch(`${baseUrl}index.bin`)
    if (!bytes.ok) throw new Error(unreadable())
    index = decodeFrameIndex(new Uint8Array(await bytes.arrayBuffer()))
  }
  const clock = createHlsClock({ manifest, index, baseUrl, offset: tick(file.offset), scheduler, at })
  return { recordingId, clock, manifest, baseUrl, [Symbol.dispose]: () => clock[Symbol.dispose]() }
}

export const unreadable = (): string => currentText().player.status.unreadable
