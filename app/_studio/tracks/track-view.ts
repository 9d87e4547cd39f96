/**
 * What the timeline knows of a track: it can draw itself into a row. Everything else is an optional ability. A view
 * keeps no global references; all it may use comes in the context.
 */
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { LabelTable } from '../timeline/label-table.ts'
import type { StripSheet } from '../timeline/strips.ts'
import type { TextSprites } from '../timeline/text-sprites.ts'
import type { TimelineTheme } from '../timeline/theme.ts'

/** Coordinates are device pixels of the canvas: `scale` runs from 0 to the canvas' width. */
export interface TrackRenderContext {
  readonly g: CanvasRenderingContext2D
  readonly scale: TimeScale
  readonly y: number
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly dpr: number
  readonly strips: StripSheet
  readonly text: TextSprites
  readonly labels: LabelTable
  readonly theme: TimelineTheme
  /** Runs after all strips are on the canvas: shapes that lie above them. */
  after(draw: () => void): void
  /**
   * A word above all strips and shapes, cut to its room; where nothing of it fits, `instead` is tried.
   * @param y its middle
   */
  word(text: string, x: number, y: number, room: number, ink: string, instead?: string | null): void
}

/** Where in a row: time scale in CSS pixels, y from the row's top. */
export interface TrackPoint {
  readonly scale: TimeScale
  readonly x: number
  readonly y: number
  readonly height: number
}

export interface TrackHit {
  readonly annotationId: string
  readonly start: number
  readonly end: number
  /** `body`, or the edge that is near enough to be taken. */
  readonly part: 'body' | 'start' | 'end'
}

/** Where an annotation stands in its row, CSS pixels from the row's top, for selection frames and drafts. */
export interface TrackBand {
  readonly y: number
  readonly height: number
}

export interface TrackView {
  render(ctx: TrackRenderContext): void
  hit?(point: TrackPoint): TrackHit | null
  /** Every annotation whose drawing meets the box. */
  within?(point: TrackPoint, to: { readonly x: number; readonly y: number }): readonly string[]
  /** Adds this track's edges within [from, to] to `into`, other than those of `except`. */
  edges?(from: number, to: number, except: ReadonlySet<string>, into: number[]): void
  band?(annotationId: string, start: number, height: number): TrackBand | null
}
