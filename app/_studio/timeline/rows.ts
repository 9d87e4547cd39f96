/**
 * The rows of the timeline from top to bottom and which of them are in sight. Coordinates are CSS pixels; the ruler
 * stands above and does not scroll.
 *
 *   y = 0 ─────────────── ruler ───────────────
 *   RULER_HEIGHT ──────── first row ───────────  ← moved up by scrollY
 */
import type { TrackView } from '../tracks/track-view.ts'

export const RULER_HEIGHT = 24

export interface Row {
  readonly id: string
  /** `track` rows hold annotations, a `group` row stands above its tracks or in their place; the others show media. */
  readonly kind: 'track' | 'group' | 'filmstrip' | 'waveform' | 'signal'
  readonly height: number
  /** What stands in the header of a media row; its kind's name when left out. */
  readonly name?: string
  readonly view: TrackView
}

export interface PlacedRow extends Row {
  /** Top on the canvas. */
  readonly y: number
}

export function contentHeight(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.height, 0)
}

/** Rows of which at least a part is in sight. */
export function placeRows(rows: readonly Row[], scrollY: number, height: number): PlacedRow[] {
  const placed: PlacedRow[] = []
  let y = RULER_HEIGHT - scrollY
  for (const row of rows) {
    if (y + row.height > RULER_HEIGHT && y < height) placed.push({ ...row, y })
    y += row.height
  }
  return placed
}

export function rowAt(rows: readonly PlacedRow[], y: number): PlacedRow | null {
  if (y < RULER_HEIGHT) return null
  return rows.find((row) => y >= row.y && y < row.y + row.height) ?? null
}
