/** The `tmcd` track of QuickTime: one sample that says at which SMPTE timecode the recording starts. */
import type { SourceTimecode } from '../report.ts'
import type { Movie } from './movie.ts'

/** Null without a timecode track, or when it is broken: a file is never refused for it. */
export async function readTimecode(movie: Movie): Promise<SourceTimecode | null> {
  const track = movie.tracks.find((t) => t.handler === 'tmcd')
  if (!track) return null
  try {
    const r = movie.reader
    const stsd = r.find(track.stbl, 'stsd')
    const [entry] = stsd ? r.boxes(stsd.body + 8, stsd.end) : []
    if (entry?.type !== 'tmcd') return null
    const flags = r.u32(entry.body + 12)
    const scale = r.u32(entry.body + 16)
    const frameDuration = r.u32(entry.body + 20)
    const nominalRate = r.u8(entry.body + 24) || Math.round(scale / frameDuration)
    const table = movie.table(track)
    if (table.count === 0 || table.size[0]! < 4 || !Number.isFinite(nominalRate) || nominalRate < 1)
      return null
    const bytes = Buffer.alloc(4)
    await movie.handle.read(bytes, 0, 4, table.offset[0]!)
    return { startFrame: bytes.readUInt32BE(0), nominalRate, dropFrame: (flags & 1) !== 0 }
  } catch {
    return null
  }
}
