/** Samples of a fragmented MP4: each `moof` adds runs to the tracks that `moov` declares. */
import { type Box, BoxReader, BrokenBox } from './boxes.ts'
import { SAMPLE_DISPOSABLE, SAMPLE_KEY, type SampleColumns } from './sample-table.ts'

/** What a fragment's run leaves out comes from here (`trex`). */
export interface TrackDefaults {
  readonly description: number
  readonly duration: number
  readonly size: number
  readonly flags: number
}

export function readDefaults(r: BoxReader, moov: Box): Map<number, TrackDefaults> {
  const defaults = new Map<number, TrackDefaults>()
  const mvex = r.find(moov, 'mvex')
  if (mvex)
    for (const trex of r.children(mvex, 'trex'))
      defaults.set(r.u32(trex.body + 4), {
        description: r.u32(trex.body + 8),
        duration: r.u32(trex.body + 12),
        size: r.u32(trex.body + 16),
        flags: r.u32(trex.body + 20),
      })
  return defaults
}

/**
 * Appends the samples of one `moof` that belong to a track. `at` is where the `moof` starts in the file.
 * @throws BrokenBox
 */
export function appendFragment(
  bytes: Uint8Array,
  at: number,
  trackId: number,
  defaults: TrackDefaults,
  into: SampleColumns,
): void {
  const r = new BoxReader(bytes)
  const [moof] = r.boxes(0, bytes.byteLength)
  if (moof?.type !== 'moof') throw new BrokenBox('a fragment is broken')
  // Without an explicit base a run starts where the data of the track before it ended.
  let dataEnd = at
  for (const traf of r.children(moof, 'traf')) {
    const tfhd = r.find(traf, 'tfhd')
    if (!tfhd) throw new BrokenBox('a fragment names no track (tfhd)')
    const flags = r.u24(tfhd.body + 1)
    let p = tfhd.body + 8
    const take = (bit: number, wide = false): number | null => {
      if (!(flags & bit)) return null
      const value = wide ? r.u64(p) : r.u32(p)
      p += wide ? 8 : 4
      return value
    }
    const explicitBase = take(0x1, true)
    take(0x2)
    const duration = take(0x8) ?? defaults.duration
    const size = take(0x10) ?? defaults.size
    const sampleFlags = take(0x20) ?? defaults.flags
    const base = explicitBase ?? (flags & 0x20000 ? at : dataEnd)
    const mine = r.u32(tfhd.body + 4) === trackId
    const tfdt = r.find(traf, 'tfdt')
    let time =
      tfdt && mine ? (r.u8(tfdt.body) === 1 ? r.u64(tfdt.body + 4) : r.u32(tfdt.body + 4)) : nextTime(into)
    let place = base
    for (const trun of r.children(traf, 'trun')) {
      const run = readRun(r, trun, { duration, size, flags: sampleFlags })
      if (run.dataOffset !== null) place = base + run.dataOffset
      for (const s of run.samples) {
        if (mine)
          into.push(
            time,
            time + s.offset,
            s.duration,
            place,
            s.size,
            (s.flags & 0x10000 ? 0 : SAMPLE_KEY) | (((s.flags >>> 22) & 3) === 2 ? SAMPLE_DISPOSABLE : 0),
          )
        time += s.duration
        place += s.size
      }
    }
    dataEnd = place
  }
}

const nextTime = (c: SampleColumns): number => (c.count ? c.dts[c.count - 1]! + c.duration[c.count - 1]! : 0)

interface Run {
  dataOffset: number | null
  samples: { duration: number; size: number; flags: number; offset: number }[]
}

function readRun(r: BoxReader, trun: Box, d: { duration: number; size: number; flags: number }): Run {
  const version = r.u8(trun.body)
  const flags = r.u24(trun.body + 1)
  const n = r.u32(trun.body + 4)
  let p = trun.body + 8
  let dataOffset: number | null = null
  if (flags & 0x1) {
    dataOffset = r.i32(p)
    p += 4
  }
  let first: number | null = null
  if (flags & 0x4) {
    first = r.u32(p)
    p += 4
  }
  const samples: Run['samples'] = []
  for (let i = 0; i < n; i++) {
    const s = { duration: d.duration, size: d.size, flags: d.flags, offset: 0 }
    if (flags & 0x100) {
      s.duration = r.u32(p)
      p += 4
    }
    if (flags & 0x200) {
      s.size = r.u32(p)
      p += 4
    }
    if (flags & 0x400) {
      s.flags = r.u32(p)
      p += 4
    } else if (i === 0 && first !== null) s.flags = first
    if (flags & 0x800) {
      s.offset = version === 0 ? r.u32(p) | 0 : r.i32(p)
      p += 4
    }
    samples.push(s)
  }
  return { dataOffset, samples }
}
