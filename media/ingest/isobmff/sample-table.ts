/**
 * The sample tables of one track as columns, in decode order: when each sample is decoded and shown, where it lies,
 * and whether decoding may start at it. Units are the track's own timescale; edit lists are not applied here.
 */
import { type Box, type BoxReader, BrokenBox } from './boxes.ts'

export const SAMPLE_KEY = 1
/** No other sample needs it (`sdtp`, or the flags of a fragment). */
export const SAMPLE_DISPOSABLE = 2

export interface SampleTable {
  readonly count: number
  readonly dts: Float64Array
  /** Composition time: dts + offset. */
  readonly cts: Float64Array
  readonly duration: Uint32Array
  readonly offset: Float64Array
  readonly size: Uint32Array
  readonly flags: Uint8Array
  /** Highest sample description number in use, from 1. */
  readonly descriptions: number
}

const MOST_SAMPLES = 100_000_000

/** Columns that can grow: fragments are appended to what `stbl` gives. */
export class SampleColumns {
  count = 0
  descriptions = 1
  dts: Float64Array
  cts: Float64Array
  duration: Uint32Array
  offset: Float64Array
  size: Uint32Array
  flags: Uint8Array

  constructor(capacity: number) {
    if (capacity > MOST_SAMPLES) throw new BrokenBox(`a table claims ${capacity} samples`)
    this.dts = new Float64Array(capacity)
    this.cts = new Float64Array(capacity)
    this.duration = new Uint32Array(capacity)
    this.offset = new Float64Array(capacity)
    this.size = new Uint32Array(capacity)
    this.flags = new Uint8Array(capacity)
  }

  push(dts: number, cts: number, duration: number, offset: number, size: number, flags: number): void {
    const i = this.count
    if (i === this.dts.length) this.grow()
    this.dts[i] = dts
    this.cts[i] = cts
    this.duration[i] = duration
    this.offset[i] = offset
    this.size[i] = size
    this.flags[i] = flags
    this.count++
  }

  finish(): SampleTable {
    const n = this.count
    return {
      count: n,
      dts: this.dts.subarray(0, n),
      cts: this.cts.subarray(0, n),
      duration: this.duration.subarray(0, n),
      offset: this.offset.subarray(0, n),
      size: this.size.subarray(0, n),
      flags: this.flags.subarray(0, n),
      descriptions: this.descriptions,
    }
  }

  private grow(): void {
    const capacity = Math.max(1024, this.dts.length * 2)
    if (capacity > MOST_SAMPLES * 2) throw new BrokenBox('the fragments claim too many samples')
    const wider = (a: Float64Array): Float64Array => {
      const b = new Float64Array(capacity)
      b.set(a)
      return b
    }
    this.dts = wider(this.dts)
    this.cts = wider(this.cts)
    this.offset = wider(this.offset)
    const narrow = (a: Uint32Array): Uint32Array => {
      const b = new Uint32Array(capacity)
      b.set(a)
      return b
    }
    this.duration = narrow(this.duration)
    this.size = narrow(this.size)
    const flags = new Uint8Array(capacity)
    flags.set(this.flags)
    this.flags = flags
  }
}

/** Reads stts, ctts, stss, stsz or stz2, stsc, stco or co64 and sdtp. @throws BrokenBox */
export function readSampleTable(r: BoxReader, stbl: Box): SampleColumns {
  const box: Record<string, Box> = {}
  for (const b of r.boxes(stbl.body, stbl.end)) box[b.type] ??= b
  const columns = readSizes(r, box)
  const n = columns.count
  if (n === 0) return columns
  readTimes(r, box, columns)
  readKeys(r, box, columns)
  readPlaces(r, box, columns)
  return columns
}

function readSizes(r: BoxReader, box: Record<string, Box>): SampleColumns {
  const { stsz, stz2 } = box
  if (stsz) {
    const fixed = r.u32(stsz.body + 4)
    const n = r.u32(stsz.body + 8)
    if (!fixed && stsz.body + 12 + n * 4 > stsz.end)
      throw new BrokenBox('the table of sample sizes ends too early')
    const columns = new SampleColumns(n)
    columns.count = n
    if (fixed) columns.size.fill(fixed)
    else for (let i = 0, at = stsz.body + 12; i < n; i++, at += 4) columns.size[i] = r.view.getUint32(at)
    return columns
  }
  if (!stz2) return new SampleColumns(0)
  const bits = r.u8(stz2.body + 7)
  const n = r.u32(stz2.body + 8)
  const columns = new SampleColumns(n)
  columns.count = n
  const at = stz2.body + 12
  for (let i = 0; i < n; i++) {
    if (bits === 16) columns.size[i] = r.u16(at + i * 2)
    else if (bits === 8) columns.size[i] = r.u8(at + i)
    else columns.size[i] = i & 1 ? r.u8(at + (i >> 1)) & 15 : r.u8(at + (i >> 1)) >> 4
  }
  return columns
}

