/**
 * A spectrogram as tiles. A tile is 256 columns of one level; a column of level l lasts 4 ms · 2^l, and holds the mean
 * power of up to eight windows spread evenly over it, so that a far view is no lottery of single moments.
 *
 * Windows are Hann windows; a value is the power in decibels against a sine of full scale that fills the window (0 dB),
 * stored as a byte in half decibels from −127.5 to 0. Rows go from low to high.
 */
import { Fft, powerOfTwo } from '../signal/fft.ts'
import { TICKS_PER_SECOND } from '../time/tick.ts'
import { hzOf, melFilters, melOf } from './mel.ts'

export const SPECTRUM_SCALES = ['linear', 'mel'] as const
/** Samples a second that are analysed: the highest frequency is half of it. */
export const SPECTRUM_RATES = [8000, 16_000, 24_000, 48_000] as const
/** Length of the window, milliseconds. */
export const SPECTRUM_WINDOWS = [5, 10, 20, 40, 80] as const

export interface SpectrumKind {
  readonly scale: (typeof SPECTRUM_SCALES)[number]
  readonly rate: (typeof SPECTRUM_RATES)[number]
  readonly window: (typeof SPECTRUM_WINDOWS)[number]
  /** All channels mixed, or one by its number. */
  readonly channel: 'mix' | number
}

export const TILE_COLUMNS = 256
/** Ticks of a column at level 0. */
export const COLUMN_TICKS = TICKS_PER_SECOND / 250
export const SPECTRUM_LEVELS = 16
/** Stored byte of a value in decibels. */
export const byteOfDb = (db: number): number => Math.max(0, Math.min(255, Math.round((db + 127.5) * 2)))
export const dbOfByte = (byte: number): number => byte / 2 - 127.5

const MOST_ROWS = 512
const MEL_BANDS = 128
const MOST_WINDOWS = 8
/** Below every byte, so that silence is no number of its own. */
const NOTHING = 1e-15

export const columnTicks = (level: number): number => COLUMN_TICKS * 2 ** level

/** "linear-16000-20-mix", as in addresses. */
export const kindText = ({ scale, rate, window, channel }: SpectrumKind): string =>
  `${scale}-${rate}-${window}-${channel}`

export function kindFrom(text: string): SpectrumKind | null {
  const m = /^(linear|mel)-(8000|16000|24000|48000)-(5|10|20|40|80)-(mix|[0-7])$/.exec(text)
  if (!m) return null
  return {
    scale: m[1] as SpectrumKind['scale'],
    rate: Number(m[2]) as SpectrumKind['rate'],
    window: Number(m[3]) as SpectrumKind['window'],
    channel: m[4] === 'mix' ? 'mix' : Number(m[4]),
  }
}

/** Samples of the window. */
export const windowSamples = ({ rate, window }: SpectrumKind): number => Math.round((rate * window) / 1000)

/** Length of the transform: mel bands need bins finer than themselves, whatever the window. */
export function fftSizeOf(kind: SpectrumKind): number {
  const least = kind.scale === 'mel' ? kind.rate / 16 : 512
  return powerOfTwo(Math.max(windowSamples(kind), least))
}

/** Linear: bins, several of them a row where there are too many (the strongest counts). */
export function rowsOf(kind: SpectrumKind): number {
  return kind.scale === 'mel' ? MEL_BANDS : Math.min(MOST_ROWS, fftSizeOf(kind) / 2)
}

/** Frequency at a row, Hz; fractional rows lie between. The inverse of `rowAt`. */
export function hzAt(kind: SpectrumKind, row: number): number {
  if (kind.scale === 'linear') return (row * kind.rate) / 2 / rowsOf(kind)
  return hzOf(((row + 1) * melOf(kind.rate / 2, 'slaney')) / (MEL_BANDS + 1), 'slaney')
}

export function rowAt(kind: SpectrumKind, hz: number): number {
  if (kind.scale === 'linear') return (hz / (kind.rate / 2)) * rowsOf(kind)
  return (melOf(hz, 'slaney') / melOf(kind.rate / 2, 'slaney')) * (MEL_BANDS + 1) - 1
}

/** Samples of a column at a level. */
const columnSamples = (kind: SpectrumKind, level: number): number => (kind.rate / 250) * 2 ** level

/** Which samples a tile is made from: [from, to), from may lie before the beginning. */
export function samplesOfTile(kind: SpectrumKind, level: number, tile: number): { from: number; to: number } {
  const step = columnSamples(kind, level)
  const half = Math.ceil(windowSamples(kind) / 2)
  return { from: tile * TILE_COLUMNS * step - half, to: (tile + 1) * TILE_COLUMNS * step + half }
}

/**
 * Takes the samples of a tile in order, however long it is, and keeps only what the next windows need.
 * @example const maker = new TileMaker(kind, level); for (const part of parts) maker.push(part); maker.finish()
 */
export class TileMaker {
  private readonly fft: Fft
  private readonly hann: Float64Array
  private readonly gain: number
  private readonly step: number
  private readonly windows: number
  private readonly sums: Float64Array
  private readonly mel: readonly { from: number; weights: Float64Array }[] | null
  private readonly re: Float64Array
  private readonly im: Float64Array
  private held: Float32Array
  /** Samples held, and the place of the first among the tile's. */
  private count = 0
  private first = 0
  /** Number of the next window of the tile. */
  private next = 0
  private readonly rows: number

