/**
 * What lies under a point of the canvas, and which cursor says what a drag there would do. Declared anew for every
 * question from the rows as they are placed now; nothing is kept.
 */
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { TrackHit } from '../tracks/track-view.ts'
import { type Pin, pinAt } from './pins.ts'
import { type PlacedRow, RULER_HEIGHT, rowAt } from './rows.ts'

export type Zone =
  | { readonly kind: 'ruler' }
  | { readonly kind: 'pin'; readonly pin: Pin }
  | { readonly kind: 'media'; readonly row: PlacedRow }
  | { readonly kind: 'row'; readonly row: PlacedRow; readonly hit: TrackHit | null }
  | { readonly kind: 'nothing' }

export function zoneAt(
  rows: readonly PlacedRow[],
  scale: TimeScale,
  x: number,
  y: number,
  pins: readonly Pin[] = [],
): Zone {
  if (y >= 0 && y < RULER_HEIGHT) {
    const pin = pinAt(pins, x, y)
    return pin ? { kind: 'pin', pin } : { kind: 'ruler' }
  }
  const row = rowAt(rows, y)
  if (!row) return { kind: 'nothing' }
  if (row.kind !== 'track') return { kind: 'media', row }
  return { kind: 'row', row, hit: row.view.hit?.({ scale, x, y: y - row.y, height: row.height }) ?? null }
}

export function cursorOf(zone: Zone, drawing: boolean): string {
  if (zone.kind === 'pin') return 'pointer'
  if (zone.kind === 'ruler' || zone.kind === 'media') return 'ew-resize'
  if (zone.kind !== 'row') return 'default'
  if (zone.hit && zone.hit.part !== 'body') return 'col-resize'
  if (drawing) return 'crosshair'
  return 'default'
}
