/** How the frames of a source are cut into just-in-time segments: near key frames, so that little is decoded in vain. */
import { FLAG_KEY, type FrameIndex } from '../core/time/frame-index.ts'
import { TICKS_PER_SECOND } from '../core/time/tick.ts'
import type { VideoSegmentRow } from './package-types.ts'

/** Short enough to be made in about a second, long enough that starting ffmpeg does not dominate. */
const TARGET = 1.5 * TICKS_PER_SECOND
const LONGEST = 2.5 * TICKS_PER_SECOND
const MOST_FRAMES = 150

/** Every frame in exactly one row, rows in order, the first frame of each its key frame. */
export function jitRows(index: FrameIndex): VideoSegmentRow[] {
  const { flags } = index.data
  const rows: VideoSegmentRow[] = []
  let first = 0
  let key = 0
  for (let n = 1; n <= index.length; n++) {
    const end = n === index.length
    if (!end && flags[n]! & FLAG_KEY) key = n
    const length = (end ? index.duration : index.ticks[n]!) - index.ticks[first]!
    const atKey = !end && key === n && length >= TARGET / 2
    const full = length > LONGEST || n - first >= MOST_FRAMES || (length >= TARGET && key < n - 1)
    if (end || atKey || full) {
      rows.push([first, first, n - first])
      first = n
    }
  }
  return rows
}
