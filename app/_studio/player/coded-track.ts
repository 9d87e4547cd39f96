/**
 * One rendition as a decoder sees it: which segment holds a frame, which coded pictures must go in to get it out, and
 * from where a decoder may start. Every coded picture gets its frame number here, checked against the index.
 */
import { type CodedSample, Fmp4Error, parseInit, parseSegment, type VideoInit } from './fmp4.ts'
import { TOLERANCE_US } from './frame-stamps.ts'

/** [first frame in presentation order, key frame's number, frames in it], as in the asset manifest. */
export type SegmentRow = readonly [first: number, key: number, count: number]

export interface TrackSource {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly segments: readonly SegmentRow[]
}

export interface NumberedSample extends CodedSample {
  /** Frame number; -1 for a picture that is decoded but never shown. */
  readonly frame: number
}

export interface LoadedSegment {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly samples: readonly NumberedSample[]
}

/** A place in decoding order. */
export interface Place {
  readonly segment: number
  readonly sample: number
}

export const comparePlaces = (a: Place, b: Place): number => a.segment - b.segment || a.sample - b.sample

/** Fetches a part of the track: 'init' or the number of a segment. */
export type LoadPart = (part: 'init' | number) => Promise<Uint8Array<ArrayBuffer>>

export class CodedTrack {
  readonly source: TrackSource
  private readonly stamps: Float64Array
  private readonly loadPart: LoadPart
  private readonly parsed = new Map<number, { bytes: Uint8Array<ArrayBuffer>; segment: LoadedSegment }>()
  private initPromise: Promise<VideoInit> | null = null

  constructor(source: TrackSource, stamps: Float64Array, loadPart: LoadPart) {
    this.source = source
    this.stamps = stamps
    this.loadPart = loadPart
  }

  init(): Promise<VideoInit> {
    this.initPromise ??= this.loadPart('init').then(parseInit)
    this.initPromise.catch(() => {
      this.initPromise = null
    })
    return this.initPromise
  }

  get segmentCount(): number {
    return this.source.segments.length
  }

  /** The segment whose frames include this one, or -1 when the rendition does not have it. */
  segmentOf(frame: number): number {
    const rows = this.source.segments
    let lo = 0
    let hi = rows.length
    while (lo < hi) {
      const mid = (lo + hi) >>> 1
      if (rows[mid]![0] <= frame) lo = mid + 1
      else hi = mid
    }
    const row = rows[lo - 1]
    return row && frame < row[0] + row[2] ? lo - 1 : -1
  }

  async segment(k: number): Promise<LoadedSegment> {
    const init = await this.init()
    const bytes = await this.loadPart(k)
    const known = this.parsed.get(k)
    if (known?.bytes === bytes) return known.segment
    const segment = {
      bytes,
      samples: numberSamples(parseSegment(bytes, init), init, this.row(k), this.stamps),
    }
    this.parsed.set(k, { bytes, segment })
    if (this.parsed.size > 48) this.parsed.delete(this.parsed.keys().next().value!)
    return segment
  }

  /**
   * Where a frame lies in decoding order and where a decoder must start to get it: the last key picture at or before it
   * in both orders. Leading pictures of an open group, shown before their key, take the group before with them.
   */
  async reach(frame: number): Promise<{ start: Place; at: Place }> {
    const k = this.segmentOf(frame)
    if (k < 0) throw new Fmp4Error(`frame ${frame} is not in the rendition ${this.source.name}`)
    const here = await this.segment(k)
    const sample = here.samples.findIndex((s) => s.frame === frame)
    if (sample < 0) throw new Fmp4Error(`frame ${frame} is not in segment ${k} of ${this.source.name}`)
    const at: Place = { segment: k, sample }
    for (let s = k; s >= 0; s--) {
      const { samples } = s === k ? here : await this.segment(s)
      for (let i = s === k ? sample : samples.length - 1; i >= 0; i--) {
        const candidate = samples[i]!
        if (candidate.key && candidate.frame <= frame) return { start: { segment: s, sample: i }, at }
      }
    }
    // No key picture before it that a decoder surely takes: the very start is the best there is.
    return { start: { segment: 0, sample: 0 }, at }
  }

  private row(k: number): SegmentRow {
    const row = this.source.segments[k]
    if (!row) throw new Fmp4Error(`there is no segment ${k} in ${this.source.name}`)
    return row
  }
}

/**
 * Gives every coded picture of a segment its frame number. The row says which frames are inside; their order is that
 * of the presentation times, and each time must be the index's.
 * @throws Fmp4Error when count or times differ: then no frame of this rendition can be trusted.
 */
export function numberSamples(
  samples: readonly CodedSample[],
  init: Pick<VideoInit, 'timescale'>,
  [first, , count]: SegmentRow,
  stamps: Float64Array,
): NumberedSample[] {
  const order = samples.map((_, i) => i).sort((a, b) => samples[a]!.pts - samples[b]!.pts || a - b)
  const hidden = samples.length - count
  if (hidden < 0)
    throw new Fmp4Error(`a segment holds ${samples.length} pictures where ${count} were expected`)
  const frames = new Int32Array(samples.length).fill(-1)
  for (let j = hidden; j < order.length; j++) {
    const i = order[j]!
    const frame = first + j - hidden
    const us = (samples[i]!.pts * 1e6) / init.timescale
    if (frame >= stamps.length || Math.abs(us - stamps[frame]!) > TOLERANCE_US)
      throw new Fmp4Error(`the picture at ${(us / 1e6).toFixed(4)} s is not frame ${frame} of the index`)
    frames[i] = frame
  }
  return samples.map((s, i) => ({ ...s, frame: frames[i]! }))
}
