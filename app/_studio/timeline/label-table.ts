/**
 * The project's labels as the canvas wants them: numbered places, packed colours, and for every colour the ink that
 * can be read on it. Colour is never the only cue: each place also has a shape, and text or key letters where they fit.
 */
import type { Label } from '#media/core/document/records.ts'
import { currentText } from '../../_text/current-text.ts'

export const SHAPES = ['diamond', 'triangle', 'circle', 'square'] as const
export type Shape = (typeof SHAPES)[number]

export interface LabelStyle {
  readonly id: string
  readonly name: string
  /** #rrggbb */
  readonly color: string
  /** Text on the colour. */
  readonly ink: string
  /** As ImageData holds it on every machine we run on (little-endian): 0xAABBGGRR. */
  readonly pixel: number
  readonly shape: Shape
  readonly key: string | null
}

export interface LabelTable {
  /** By place; the last is the stand-in for labels that the project does not (or no longer) know. */
  readonly styles: readonly LabelStyle[]
  /** Their pixels, for the loops that run over every pixel of the screen. */
  readonly pixels: Uint32Array
  placeOf(labelId: string): number
  styleOf(labelId: string): LabelStyle
}

export function labelTable(labels: readonly Label[]): LabelTable {
  return tableOf(labels, currentText().timeline.unknownLabel)
}

/** @param other the name of the stand-in */
export function tableOf(
  items: readonly Pick<Label, 'id' | 'name' | 'color' | 'key'>[],
  other: string,
): LabelTable {
  const styles = items.map((item, i) => styleFor(item.id, item.name, item.color, item.key, i))
  styles.push(styleFor('', other, '#8a8f98', null, 0))
  const places = new Map(items.map((item, i) => [item.id, i]))
  const placeOf = (id: string) => places.get(id) ?? styles.length - 1
  const pixels = Uint32Array.from(styles, (style) => style.pixel)
  return { styles, pixels, placeOf, styleOf: (id) => styles[placeOf(id)]! }
}

function styleFor(id: string, name: string, color: string, key: string | null, i: number): LabelStyle {
  return {
    id,
    name,
    color,
    ink: inkOn(color),
    pixel: pixelOf(color),
    shape: SHAPES[i % SHAPES.length]!,
    key,
  }
}

/** A #rrggbb colour as ImageData holds it. */
export function pixelOf(color: string): number {
  const [r, g, b] = channels(color)
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
}

/** The colour mixed half and half with what it lies on: for suggestions that nobody has confirmed. */
export function faint(pixel: number, ground: number): number {
  return (
    (((pixel >>> 1) & 0x7f7f7f7f) + ((ground >>> 1) & 0x7f7f7f7f) + (pixel & ground & 0x01010101)) |
    0xff000000
  )
}

/** A table's pixels on a ground: full, half for what nobody confirmed, a quarter for what a filter dims. */
export interface Shades {
  readonly full: Uint32Array
  readonly half: Uint32Array
  readonly quarter: Uint32Array
}

const shades = new WeakMap<LabelTable, { ground: number; shades: Shades }>()

export function shadesOf(table: LabelTable, ground: number): Shades {
  const held = shades.get(table)
  if (held?.ground === ground) return held.shades
  const half = table.pixels.map((p) => faint(p, ground) >>> 0)
  const quarter = half.map((p) => faint(p, ground) >>> 0)
  const made = { full: table.pixels, half, quarter }
  shades.set(table, { ground, shades: made })
  return made
}

const DARK_INK = '#000000'
const LIGHT_INK = '#ffffff'

/** Dark or light, whichever contrasts more with the colour. */
export function inkOn(color: string): string {
  return contrast(color, DARK_INK) >= contrast(color, LIGHT_INK) ? DARK_INK : LIGHT_INK
}

/** WCAG 2 contrast ratio of two #rrggbb colours, 1…21. */
export function contrast(a: string, b: string): number {
  const la = luminance(a)
  const lb = luminance(b)
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05)
}

function luminance(color: string): number {
  const [r, g, b] = channels(color).map((c) => {
    const v = c / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function channels(color: string): [number, number, number] {
  const n = Number.parseInt(color.slice(1), 16)
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255]
}
