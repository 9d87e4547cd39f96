/** An opened MP4 or MOV: its tracks, and on demand the sample table of each, with fragments and edit lists applied. */

import type { FileHandle } from 'node:fs/promises'
import fs from 'node:fs/promises'
import { MediaError } from '../media-error.ts'
import { type Box, BoxReader, BrokenBox } from './boxes.ts'
import { type Edit, type Presentation, present } from './edit-list.ts'
import { appendFragment, readDefaults } from './fragments.ts'
import { type MovieParts, readMovieParts } from './read-movie.ts'
import { readSampleEntries, type SampleEntry } from './sample-entry.ts'
import { readSampleTable, type SampleTable } from './sample-table.ts'

export interface MovieTrack {
  readonly id: number
  /** vide, soun, tmcd, text, sbtl, meta … */
  readonly handler: string
  readonly timescale: number
  readonly language: string
  /** Clockwise degrees from the track's matrix: 0, 90, 180, 270. */
  readonly rotation: number
  readonly edits: readonly Edit[]
  readonly entries: readonly SampleEntry[]
  readonly stbl: Box
}

export interface Movie {
  readonly handle: FileHandle
  readonly size: number
  readonly brand: string
  readonly timescale: number
  readonly fragmented: boolean
  readonly tracks: readonly MovieTrack[]
  readonly video: readonly MovieTrack[]
  readonly audio: readonly MovieTrack[]
  readonly reader: BoxReader
  /** @throws MediaError 'truncated' when the tables are broken or point past the end of the file */
  table(track: MovieTrack): SampleTable
  presentation(track: MovieTrack, table: SampleTable): Presentation
  close(): Promise<void>
}

/** @throws MediaError */
export async function openMovie(path: string): Promise<Movie> {
  const handle = await fs.open(path, 'r')
  try {
    return movieOf(handle, await readMovieParts(handle))
  } catch (error) {
    await handle.close()
    throw error
  }
}

function movieOf(handle: FileHandle, parts: MovieParts): Movie {
  const r = new BoxReader(parts.moov)
  return understood(() => {
    const [moov] = r.boxes(0, parts.moov.byteLength)
    if (!moov) throw new BrokenBox('the index is empty')
    if (r.find(moov, 'cmov'))
      throw new MediaError(
        'unsupported',
        'The index of this old QuickTime file is compressed. Convert the file to MP4.',
      )
    const mvhd = r.find(moov, 'mvhd')
    const timescale = mvhd ? r.u32(mvhd.body + (r.u8(mvhd.body) === 1 ? 20 : 12)) : 1000
    const tracks = r.children(moov, 'trak').flatMap((trak) => readTrack(r, trak) ?? [])
    const defaults = readDefaults(r, moov)
    const fragmented = defaults.size > 0 && parts.fragments.length > 0
    const scale = timescale || 1000
    return {
      handle,
      size: parts.size,
      brand: parts.brand,
      timescale: scale,
      fragmented,
      tracks,
      video: tracks.filter((t) => t.handler === 'vide' && t.entries.length > 0),
      audio: tracks.filter((t) => t.handler === 'soun' && t.entries.length > 0),
      reader: r,
      table: (track) =>
        understood(() => {
          const columns = readSampleTable(r, track.stbl)
          const d = defaults.get(track.id) ?? { description: 1, duration: 0, size: 0, flags: 0 }
          for (const f of parts.fragments) appendFragment(f.bytes, f.at, track.id, d, columns)
          const table = columns.finish()
          checkInside(table, parts.size)
          return table
        }),
      presentation: (track, table) =>
        present(table, track.edits, { track: track.timescale, movie: scale, fragmented }),
      close: () => handle.close(),
    }
  })
}

function readTrack(r: BoxReader, trak: Box): MovieTrack | null {
  const tkhd = r.find(trak, 'tkhd')
  const mdhd = r.find(trak, 'mdia', 'mdhd')
  const hdlr = r.find(trak, 'mdia', 'hdlr')
  const stbl = r.find(trak, 'mdia', 'minf', 'stbl')
  if (!tkhd || !mdhd || !hdlr || !stbl) return null
  const wide = r.u8(mdhd.body) === 1
  const timescale = r.u32(mdhd.body + (wide ? 20 : 12))
  if (timescale === 0) return null
  const handler = r.fourcc(hdlr.body + 8)
  const stsd = r.find(stbl, 'stsd')
  const kind = handler === 'vide' ? 'video' : handler === 'soun' ? 'audio' : null
  const wideHeader = r.u8(tkhd.body) === 1
  return {
    id: r.u32(tkhd.body + (wideHeader ? 20 : 12)),
    handler,
    timescale,
    language: languageOf(r.u16(mdhd.body + (wide ? 32 : 20))),
    rotation: rotationOf(r, tkhd.body + (wideHeader ? 52 : 40)),
    edits: readEdits(r, r.find(trak, 'edts', 'elst')),
    entries: stsd && kind ? readSampleEntries(r, stsd, kind) : [],
    stbl,
  }
}

function readEdits(r: BoxReader, elst: Box | null): Edit[] {
  if (!elst) return []
  const wide = r.u8(elst.body) === 1
  const step = wide ? 20 : 12
  const n = Math.min(r.u32(elst.body + 4), Math.floor((elst.end - elst.body - 8) / step))
  return Array.from({ length: n }, (_, k) => {
    const at = elst.body + 8 + k * step
    return wide
      ? { duration: r.u64(at), mediaTime: r.i64(at + 8) }
      : { duration: r.u32(at), mediaTime: r.i32(at + 4) }
  })
}

/** Quarter turns only; a mirrored or skewed matrix counts as the nearest of them. */
function rotationOf(r: BoxReader, at: number): number {
  const a = r.i32(at)
  const b = r.i32(at + 4)
  const turns = Math.round(Math.atan2(b, a) / (Math.PI / 2))
  return (((turns % 4) + 4) % 4) * 90
}

function languageOf(packed: number): string {
  const code = String.fromCharCode(...[10, 5, 0].map((shift) => ((packed >> shift) & 31) + 0x60))
  return /^[a-z]{3}$/.test(code) && code !== 'und' ? code : ''
}

function checkInside(table: SampleTable, size: number): void {
  let missing = 0
  for (let i = 0; i < table.count; i++) if (table.offset[i]! + table.size[i]! > size) missing++
  if (missing)
    throw new MediaError(
      'truncated',
      `The file was cut short: ${missing} of its ${table.count} pictures or sounds are not in it. Copy or upload it again.`,
    )
}

/** Runs a reader of tables; a contradiction in them becomes a MediaError. */
function understood<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof BrokenBox || error instanceof RangeError)
      throw new MediaError(
        'truncated',
        `The index of the file is damaged (${error.message}). Copy the file again, or repair it with the camera maker’s tool.`,
        { cause: error },
      )
    throw error
  }
}
