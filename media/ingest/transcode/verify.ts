/** Whether a rendition holds exactly the frames of the source, each at its time. */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { secondsOf, TICKS_PER_SECOND } from '../../core/time/tick.ts'
import { buildFrameIndex } from '../frame-index/build-frame-index.ts'
import { MediaError } from '../media-error.ts'
import { probe } from '../probe.ts'
import { hasDistinctTimes } from './run.ts'

/** Rounding of a container's clock; far less than any frame lasts. */
const TOLERANCE = TICKS_PER_SECOND / 1000

/** @throws MediaError 'mismatch' that says what differs and where */
export async function verifyTimes(rendition: string, source: FrameIndex): Promise<void> {
  const made = await buildFrameIndex(rendition, await probe(rendition))
  if (made.length !== source.length)
    throw new MediaError(
      'mismatch',
      `it holds ${made.length} frames, and the recording has ${source.length}.`,
    )
  // Frames that share a time in the source were numbered for the encoder; only their count can be compared.
  if (!hasDistinctTimes(source)) return
  for (let n = 0; n < source.length; n++)
    if (Math.abs(made.ticks[n]! - source.ticks[n]!) > TOLERANCE)
      throw new MediaError(
        'mismatch',
        `frame ${n} is at ${secondsOf(made.ticks[n]!).toFixed(3)} s, and in the recording at ${secondsOf(source.ticks[n]!).toFixed(3)} s.`,
      )
}
