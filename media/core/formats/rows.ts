/** The document as rows in a fixed order, with names resolved: what every writer starts from. */
import type { AnnotationRecord, Label, LayerRecord, SpeakerRecord, TrackRecord } from '../document/records.ts'
import { secondsOf, TICKS_PER_SECOND, type Tick, tick } from '../time/tick.ts'
import type { ExportInput, MediaReference } from './format.ts'

export interface ExportRow {
  readonly annotation: AnnotationRecord
  readonly track: TrackRecord
  readonly layer: LayerRecord | null
  readonly label: Label | null
  readonly speaker: SpeakerRecord | null
  /** Frames of the main picture, inclusive; null without a picture, or where the time lies outside it. */
  readonly firstFrame: number | null
  readonly lastFrame: number | null
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function tracksOf(input: ExportInput): TrackRecord[] {
  const tracks = input.snapshot.records.filter((r) => r.type === 'track')
  return tracks.sort((a, b) => a.order - b.order || byText(a.id, b.id))
}

/** Those who speak, from top to bottom. */
export function speakersOf(input: ExportInput): SpeakerRecord[] {
  const speakers = input.snapshot.records.filter((r) => r.type === 'speaker')
  return speakers.sort((a, b) => a.order - b.order || byText(a.id, b.id))
}

/** Rows by track order, then start, end and id. */
export function exportRows(input: ExportInput): ExportRow[] {
  const tracks = tracksOf(input)
  const place = new Map(tracks.map((t, i) => [t.id, i]))
  const layers = new Map(input.snapshot.records.filter((r) => r.type === 'layer').map((l) => [l.id, l]))
  const labels = new Map(input.labelSet.labels.map((l) => [l.id, l]))
  const speakers = new Map(speakersOf(input).map((s) => [s.id, s]))
  const rows: ExportRow[] = []
  for (const a of input.snapshot.records) {
    if (a.type !== 'annotation') continue
    const at = place.get(a.trackId)
    if (at === undefined) continue
    const frames = framesOf(a, input.media)
    rows.push({
      annotation: a,
      track: tracks[at]!,
      layer: layers.get(a.layerId) ?? null,
      label: labels.get(a.labelId) ?? null,
      speaker: a.speakerId === null ? null : (speakers.get(a.speakerId) ?? null),
      ...frames,
    })
  }
  return rows.sort(
    (x, y) =>
      place.get(x.track.id)! - place.get(y.track.id)! ||
      x.annotation.start - y.annotation.start ||
      x.annotation.end - y.annotation.end ||
      byText(x.annotation.id, y.annotation.id),
  )
}

/** First and last frame inside `[start, end)`; an event has both equal. Null outside the picture. */
export function framesOf(
  a: { start: number; end: number },
  media: MediaReference | null,
): { firstFrame: number | null; lastFrame: number | null } {
  const index = media?.index
  if (!index || !media) return { firstFrame: null, lastFrame: null }
  const start = a.start - media.offset
  const last = Math.max(start, a.end - media.offset - 1)
  const inside = (t: number): boolean => t >= 0 && t < index.duration
  return {
    firstFrame: inside(start) ? index.frameAt(start) : null,
    lastFrame: inside(last) ? index.frameAt(last) : null,
  }
}

/** Rows of tracks that hold what is said. */
export const isUtterance = (row: ExportRow): boolean => row.track.kind === 'transcript'

/** What is said; "" where only who speaks is known. */
export const spokenText = (row: ExportRow): string => row.annotation.speech?.text ?? ''

export const labelNameOf = (row: ExportRow): string => row.label?.name ?? row.annotation.labelId

/** Seconds with nine decimals: less than a tick apart for a month of recording. */
export const secondsText = (t: number): string => secondsOf(t).toFixed(9)

const TICKS_PER_MS = TICKS_PER_SECOND / 1000

/**
 * A tick in whole milliseconds, rounded **up**, so that the instant lies inside the frame that begins there:
 * rounding to nearest would put one frame start in two into the frame before.
 */
export const millisecondsUp = (t: number): number => Math.ceil(t / TICKS_PER_MS)

/** The longest time a file may name: ten thousand days. Beyond it, a number is a slip, not a time. */
export const LONGEST_MS = 864_000_000_000

/** Milliseconds to the nearest tick. @throws RangeError beyond LONGEST_MS. */
export const ticksOfMilliseconds = (ms: number): Tick => tick(Math.round(ms * TICKS_PER_MS))

/** Whether a time is a whole number of milliseconds, so that millisecond formats hold it exactly. */
export const isWholeMillisecond = (t: number): boolean => t % TICKS_PER_MS === 0

/** The frame rate of the media as an exact fraction, "variable", or "" without a picture. */
export function rateText(media: MediaReference | null): string {
  if (!media?.index) return ''
  const rate = media.index.data.constantRate
  return rate ? (rate.den === 1 ? `${rate.num}` : `${rate.num}/${rate.den}`) : 'variable'
}

/** A file name made of a recording's name: no separators, control characters or leading dots. */
export function fileStem(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '-')
    .replace(/^[.\s-]+|[.\s-]+$/g, '')
    .slice(0, 120)
  return clean || 'recording'
}
