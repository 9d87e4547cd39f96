/**
 * The frame index as bytes: what ingest keeps as `index.bin` and what a browser loads before it plays. Columns, each
 * coded by what is left over after a guess, as variable-length integers:
 *
 *   "SCFI" version flags | timebase, rate, count | first pts, pts as changes of the step | end | flags
 *   | with bytes: length of each, its place in file order, gaps between neighbours | notes | CRC-32
 *
 * An hour at a variable 30 frames a second takes about 0.75 MB with byte places and 0.25 MB without.
 */
import { ByteReader, ByteWriter, crc32 } from './byte-columns.ts'
import { FrameIndex, type FrameIndexNote } from './frame-index.ts'
import { type Timebase, timebase } from './timebase.ts'

const MAGIC = 0x53434649
const VERSION = 1
const HAS_BYTES = 1
const MOST_FRAMES = 50_000_000

/** The bytes are no frame index, are damaged, or were made by a newer version. */
export class FrameIndexCodecError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FrameIndexCodecError'
  }
}

/** @param options.bytes whether the places of the frames in the file are kept, where the index has them */
export function encodeFrameIndex(index: FrameIndex, options: { bytes: boolean }): Uint8Array<ArrayBuffer> {
  const { timebase: base, pts, endPts, flags, byteStart, byteLength, constantRate, notes } = index.data
  const n = pts.length
  const withBytes = options.bytes && byteStart.length === n && byteLength.length === n
  const w = new ByteWriter(64 + n * (withBytes ? 6 : 2))
  w.u32(MAGIC)
  w.u8(VERSION)
  w.u8(withBytes ? HAS_BYTES : 0)
  w.varint(base.num)
  w.varint(base.den)
  w.varint(constantRate?.num ?? 0)
  w.varint(constantRate?.den ?? 0)
  w.varint(n)
  writeTimes(w, pts)
  w.signed(endPts - pts[n - 1]!)
  writeFlags(w, flags, n)
  if (withBytes) writePlaces(w, byteStart, byteLength)
  w.text(JSON.stringify(notes))
  return w.finishWithChecksum()
}

/** @throws FrameIndexCodecError */
export function decodeFrameIndex(data: Uint8Array): FrameIndex {
  try {
    return decode(data)
  } catch (error) {
    if (error instanceof FrameIndexCodecError) throw error
    throw new FrameIndexCodecError('The frame index is damaged. Prepare the recording again.')
  }
}

function decode(data: Uint8Array): FrameIndex {
  const r = new ByteReader(data)
  if (data.length < 16 || r.u32() !== MAGIC) throw new FrameIndexCodecError('This is not a frame index.')
  const version = r.u8()
  if (version > VERSION)
    throw new FrameIndexCodecError(
      `The frame index was made by a newer version (format ${version}; this one reads up to ${VERSION}). Update, or prepare the recording again.`,
    )
  const end = data.length - 4
  if (crc32(data, end) !== new ByteReader(data, end).u32())
    throw new FrameIndexCodecError('The frame index is damaged. Prepare the recording again.')
  const withBytes = (r.u8() & HAS_BYTES) !== 0
  const base = timebase(r.varint(), r.varint())
  const rateNum = r.varint()
  const rateDen = r.varint()
  const n = r.varint()
  if (n === 0 || n > MOST_FRAMES) throw new FrameIndexCodecError('The frame index is damaged.')
  const pts = readTimes(r, n)
  const endPts = pts[n - 1]! + r.signed()
  const flags = readFlags(r, n)
  const [byteStart, byteLength] = withBytes ? readPlaces(r, n) : [new Float64Array(0), new Uint32Array(0)]
  const notes = JSON.parse(r.text()) as FrameIndexNote[]
  if (r.at !== end) throw new FrameIndexCodecError('The frame index is damaged.')
  const constantRate: Timebase | null = rateNum && rateDen ? timebase(rateNum, rateDen) : null
  return new FrameIndex({ timebase: base, pts, endPts, flags, byteStart, byteLength, constantRate, notes })
}

/** Steps between frames change rarely (constant rate) or by little: the change is written, runs of no change counted. */
function writeTimes(w: ByteWriter, pts: Float64Array): void {
  w.signed(pts[0]!)
  let step = 0
  for (let i = 1; i < pts.length; ) {
    const next = pts[i]! - pts[i - 1]!
    w.signed(next - step)
    let run = 1
    if (next === step) {
      while (i + run < pts.length && pts[i + run]! - pts[i + run - 1]! === step) run++
      w.varint(run - 1)
    }
    step = next
    i += run
  }
}

function readTimes(r: ByteReader, n: number): Float64Array {
  const pts = new Float64Array(n)
  pts[0] = r.signed()
  let step = 0
  for (let i = 1; i < n; ) {
    const change = r.signed()
    let run = change === 0 ? r.varint() + 1 : 1
    if (run > n - i) throw new RangeError('too many times')
    step += change
    for (; run > 0; run--, i++) pts[i] = pts[i - 1]! + step
  }
  return pts
}