function readTimes(r: BoxReader, box: Record<string, Box>, c: SampleColumns): void {
  const n = c.count
  const stts = box.stts
  if (!stts) throw new BrokenBox('the table of times (stts) is missing')
  let i = 0
  let time = 0
  const entries = r.u32(stts.body + 4)
  // One look at the last byte of a table bounds all reads in it.
  r.u8(stts.body + 7 + entries * 8)
  for (let e = 0; e < entries && i < n; e++) {
    const run = r.view.getUint32(stts.body + 8 + e * 8)
    // Some writers store small negative steps here to mend a rounding; anything large and negative is a broken value.
    const raw = r.view.getInt32(stts.body + 12 + e * 8)
    const delta = raw < -0x1000000 ? raw >>> 0 : raw
    for (let j = 0; j < run && i < n; j++) {
      c.dts[i] = time
      c.cts[i] = time
      c.duration[i++] = Math.max(0, delta)
      time += delta
    }
  }
  if (i < n) throw new BrokenBox('the table of times is shorter than the table of sizes')
  const ctts = box.ctts
  if (!ctts) return
  i = 0
  const offsets = r.u32(ctts.body + 4)
  r.u8(ctts.body + 7 + offsets * 8)
  for (let e = 0; e < offsets && i < n; e++) {
    const run = r.view.getUint32(ctts.body + 8 + e * 8)
    // Version 0 says unsigned, but writers store negative offsets there too; nobody means half a billion units.
    const offset = r.view.getInt32(ctts.body + 12 + e * 8)
    for (let j = 0; j < run && i < n; j++) c.cts[i++]! += offset
  }
}

function readKeys(r: BoxReader, box: Record<string, Box>, c: SampleColumns): void {
  const n = c.count
  const { stss, sdtp } = box
  if (stss) {
    const keys = r.u32(stss.body + 4)
    for (let k = 0; k < keys; k++) {
      const sample = r.u32(stss.body + 8 + k * 4) - 1
      if (sample >= 0 && sample < n) c.flags[sample]! |= SAMPLE_KEY
    }
  } else c.flags.fill(SAMPLE_KEY)
  if (!sdtp) return
  const end = Math.min(n, sdtp.end - sdtp.body - 4)
  for (let i = 0; i < end; i++)
    if (((r.u8(sdtp.body + 4 + i) >> 2) & 3) === 2) c.flags[i]! |= SAMPLE_DISPOSABLE
}

function readPlaces(r: BoxReader, box: Record<string, Box>, c: SampleColumns): void {
  const n = c.count
  const { stsc, stco, co64 } = box
  const chunks = stco ?? co64
  if (!stsc || !chunks) throw new BrokenBox('the table of places (stsc, stco) is missing')
  const runs = r.u32(stsc.body + 4)
  const chunkCount = r.u32(chunks.body + 4)
  let run = -1
  let perChunk = 0
  let nextRunAt = 1
  let i = 0
  for (let chunk = 1; chunk <= chunkCount && i < n; chunk++) {
    while (run + 1 < runs && nextRunAt <= chunk) {
      run++
      perChunk = r.u32(stsc.body + 8 + run * 12 + 4)
      c.descriptions = Math.max(c.descriptions, r.u32(stsc.body + 8 + run * 12 + 8))
      nextRunAt = run + 1 < runs ? r.u32(stsc.body + 8 + (run + 1) * 12) : Number.POSITIVE_INFINITY
    }
    let place = stco ? r.u32(chunks.body + 8 + (chunk - 1) * 4) : r.u64(chunks.body + 8 + (chunk - 1) * 8)
    for (let j = 0; j < perChunk && i < n; j++) {
      c.offset[i] = place
      place += c.size[i++]!
    }
  }
  if (i < n) throw new BrokenBox('the table of places is shorter than the table of sizes')
}
