/**
 * The waveform of one sound stream: its coarse levels come with the first kilobytes, finer ones tile by tile as they
 * come into sight. Nothing is decoded in the browser.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { SoundStream } from '#media/core/asset/manifest.ts'
import {
  amplitudesOf,
  decodePeaks,
  emptyLevel,
  type PeakLevel,
  type Peaks,
  type PeaksLayout,
  peaksLayout,
  peakTile,
  putTile,
} from '#media/core/signal/peaks.ts'

/** Requests at once. */
const MOST_ASKED = 4
const RETRY_MS = 3000

export interface WaveformSourceOptions {
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  readonly sound: SoundStream
  /** Something can be painted that could not before. */
  readonly arrived: () => void
  readonly fetchBytes?: (url: string) => Promise<Uint8Array | null>
}

export interface WaveformColumns {
  readonly level: PeakLevel
  /** Amplitude of a stored value. */
  readonly amplitude: Float32Array
}

export class WaveformSource implements Disposable {
  readonly sound: SoundStream
  /** The levels that are here whole, coarsest first; null before the first has come. */
  readonly whole: ReadonlySignal<Peaks | null>
  private readonly wholeSignal = signal<Peaks | null>(null)
  private readonly options: WaveformSourceOptions
  private layout: PeaksLayout | null = null
  private readonly levels: (PeakLevel | null)[] = []
  /** By level: tiles that are here. */
  private readonly here: Set<number>[] = []
  private readonly asked = new Set<string>()
  private readonly failed = new Map<string, number>()
  private queue: string[] = []
  private over = false

  constructor(options: WaveformSourceOptions) {
    this.options = options
    this.sound = options.sound
    this.whole = this.wholeSignal
    void this.readHead()
  }

  /**
   * The level for a zoom, with what is asked of it here; else the next coarser that is. Asks for what is missing.
   * @param ticks of a pixel; @param from, to: ticks on the file's clock that are in sight
   */
  columns(ticks: number, from: number, to: number): WaveformColumns | null {
    const { layout } = this
    if (!layout) return null
    let wanted = layout.levels.findIndex((level) => level.ticks <= ticks)
    if (wanted < 0) wanted = layout.levels.length - 1
    const amplitude = amplitudesOf(layout)
    for (let l = wanted; l >= 0; l--) {
      const level = this.levels[l]
      if (this.want(l, from, to) && level) return { level, amplitude }
    }
    return null
  }

  /** Asks for the finest level from end to end, for those who look for silence in it. */
  wantAll(): void {
    const finest = this.layout?.levels.at(-1)
    if (finest) this.want(this.layout!.levels.length - 1, 0, finest.length * finest.ticks)
  }

  [Symbol.dispose](): void {
    this.over = true
    this.queue = []
  }

  private url(part: string): string {
    const { baseUrl, sound } = this.options
    return `${baseUrl}sound/${sound.stream}/waveform${part}.bin?v=${sound.stamp}`
  }

  private async readHead(): Promise<void> {
    const bytes = await this.fetch(this.url(''))
    if (this.over || !bytes) return
    const layout = peaksLayout(bytes)
    const { levels } = decodePeaks(bytes)
    this.layout = layout
    for (const i of layout.levels.keys()) {
      const level = levels[i] ?? null
      this.levels[i] = level
      this.here[i] = new Set(level ? tilesBetween(layout, i, 0, level.length) : [])
    }
    this.tell()
  }

  /** True when every tile between is here. */
  private want(l: number, from: number, to: number): boolean {
    const layout = this.layout!
    const { ticks, length } = layout.levels[l]!
    const first = Math.max(0, Math.floor(from / ticks))
    const last = Math.min(length, Math.ceil(to / ticks) + 1)
    let all = true
    for (const tile of tilesBetween(layout, l, first, last)) {
      if (this.here[l]!.has(tile)) continue
      all = false
      this.ask(`${l}/${tile}`)
    }
    return all
  }

  private ask(key: string): void {
    if (this.asked.has(key) || this.queue.includes(key)) return
    const failedAt = this.failed.get(key)
    if (failedAt !== undefined && performance.now() - failedAt < RETRY_MS) return
    this.queue.push(key)
    this.next()
  }

  private next(): void {
    while (this.asked.size < MOST_ASKED && this.queue.length) {
      // What was asked for last is what is in sight now.
      const key = this.queue.pop()!
      this.asked.add(key)
      void this.take(key)
    }
  }

  private async take(key: string): Promise<void> {
    const [l, number] = key.split('/').map(Number) as [number, number]
    const tile = peakTile(this.layout!, l, number)
    const bytes = tile && (await this.fetch(this.url(`/${key}`)))
    this.asked.delete(key)
    if (this.over) return
    if (tile && bytes?.length === tile.bytes) {
      this.failed.delete(key)
      this.levels[l] ??= emptyLevel(this.layout!, l)
      putTile(this.levels[l]!, tile, bytes)
      this.here[l]!.add(number)
      this.tell()
    } else this.failed.set(key, performance.now())
    this.next()
  }

  private tell(): void {
    const layout = this.layout!
    const whole = this.levels.filter(
      (level, l): level is PeakLevel =>
        level !== null && this.here[l]!.size === tilesBetween(layout, l, 0, level.length).length,
    )
    if (whole.length !== this.wholeSignal.peek()?.levels.length)
      this.wholeSignal.value = { channels: layout.channels, amplitude: amplitudesOf(layout), levels: whole }
    this.options.arrived()
  }

  private fetch(url: string): Promise<Uint8Array | null> {
    return (this.options.fetchBytes ?? overHttp)(url).catch(() => null)
  }
}

function tilesBetween(layout: PeaksLayout, level: number, first: number, last: number): number[] {
  const tiles: number[] = []
  for (let t = 0, tile = peakTile(layout, level, 0); tile; tile = peakTile(layout, level, ++t))
    if (tile.first < last && tile.first + tile.count > first) tiles.push(t)
  return tiles
}

async function overHttp(url: string): Promise<Uint8Array | null> {
  const response = await fetch(url)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
