/**
 * Files of samples: reading a table of 16 channels against splitting its text into numbers, and filling the pixel columns
 * of an hour of 16 channels at 1 kHz at every zoom against looking at each sample. What is measured of drawing is what
 * grows with the signal: finding each column's range and writing its pixels; the canvas is not in it.
 */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fillEnvelope, newEnvelope } from '#app/_studio/tracks/signal/envelope.ts'
import { TileCache } from '#app/_studio/tracks/signal/tile-cache.ts'
import { settingsFrom } from '#media/core/signal/settings.ts'
import { HEADER_BYTES, placeOfTile } from '#media/core/signal/tile-layout.ts'
import { TileWriter } from '#media/core/signal/tile-writer.ts'
import { describeFile, makeTiles } from '#media/ingest/index.ts'

const CHANNELS = 16
const ROWS = 300_000
const HOUR = 3_600_000
const WIDTH = 1400
const HEIGHT = 400

export interface SignalsBench {
  readonly [key: string]: number
  readonly ingestMegabytesPerSecond: number
  /** Speed of reading into tiles by that of `split` and `Number` alone. */
  readonly ingestRatio: number
  /** Median over all zooms, all 16 channels, ms. */
  readonly drawMs: number
  /** 95th percentile of the same. */
  readonly drawP95Ms: number
  /** By looking at every sample in view once, zoomed out. */
  readonly drawSpeedup: number
  /** Bytes of all levels by those of the samples. */
  readonly tilesRatio: number
}

export async function run(print: (line: string) => void): Promise<SignalsBench> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-bench-'))
  try {
    const ingest = await readTable(folder, print)
    return { ...ingest, ...(await drawHour(print)) }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

const value = (i: number, c: number): number => Math.sin(i / 50 + c) * 1.5

async function readTable(folder: string, print: (line: string) => void) {
  const file = path.join(folder, 'emg.csv')
  const names = Array.from({ length: CHANNELS }, (_, c) => `EMG${c} [mV]`)
  const lines = Array.from(
    { length: ROWS },
    (_, i) => `${(i / 1000).toFixed(3)},${names.map((_, c) => value(i, c).toFixed(5)).join(',')}`,
  )
  await fs.writeFile(file, `time (s),${names.join(',')}\n${lines.join('\n')}\n`)
  const { size } = await fs.stat(file)
  const described = await describeFile(file)
  if (described.kind !== 'signal') throw new Error('the table was not recognised')
  const ours: number[] = []
  const plain: number[] = []
  for (let k = 0; k < 3; k++) {
    let from = performance.now()
    const made = await makeTiles(file, settingsFrom(described.table), { folder })
    ours.push(performance.now() - from)
    if (made.shape.samples !== ROWS) throw new Error('samples are missing')
    from = performance.now()
    const text = await fs.readFile(file, 'utf8')
    let sum = 0
    for (const line of text.split('\n').slice(1)) for (const cell of line.split(',')) sum += Number(cell)
    if (!Number.isFinite(sum)) throw new Error('a number was not read')
    plain.push(performance.now() - from)
  }
  const best = Math.min(...ours)
  const speed = size / 1e3 / best
  print(
    `reading   ${speed.toFixed(0)} MB/s into tiles, ${(size / 1e3 / Math.min(...plain)).toFixed(0)} MB/s by split`,
  )
  return { ingestMegabytesPerSecond: speed, ingestRatio: Math.min(...plain) / best }
}

async function drawHour(print: (line: string) => void) {
  const parts: Uint8Array[][] = []
  const writer = new TileWriter(CHANNELS, (level, bytes) => {
    parts[level] ??= []
    parts[level].push(bytes)
  })
  const row = new Float64Array(CHANNELS)
  for (let i = 0; i < HOUR; i++) {
    for (let c = 0; c < CHANNELS; c++) row[c] = value(i, c)
    writer.push(row)
  }
  writer.finish()
  const levels = parts.map((list) => Buffer.concat(list))
  const cache = new TileCache({
    signal: {
      channels: Array.from({ length: CHANNELS }, (_, c) => ({
        name: `c${c}`,
        unit: '',
        min: -1.5,
        max: 1.5,
      })),
      rate: 1000,
      samples: HOUR,
      start: 0,
      stamp: 1,
    },
    baseUrl: '',
    arrived: () => {},
    fetchBytes: async (url) => {
      const [level = 0, tile = 0] = /signal\/(\d+)\/(\d+)/.exec(url)!.slice(1).map(Number)
      const place = placeOfTile(cache.shape, level, tile)!
      const from = place.offset - HEADER_BYTES
      return Uint8Array.from(levels[level]!.subarray(from, from + place.bytes)).buffer
    },
  })
  const pixels = new Uint32Array(WIDTH * HEIGHT)
  const envelope = newEnvelope(WIDTH)
  const room = HEIGHT / CHANNELS
  let complete = true
  const draw = (first: number, step: number): void => {
    pixels.fill(0)
    complete = true
    for (let c = 0; c < CHANNELS; c++) {
      fillEnvelope(cache, c, { first, step, width: WIDTH }, envelope)
      complete &&= envelope.complete
      for (let x = 0; x < WIDTH; x++) {
        const lo = envelope.min[x]!
        if (Number.isNaN(lo)) continue
        const from = Math.round(c * room + ((1.5 - envelope.max[x]!) / 3) * (room - 1))
        const to = Math.round(c * room + ((1.5 - lo) / 3) * (room - 1)) + 1
        for (let y = from, at = from * WIDTH + x; y < to; y++, at += WIDTH) pixels[at] = 0xff00ff00
      }
    }
  }
  const times: number[] = []
  const far: number[] = []
  for (let step = HOUR / WIDTH; step > 1.5; step /= 1.4) {
    const first = step * WIDTH >= HOUR ? 0 : HOUR * 0.37
    for (let k = 0; k < 100; k++) {
      draw(first, step)
      if (complete) break
      await new Promise((done) => setTimeout(done, 5))
    }
    for (let k = 0; k < 15; k++) {
      const from = performance.now()
      draw(first, step)
      times.push(performance.now() - from)
      if (step === HOUR / WIDTH) far.push(times.at(-1)!)
    }
  }
  // The plain way: every sample of the hour looked at once for each channel.
  const samples = Float32Array.from({ length: HOUR }, (_, i) => value(i, 0))
  const min = new Float32Array(WIDTH)
  const max = new Float32Array(WIDTH)
  const from = performance.now()
  for (let c = 0; c < CHANNELS; c++) {
    min.fill(Number.POSITIVE_INFINITY)
    max.fill(Number.NEGATIVE_INFINITY)
    for (let i = 0; i < HOUR; i++) {
      const x = Math.floor((i * WIDTH) / HOUR)
      const v = samples[i]!
      if (v < min[x]!) min[x] = v
      if (v > max[x]!) max[x] = v
    }
  }
  const plain = performance.now() - from
  times.sort((a, b) => a - b)
  far.sort((a, b) => a - b)
  const p95 = times[Math.floor(times.length * 0.95)]!
  const speedup = plain / far[far.length >> 1]!
  print(
    `drawing   p95 ${p95.toFixed(2)} ms at ${times.length / 15} zooms, every sample ${plain.toFixed(0)} ms`,
  )
  return {
    drawMs: times[times.length >> 1]!,
    drawP95Ms: p95,
    drawSpeedup: speedup,
    tilesRatio: levels.reduce((n, b) => n + b.length, 0) / (4 * CHANNELS * HOUR),
  }
}
