/** Frame times of an MP4 or MOV, from its sample tables alone. */
import { FLAG_DISPOSABLE, FLAG_KEY } from '../../core/time/frame-index.ts'
import type { Presentation } from '../isobmff/edit-list.ts'
import type { MovieTrack } from '../isobmff/movie.ts'
import { SAMPLE_DISPOSABLE, SAMPLE_KEY, type SampleTable } from '../isobmff/sample-table.ts'
import type { FrameList } from './frame-list.ts'

export function framesFromMovie(track: MovieTrack, table: SampleTable, shown: Presentation): FrameList {
  const n = shown.sample.length
  const flags = new Uint8Array(n)
  const byteStart = new Float64Array(n)
  const byteLength = new Uint32Array(n)
  const seen = new Set<number>()
  for (let i = 0; i < n; i++) {
    const s = shown.sample[i]!
    const f = table.flags[s]!
    flags[i] = (f & SAMPLE_KEY ? FLAG_KEY : 0) | (f & SAMPLE_DISPOSABLE ? FLAG_DISPOSABLE : 0)
    byteStart[i] = table.offset[s]!
    byteLength[i] = table.size[s]!
  }
  if (n !== table.count) for (let i = 0; i < n; i++) seen.add(shown.sample[i]!)
  return {
    timebase: { num: 1, den: track.timescale },
    pts: shown.pts,
    endPts: Math.max(shown.endPts, (shown.pts[n - 1] ?? 0) + 1),
    flags,
    byteStart,
    byteLength,
    hidden: n === table.count ? 0 : table.count - seen.size,
  }
}
