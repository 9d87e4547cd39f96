/**
 * Ways to draw the scene. "ours" is the studio's own painter; the others are what one would write first: a plain canvas
 * with one rectangle a segment, and one element a visible segment. Runs in the browser.
 */
import { BasePainter } from '#app/_studio/timeline/base-painter.ts'
import { eachWithin } from '#app/_studio/timeline/columns.ts'
import { filterByLabels } from '#app/_studio/timeline/filter.ts'
import { paintOverlay } from '#app/_studio/timeline/overlay-painter.ts'
import { placeRows, type Row } from '#app/_studio/timeline/rows.ts'
import { type RulerTime, rulerMarks } from '#app/_studio/timeline/ruler.ts'
import { readTheme } from '#app/_studio/timeline/theme.ts'
import { scaleOf } from '#app/_studio/timeline/viewport.ts'
import { DURATION, HEIGHT, ROW, type Scene, SECOND, WIDTH } from './scene.ts'

export type Way = 'ours' | 'plain' | 'dom'
/** What happens between two drawings. */
export type Motion = 'zoom' | 'pan' | 'drag' | 'play' | 'filter'

interface Drawing {
  draw(start: number, ticksPerPixel: number): void
  /** The layer above: playhead and selection. */
  over?(start: number, ticksPerPixel: number, now: number): void
  /** Waits until the pixels are there. */
  flush(): void
}

/** Milliseconds of each drawing while something moves, the pixels waited for. */
export async function timeWay(
  name: Way,
  scene: Scene,
  host: HTMLElement,
  seconds: number,
  frames: number,
  motion: Motion = 'zoom',
): Promise<number[]> {
  host.replaceChildren()
  const way =
    name === 'ours' ? ourWay(scene, host) : name === 'plain' ? plainWay(scene, host) : domWay(scene, host)
  const span = Math.min(DURATION, seconds * SECOND)
  const times: number[] = []
  const drag = motion === 'drag' ? edgeInHand(scene, DURATION * 0.4) : null
  const warm = name === 'ours' ? 20 : 1
  for (let f = -warm; f < frames; f++) {
    const zoomed = motion === 'zoom' ? Math.min(DURATION, span * (1 + 0.25 * Math.sin(f / 9))) : span
    const still = motion === 'drag' || motion === 'filter'
    const centre = DURATION * 0.4 + (still ? 0 : (f * span) / 200)
    const start = Math.max(0, Math.min(DURATION - zoomed, centre - zoomed / 2))
    if (motion === 'filter') scene.filter.value = filterByLabels(new Set([`l${(f + warm) % 24}`, 'l3']))
    const t = performance.now()
    drag?.(f)
    way.draw(start, zoomed / WIDTH)
    if (motion === 'play' || motion === 'drag') way.over?.(start, zoomed / WIDTH, start + zoomed / 3)
    way.flush()
    if (f >= 0) times.push(performance.now() - t)
    await new Promise(requestAnimationFrame)
  }
  scene.filter.value = null
  host.replaceChildren()
  return times
}

/** Moves the end of the segment nearest to a time back and forth, as a gesture's preview does: a diff into the store. */
function edgeInHand({ store }: Scene, at: number): (frame: number) => void {
  const track = store.tracks[4]!
  const [, lane] = store.lanesOf(track.id)[0]!
  const { id } = lane.firstFrom(at)!
  return (frame) => {
    const a = store.annotation(id)!
    const to = a.start + Math.round((1 + Math.sin(frame / 7) * 0.8) * 2 * SECOND)
    if (to !== a.end) store.apply({ added: {}, updated: { [id]: { end: [a.end, to] } }, removed: {} })
  }
}

