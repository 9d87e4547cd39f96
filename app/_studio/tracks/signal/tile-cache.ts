/**
 * Tiles of one signal, fetched when a drawing first needs them and kept up to a number of bytes, the least recently
 * used given up first. What is not here is drawn from the coarsest level, which is fetched at once and always kept.
 */
import type { SignalManifest } from '#media/core/asset/manifest.ts'
import {
  columnOf,
  groupsOf,
  levelsOf,
  placeOfTile,
  type SignalShape,
  type TileColumn,
  type TilePlace,
  tileLength,
} from '#media/core/signal/tile-layout.ts'

const MOST_BYTES = 48 << 20
/** At once; more would only make the ones in sight wait. */
const MOST_ASKED = 6
const RETRY_MS = 3000

interface Tile {
  readonly place: TilePlace
  readonly bytes: ArrayBuffer
}

/** A channel's column of one tile, and which buckets of its level it covers. */
export interface Stretch extends TileColumn {
  readonly first: number
  readonly count: number
}

export interface TileCacheOptions {
  readonly signal: SignalManifest
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  /** Something has arrived and can be painted. */
  readonly arrived: () => void
  readonly fetchBytes?: (url: string) => Promise<ArrayBuffer | null>
}

export class TileCache {
  readonly shape: SignalShape
  readonly levels: number
  private readonly options: TileCacheOptions
  private readonly tiles = new Map<string, Tile>()
  private readonly asked = new Set<string>()
  private readonly failed = new Map<string, number>()
  private queue: string[] = []
  private held = 0
  /** Buckets of a tile. */
  readonly tile: number
  private readonly groups: number

  constructor(options: TileCacheOptions) {
    this.options = options
    this.shape = { channels: options.signal.channels.length, samples: options.signal.samples }
    this.levels = levelsOf(this.shape)
    this.tile = tileLength(this.shape.channels)
    this.groups = groupsOf(this.shape.channels)
  }

  /** The tile with a bucket of a channel; null while it is on its way. */
  stretch(level: number, bucket: number, channel: number): Stretch | null {
    const number = Math.floor(bucket / this.tile) * this.groups + Math.floor(channel / 8)
    const key = `${level}/${number}`
    const tile = this.tiles.get(key)
    if (!tile) {
      this.want(key)
      return null
    }
    this.tiles.delete(key)
    this.tiles.set(key, tile)
    const column = columnOf(tile.bytes, tile.place, level, channel)
    return column && { ...column, first: tile.place.first, count: tile.place.count }
  }

  get bytes(): number {
    return this.held
  }

  private want(key: string): void {
    if (this.asked.has(key) || this.queue.includes(key)) return
    const failedAt = this.failed.get(key)
    if (failedAt !== undefined && performance.now() - failedAt < RETRY_MS) return
    // What was asked for last is what is in sight now.
    this.queue.push(key)
    if (this.queue.length > 64) this.queue = this.queue.slice(-64)
    this.next()
  }

  private next(): void {
    while (this.asked.size < MOST_ASKED && this.queue.length) {
      const key = this.queue.pop()!
      this.asked.add(key)
      void this.fetch(key)
    }
  }

  private async fetch(key: string): Promise<void> {
    const [level, number] = key.split('/').map(Number) as [number, number]
    const place = placeOfTile(this.shape, level, number)
    const { baseUrl, signal, arrived, fetchBytes = overHttp } = this.options
    const bytes = place
      ? await fetchBytes(`${baseUrl}signal/${key}.bin?v=${signal.stamp}`).catch(() => null)
      : null
    this.asked.delete(key)
    if (place && bytes && bytes.byteLength === place.bytes) {
      this.failed.delete(key)
      this.tiles.set(key, { place, bytes })
      this.held += place.bytes
      this.shed()
      arrived()
    } else this.failed.set(key, performance.now())
    this.next()
  }

  private shed(): void {
    for (const [key, tile] of this.tiles) {
      if (this.held <= MOST_BYTES) return
      if (key.startsWith(`${this.levels - 1}/`)) continue
      this.tiles.delete(key)
      this.held -= tile.place.bytes
    }
  }
}

async function overHttp(url: string): Promise<ArrayBuffer | null> {
  const response = await fetch(url)
  return response.ok ? response.arrayBuffer() : null
}