  constructor(kind: SpectrumKind, level: number) {
    const length = windowSamples(kind)
    const size = fftSizeOf(kind)
    this.fft = new Fft(size)
    this.re = new Float64Array(size)
    this.im = new Float64Array(size)
    this.hann = Float64Array.from(
      { length },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length),
    )
    const sum = this.hann.reduce((a, b) => a + b, 0)
    this.gain = (2 / sum) ** 2
    this.step = columnSamples(kind, level)
    this.windows = Math.min(2 ** level, MOST_WINDOWS)
    this.rows = rowsOf(kind)
    this.sums = new Float64Array(TILE_COLUMNS * this.rows)
    this.mel = kind.scale === 'mel' ? sparse(kind, size) : null
    this.held = new Float32Array(Math.max(65_536, 4 * length))
  }

  /** Samples −1…1 that follow those pushed before; the first is `samplesOfTile(…).from`. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      if (this.count === this.held.length) this.shed()
      const part = samples.subarray(at, at + this.held.length - this.count)
      this.held.set(part, this.count)
      this.count += part.length
      at += part.length
      this.analyse(false)
    }
  }

  /** The tile, row by row from low to high, 256 bytes a row. What was not pushed counts as silence. */
  finish(): Uint8Array<ArrayBuffer> {
    this.analyse(true)
    const out = new Uint8Array(this.sums.length)
    for (let c = 0; c < TILE_COLUMNS; c++)
      for (let r = 0; r < this.rows; r++) {
        const power = this.sums[c * this.rows + r]! / this.windows
        out[r * TILE_COLUMNS + c] = byteOfDb(10 * Math.log10(Math.max(NOTHING, power)))
      }
    return out
  }

  /** First sample of a window among the tile's: it lies about the middle of its part of the column. */
  private beginOf(window: number): number {
    const column = Math.floor(window / this.windows)
    const part = ((window % this.windows) + 0.5) / this.windows
    const length = this.hann.length
    return Math.round((column + part) * this.step + Math.ceil(length / 2) - length / 2)
  }

  /** Two windows by one transform: one as its real part, one as its imaginary part. */
  private analyse(end: boolean): void {
    const all = TILE_COLUMNS * this.windows
    while (this.next < all) {
      const a = this.next
      const b = Math.min(all - 1, a + 1)
      const last = this.beginOf(b) + this.hann.length
      if (!end && last > this.first + this.count) return
      const heardA = this.take(a, this.re)
      const heardB = b > a ? this.take(b, this.im) : this.im.fill(0) === null
      if (heardA || heardB) {
        this.fft.forward(this.re, this.im)
        this.add(a, b)
      }
      this.next = b + 1
    }
  }

  /** True when the window holds anything but silence. */
  private take(window: number, into: Float64Array): boolean {
    const begin = this.beginOf(window) - this.first
    const { hann, held, count } = this
    into.fill(0)
    let heard = false
    for (let i = 0; i < hann.length; i++) {
      const at = begin + i
      const v = at >= 0 && at < count ? held[at]! : 0
      if (v !== 0) heard = true
      into[i] = v * hann[i]!
    }
    return heard
  }

  private add(a: number, b: number): void {
    const { re, im, gain, rows, sums, mel } = this
    const { size } = this.fft
    const half = size / 2
    const ofA = Math.floor(a / this.windows) * rows
    const ofB = Math.floor(b / this.windows) * rows
    const powers = [new Float64Array(half + 1), new Float64Array(half + 1)] as const
    for (let k = 0; k <= half; k++) {
      const m = (size - k) % size
      const ar = (re[k]! + re[m]!) / 2
      const ai = (im[k]! - im[m]!) / 2
      const br = (im[k]! + im[m]!) / 2
      const bi = (re[m]! - re[k]!) / 2
      powers[0][k] = (ar * ar + ai * ai) * gain
      powers[1][k] = (br * br + bi * bi) * gain
    }
    const each: [Float64Array, number][] = [[powers[0], ofA]]
    if (b > a) each.push([powers[1], ofB])
    for (const [power, at] of each) {
      if (mel)
        mel.forEach(({ from, weights }, r) => {
          let sum = 0
          for (let i = 0; i < weights.length; i++) sum += weights[i]! * power[from + i]!
          sums[at + r]! += sum
        })
      else {
        const per = half / rows
        for (let r = 0; r < rows; r++) {
          let most = power[r * per]!
          for (let k = r * per + 1; k < (r + 1) * per; k++) if (power[k]! > most) most = power[k]!
          sums[at + r]! += most
        }
      }
    }
  }

  /** Lets go of samples that no later window needs. */
  private shed(): void {
    const need = Math.max(0, this.beginOf(this.next) - this.first)
    const gone = Math.min(need, this.count)
    this.held.copyWithin(0, gone, this.count)
    this.count -= gone
    this.first += gone
    // Windows reach further than what is held only where they are longer than the room for them.
    if (gone === 0) {
      const larger = new Float32Array(this.held.length * 2)
      larger.set(this.held.subarray(0, this.count))
      this.held = larger
    }
  }
}

function sparse(kind: SpectrumKind, fftSize: number): { from: number; weights: Float64Array }[] {
  const bins = fftSize / 2 + 1
  const all = melFilters({
    rate: kind.rate,
    fftSize,
    bands: MEL_BANDS,
    low: 0,
    high: kind.rate / 2,
    scale: 'slaney',
    norm: 'peak',
    straightIn: 'hz',
  })
  return Array.from({ length: MEL_BANDS }, (_, b) => {
    const row = all.subarray(b * bins, (b + 1) * bins)
    const from = row.findIndex((w) => w > 0)
    const to = row.findLastIndex((w) => w > 0) + 1
    return { from: Math.max(0, from), weights: Float64Array.from(from < 0 ? [] : row.subarray(from, to)) }
  })
}
