/**
 * 100,000 segments on 20 tracks over three hours, and three ways to draw them. "ours" is the studio's own painter; the
 * others are what one would write first: a plain canvas with one rectangle a segment, and one element a segment.
 * Runs in the browser.
 */

import { BasePainter } from '#app/_studio/timeline/base-painter.ts'
import { eachWithin } from '#app/_studio/timeline/columns.ts'
import { type LabelTable, labelTable } from '#app/_studio/timeline/label-table.ts'
import { placeRows, type Row } from '#app/_studio/timeline/rows.ts'
import { type RulerTime, rulerMarks } from '#app/_studio/timeline/ruler.ts'
import { readTheme } from '#app/_studio/timeline/theme.ts'
import { scaleOf } from '#app/_studio/timeline/viewport.ts'
import { LaneSource } from '#app/_studio/tracks/lane-source.ts'
import { SpansView } from '#app/_studio/tracks/spans/spans-view.ts'
import { LABEL_DEFAULTS } from '#media/core/document/records.ts'
import { laneOfRows } from '#test/kit/lanes.ts'
import { seededRandom } from '#test/kit/random.ts'

const SECOND = 705_600_000
export const WIDTH = 1600
export const DURATION = 3 * 3600 * SECOND
const TRACKS = 20
const ROW = 24
const LABELS = 24
const HEIGHT = 24 + TRACKS * ROW

export type Draw = (start: number, ticksPerPixel: number) => void
export type Way = 'ours' | 'plain' | 'dom'

export interface Scene {
  readonly sources: LaneSource[]
  readonly table: LabelTable
  /** Milliseconds to build all columns' pyramids. */
  readonly buildMs: number
}

export function makeScene(segments: number, seed: number): Scene {
  const random = seededRandom(seed)
  const color = (i: number) =>
    `#${[0, 1, 2].map((c) => (70 + ((i * 53 + c * 97) % 170)).toString(16)).join('')}`
  const labels = Array.from({ length: LABELS }, (_, i) => ({
    ...LABEL_DEFAULTS,
    id: `l${i}`,
    name:
      ['Preparation', 'Dissection', 'Clipping and cutting', 'Retraction', 'Cleaning'][i % 5]! +
      (i > 4 ? ` ${i}` : ''),
    color: color(i),
    key: String.fromCharCode(97 + i),
  }))
  const lanes = Array.from({ length: TRACKS }, () => {
    const rows = Array.from({ length: segments / TRACKS }, () => {
      const start = Math.floor(random() * DURATION * 0.999)
      const length = random() < 0.002 ? 60 + random() * 900 : 0.2 + random() * 4
      const end = Math.min(DURATION, start + Math.floor(length * SECOND))
      return [start, end, Math.floor(random() * LABELS)] as const
    })
    return laneOfRows(rows.sort((a, b) => a[0] - b[0]))
  })
  const t = performance.now()
  const sources = lanes.map((lane) => new LaneSource([lane], DURATION, LABELS))
  for (const source of sources) source.pyramid(0)
  return { sources, table: labelTable(labels), buildMs: performance.now() - t }
}

/** Gives a drawing function and one that waits until the pixels are there. */
export function way(name: Way, scene: Scene, host: HTMLElement): { draw: Draw; flush: () => void } {
  host.replaceChildren()
  if (name === 'dom') return domWay(scene, host)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  host.append(canvas)
  const g = canvas.getContext('2d', { alpha: false })!
  const flush = () => void g.getImageData(0, 0, 1, 1)
  return { draw: name === 'ours' ? ourWay(scene, g) : plainWay(scene, g), flush }
}