/** Runs where flags stay the same for long; else, with B-frames that come and go, four to a byte. */
function writeFlags(w: ByteWriter, flags: Uint8Array, n: number): void {
  const flag = (i: number): number => (flags[i] ?? 0) & 3
  let runs = 1
  for (let i = 1; i < n; i++) if (flag(i) !== flag(i - 1)) runs++
  w.u8(runs > n / 4 ? 1 : 0)
  if (runs > n / 4) {
    for (let i = 0; i < n; i += 4) w.u8(flag(i) * 64 + flag(i + 1) * 16 + flag(i + 2) * 4 + flag(i + 3))
    return
  }
  for (let i = 0; i < n; ) {
    let run = 1
    while (i + run < n && flag(i + run) === flag(i)) run++
    w.varint(run * 4 + flag(i))
    i += run
  }
}

function readFlags(r: ByteReader, n: number): Uint8Array {
  const flags = new Uint8Array(n)
  if (r.u8() === 1) {
    for (let i = 0; i < n; i += 4) {
      const four = r.u8()
      for (let k = 0; k < 4 && i + k < n; k++) flags[i + k] = (four >> (6 - 2 * k)) & 3
    }
    return flags
  }
  for (let i = 0; i < n; ) {
    const token = r.varint()
    const run = Math.floor(token / 4)
    if (run === 0 || run > n - i) throw new RangeError('too many flags')
    flags.fill(token & 3, i, i + run)
    i += run
  }
  return flags
}

/** In file order frames lie one after the other with small gaps (sound); that order differs little from presentation. */
function writePlaces(w: ByteWriter, start: Float64Array, length: Uint32Array): void {
  const n = start.length
  // Sizes are noise in their low byte: it is written as it is, so that up to 32 KB take two bytes.
  for (let i = 0; i < n; i++) {
    w.u8(length[i]! & 255)
    w.varint(length[i]! >>> 8)
  }
  const order = Array.from(start.keys()).sort((a, b) => start[a]! - start[b]! || a - b)
  const rank = new Uint32Array(n)
  order.forEach((frame, k) => {
    rank[frame] = k
  })
  writeMoves(w, rank)
  let expected = 0
  for (let k = 0; k < n; ) {
    const frame = order[k]!
    const gap = start[frame]! - expected
    w.signed(gap)
    expected = start[frame]! + length[frame]!
    k++
    if (gap !== 0) continue
    let run = 0
    while (k < n && start[order[k]!] === expected) {
      expected += length[order[k]!]!
      k++
      run++
    }
    w.varint(run)
  }
}

function readPlaces(r: ByteReader, n: number): [Float64Array, Uint32Array] {
  const length = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const low = r.u8()
    length[i] = r.varint() * 256 + low
  }
  const order = new Int32Array(n).fill(-1)
  const moves = readMoves(r, n)
  for (let i = 0; i < n; i++) {
    const rank = i + moves[i]!
    if (rank < 0 || rank >= n || order[rank] !== -1) throw new RangeError('places are contradictory')
    order[rank] = i
  }
  const start = new Float64Array(n)
  let expected = 0
  const place = (k: number, at: number): void => {
    const frame = order[k]!
    start[frame] = at
    expected = at + length[frame]!
  }
  for (let k = 0; k < n; ) {
    const gap = r.signed()
    place(k++, expected + gap)
    if (gap !== 0) continue
    const run = r.varint()
    if (run > n - k) throw new RangeError('too many places')
    for (let j = 0; j < run; j++) place(k++, expected)
  }
  return [start, length]
}

/** How far each frame lies from its presentation order: two to a byte where all are from -8 to 7, as with usual B-frames. */
function writeMoves(w: ByteWriter, rank: Uint32Array): void {
  const n = rank.length
  const move = (i: number): number => (i < n ? rank[i]! - i : 0)
  let small = true
  for (let i = 0; i < n && small; i++) small = move(i) >= -8 && move(i) <= 7
  w.u8(small ? 1 : 0)
  if (small) for (let i = 0; i < n; i += 2) w.u8((move(i) + 8) * 16 + move(i + 1) + 8)
  else for (let i = 0; i < n; i++) w.signed(move(i))
}

function readMoves(r: ByteReader, n: number): Float64Array {
  const moves = new Float64Array(n)
  if (r.u8() === 1)
    for (let i = 0; i < n; i += 2) {
      const pair = r.u8()
      moves[i] = (pair >> 4) - 8
      if (i + 1 < n) moves[i + 1] = (pair & 15) - 8
    }
  else for (let i = 0; i < n; i++) moves[i] = r.signed()
  return moves
}