function ourWay(scene: Scene, host: HTMLElement): Drawing {
  const g = canvasIn(host, false)
  const above = canvasIn(host, true)
  const painter = new BasePainter()
  const theme = readTheme(document.documentElement)
  const rows = () =>
    scene.store.tracks.map((track): Row => {
      return { id: track.id, kind: 'track', height: ROW, view: scene.rowOf(track).view }
    })
  const time: RulerTime = {
    mode: 'clock',
    duration: DURATION,
    frames: 0,
    frameAt: () => 0,
    tickOf: () => 0,
    format: (t) => new Date(t / 705_600).toISOString().slice(11, 19),
  }
  return {
    draw(start, ticksPerPixel) {
      const viewport = { start, ticksPerPixel }
      painter.paint(g, {
        viewport,
        width: WIDTH,
        height: HEIGHT,
        dpr: 1,
        duration: DURATION,
        rows: placeRows(rows(), 0, HEIGHT),
        marks: rulerMarks(scaleOf(viewport, WIDTH), time, 90),
        labels: scene.tracks.labels.peek(),
        theme,
      })
    },
    over(start, ticksPerPixel, now) {
      paintOverlay(above, {
        width: WIDTH,
        height: HEIGHT,
        dpr: 1,
        scale: scaleOf({ start, ticksPerPixel }, WIDTH),
        rows: placeRows(rows(), 0, HEIGHT),
        theme,
        now,
        shown: { start: now, end: now + SECOND / 25 },
        selection: [],
        hovered: null,
        hoverX: null,
        guide: null,
        box: null,
        loop: null,
        growing: [],
        scrollbar: null,
      })
    },
    flush() {
      g.getImageData(0, 0, 1, 1)
      above.getImageData(0, 0, 1, 1)
    },
  }
}

function canvasIn(host: HTMLElement, alpha: boolean): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  canvas.style.cssText = 'position:absolute;left:0;top:0'
  host.append(canvas)
  return canvas.getContext('2d', { alpha })!
}

const lanesOf = (scene: Scene) => scene.store.tracks.map((track) => scene.rowOf(track).source.lanes[0]!)

function plainWay(scene: Scene, host: HTMLElement): Drawing {
  const g = canvasIn(host, false)
  const { styles } = scene.tracks.labels.peek()
  const lanes = lanesOf(scene)
  return {
    draw(start, ticksPerPixel) {
      const end = start + WIDTH * ticksPerPixel
      g.fillStyle = '#111'
      g.fillRect(0, 0, WIDTH, HEIGHT)
      for (const [t, lane] of lanes.entries())
        for (let i = 0; i < lane.count; i++) {
          if (lane.end[i]! < start || lane.start[i]! > end) continue
          g.fillStyle = styles[lane.label[i]!]!.color
          const width = Math.max(1, (lane.end[i]! - lane.start[i]!) / ticksPerPixel)
          g.fillRect((lane.start[i]! - start) / ticksPerPixel, 24 + t * ROW + 2, width, ROW - 4)
        }
    },
    flush: () => void g.getImageData(0, 0, 1, 1),
  }
}

/** One element a visible segment, found by the same index as ours and reused between drawings. */
function domWay(scene: Scene, host: HTMLElement): Drawing {
  const box = document.createElement('div')
  box.style.cssText = `position:absolute;inset:0;overflow:hidden;width:${WIDTH}px;height:${HEIGHT}px`
  host.append(box)
  const pool: HTMLElement[] = []
  const { styles } = scene.tracks.labels.peek()
  const lanes = lanesOf(scene)
  let shown = 0
  return {
    draw(start, ticksPerPixel) {
      let n = 0
      for (const [t, lane] of lanes.entries())
        eachWithin(lane, start, start + WIDTH * ticksPerPixel, (i) => {
          let el = pool[n]
          if (!el) {
            el = document.createElement('div')
            el.style.cssText = 'position:absolute;left:0;height:20px'
            pool.push(el)
            box.append(el)
          }
          const x = (lane.start[i]! - start) / ticksPerPixel
          el.style.transform = `translate(${x}px,${24 + t * ROW + 2}px)`
          el.style.width = `${Math.max(1, (lane.end[i]! - lane.start[i]!) / ticksPerPixel)}px`
          el.style.background = styles[lane.label[i]!]!.color
          el.style.display = ''
          n++
        })
      for (let i = n; i < shown; i++) pool[i]!.style.display = 'none'
      shown = n
    },
    flush: () => void host.offsetHeight,
  }
}