function ourWay(scene: Scene, g: CanvasRenderingContext2D): Draw {
  const painter = new BasePainter()
  const theme = readTheme(document.documentElement)
  const rows: Row[] = scene.sources.map((source, i) => ({
    id: `t${i}`,
    kind: 'track',
    height: ROW,
    view: new SpansView(source),
  }))
  const time: RulerTime = {
    mode: 'clock',
    duration: DURATION,
    frames: 0,
    frameAt: () => 0,
    tickOf: () => 0,
    format: (t) => new Date(t / 705_600).toISOString().slice(11, 19),
  }
  return (start, ticksPerPixel) => {
    const viewport = { start, ticksPerPixel }
    painter.paint(g, {
      viewport,
      width: WIDTH,
      height: HEIGHT,
      dpr: 1,
      duration: DURATION,
      rows: placeRows(rows, 0, HEIGHT),
      marks: rulerMarks(scaleOf(viewport, WIDTH), time, 90),
      labels: scene.table,
      theme,
    })
  }
}

function plainWay(scene: Scene, g: CanvasRenderingContext2D): Draw {
  return (start, ticksPerPixel) => {
    const end = start + WIDTH * ticksPerPixel
    g.fillStyle = '#111'
    g.fillRect(0, 0, WIDTH, HEIGHT)
    for (const [t, source] of scene.sources.entries()) {
      const lane = source.lanes[0]!
      for (let i = 0; i < lane.count; i++) {
        if (lane.end[i]! < start || lane.start[i]! > end) continue
        g.fillStyle = scene.table.styles[lane.label[i]!]!.color
        const width = Math.max(1, (lane.end[i]! - lane.start[i]!) / ticksPerPixel)
        g.fillRect((lane.start[i]! - start) / ticksPerPixel, 24 + t * ROW + 2, width, ROW - 4)
      }
    }
  }
}

/** One element a visible segment, found by the same index as ours and reused between drawings. */
function domWay(scene: Scene, host: HTMLElement): { draw: Draw; flush: () => void } {
  const box = document.createElement('div')
  box.style.cssText = `position:absolute;inset:0;overflow:hidden;width:${WIDTH}px;height:${HEIGHT}px`
  host.append(box)
  const pool: HTMLElement[] = []
  let shown = 0
  const draw: Draw = (start, ticksPerPixel) => {
    let n = 0
    for (const [t, source] of scene.sources.entries()) {
      const lane = source.lanes[0]!
      eachWithin(lane, start, start + WIDTH * ticksPerPixel, (i) => {
        let el = pool[n]
        if (!el) {
          el = document.createElement('div')
          el.style.cssText = 'position:absolute;left:0;height:20px'
          pool.push(el)
          box.append(el)
        }
        el.style.transform = `translate(${(lane.start[i]! - start) / ticksPerPixel}px,${24 + t * ROW + 2}px)`
        el.style.width = `${Math.max(1, (lane.end[i]! - lane.start[i]!) / ticksPerPixel)}px`
        el.style.background = scene.table.styles[lane.label[i]!]!.color
        el.style.display = ''
        n++
      })
    }
    for (let i = n; i < shown; i++) pool[i]!.style.display = 'none'
    shown = n
  }
  return { draw, flush: () => void host.offsetHeight }
}

/** Milliseconds of each drawing while zooming gently and panning, the pixels waited for. */
export async function timeWay(
  name: Way,
  scene: Scene,
  host: HTMLElement,
  seconds: number,
  frames: number,
): Promise<number[]> {
  const { draw, flush } = way(name, scene, host)
  const span = seconds * SECOND
  const times: number[] = []
  const warm = name === 'ours' ? 20 : 1
  for (let f = -warm; f < frames; f++) {
    const zoomed = Math.min(DURATION, span * (1 + 0.25 * Math.sin(f / 9)))
    const start = Math.max(0, Math.min(DURATION - zoomed, DURATION * 0.4 + (f * span) / 200 - zoomed / 2))
    const t = performance.now()
    draw(start, zoomed / WIDTH)
    flush()
    if (f >= 0) times.push(performance.now() - t)
    await new Promise(requestAnimationFrame)
  }
  host.replaceChildren()
  return times
}
