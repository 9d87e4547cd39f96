/**
 * Scene cuts of a picture, from its small rendition for scrubbing: that has every frame of the source and decodes many
 * times faster. Frame numbers are those of the frame index.
 */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { secondsOf } from '../../core/time/tick.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { CutFinder } from './cut-finder.ts'

const WIDTH = 64
const HEIGHT = 36

/** Every frame once, small and grey. */
export function cutArgs(source: string): string[] {
  return [
    ...['-an', '-i', source, '-map', '0:v:0', '-vf', `scale=${WIDTH}:${HEIGHT}:flags=area,format=gray`],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-c:v', 'rawvideo', 'pipe:1'],
  ]
}

/** @returns start of the first frame after each cut, ticks on the asset's clock. @throws MediaError */
export async function findCuts(
  source: string,
  index: FrameIndex,
  options: { onProgress?: (fraction: number) => void; signal?: AbortSignal } = {},
): Promise<number[]> {
  const finder = new CutFinder()
  let picture = new Uint8Array(WIDTH * HEIGHT)
  let filled = 0
  await runFfmpeg(cutArgs(source), {
    signal: options.signal,
    onProgress: (p) => options.onProgress?.(Math.min(1, p.seconds / Math.max(1, secondsOf(index.duration)))),
    onOutput: (chunk) => {
      for (let at = 0; at < chunk.length; ) {
        const n = Math.min(chunk.length - at, picture.length - filled)
        picture.set(chunk.subarray(at, at + n), filled)
        filled += n
        at += n
        if (filled < picture.length) continue
        finder.push(picture)
        picture = new Uint8Array(WIDTH * HEIGHT)
        filled = 0
      }
    },
  })
  return finder
    .finish()
    .filter((frame) => frame < index.length)
    .sort((a, b) => a - b)
    .map((frame) => index.tickOf(index.clamp(frame)))
}
