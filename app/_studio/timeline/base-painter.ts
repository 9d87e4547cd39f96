/**
 * Paints the base layer: ruler, rows and everything in them. Called only when the viewport, the size, the theme or a
 * visible track has changed; whatever moves with the playhead or the pointer is on the overlay.
 */
import { TimeScale } from '#media/core/time/time-scale.ts'
import type { TrackRenderContext } from '../tracks/track-view.ts'
import { type LabelTable, pixelOf } from './label-table.ts'
import { paintPins } from './pin-painter.ts'
import type { Pin } from './pins.ts'
import { type PlacedRow, RULER_HEIGHT } from './rows.ts'
import type { RulerMark } from './ruler.ts'
import { StripSheet } from './strips.ts'
import { TextSprites } from './text-sprites.ts'
import type { TimelineTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'

export interface BaseScene {
  readonly viewport: Viewport
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly duration: number
  readonly rows: readonly PlacedRow[]
  readonly marks: readonly RulerMark[]
  readonly pins?: readonly Pin[]
  readonly labels: LabelTable
  readonly theme: TimelineTheme
}

interface Word {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly room: number
  readonly ink: string
  readonly instead: string | null
}

const RULER_FONT = 10.5
const SEGMENT_FONT = 11

export class BasePainter {
  readonly strips = new StripSheet()
  readonly words = new TextSprites()
  private readonly numbers = new TextSprites()
  private readonly queue: Word[] = []
  private ground = new Uint32Array(0)

  /** Forgets drawn words: the theme or a font file changed. */
  forgetText(): void {
    this.words.clear()
    this.numbers.clear()
  }

  paint(g: CanvasRenderingContext2D, scene: BaseScene): void {
    const { dpr, theme } = scene
    const width = Math.round(scene.width * dpr)
    const height = Math.round(scene.height * dpr)
    const scale = new TimeScale(scene.viewport.start, scene.viewport.ticksPerPixel / dpr, width)
    this.words.setFont(theme.fontFamily, SEGMENT_FONT * dpr)
    this.numbers.setFont(theme.monoFamily, RULER_FONT * dpr, 400)
    g.fillStyle = theme.background
    g.fillRect(0, 0, width, height)
    const left = Math.max(0, Math.round(scale.xOf(0)))
    const right = Math.min(width, Math.round(scale.xOf(scene.duration)))
    this.strips.begin(width, scene.rows.length * 6, this.groundLine(theme, width, left, right))
    const later: (() => void)[] = []
    const { queue } = this
    queue.length = 0
    const word: TrackRenderContext['word'] = (text, x, y, room, ink, instead = null) => {
      queue.push({ text, x, y, room, ink, instead })
    }
    const after = (draw: () => void) => void later.push(draw)
    for (const row of scene.rows) {
      const y = Math.round(row.y * dpr)
      const rowHeight = Math.round((row.y + row.height) * dpr) - y
      g.fillStyle = theme.row
      g.fillRect(left, y, right - left, rowHeight - 1)
      g.fillStyle = theme.line
      g.fillRect(0, y + rowHeight - 1, width, 1)
      row.view.render({
        g,
        scale,
        y,
        height: rowHeight - 1,
        dpr,
        strips: this.strips,
        text: this.words,
        labels: scene.labels,
        theme,
        after,
        word,
      })
    }
    this.strips.flush(g)
    for (const draw of later) draw()
    for (const { text, x, y, room, ink, instead } of queue)
      if (this.words.draw(g, text, x, y, room, ink) === 0 && instead)
        this.words.draw(g, instead, x, y, room, ink)
    this.paintRuler(g, scene, width)
  }

  /** One line of a row with nothing on it: the row's colour within the recording, the background beyond. */
  private groundLine(theme: TimelineTheme, width: number, left: number, right: number): Uint32Array {
    if (this.ground.length !== width) this.ground = new Uint32Array(width)
    this.ground.fill(pixelOf(theme.background))
    if (right > left) this.ground.fill(pixelOf(theme.row), left, right)
    return this.ground
  }

  private paintRuler(g: CanvasRenderingContext2D, scene: BaseScene, width: number): void {
    const { dpr, theme } = scene
    const height = Math.round(RULER_HEIGHT * dpr)
    g.fillStyle = theme.background
    g.fillRect(0, 0, width, height)
    const hair = Math.max(1, Math.round(dpr))
    for (const mark of scene.marks) {
      const x = Math.round(mark.x * dpr)
      const long = mark.text !== null
      g.fillStyle = long ? theme.lineStrong : theme.line
      const length = Math.round((long ? 10 : 5) * dpr)
      g.fillRect(x, height - length, hair, length)
      // A time that would be cut by the edge is not written.
      if (mark.text && x + 4 * dpr + this.numbers.widthOf(mark.text) < width)
        this.numbers.draw(g, mark.text, x + 4 * dpr, 9 * dpr, width, theme.textDim)
    }
    g.fillStyle = theme.lineStrong
    g.fillRect(0, height - hair, width, hair)
    if (scene.pins) paintPins(g, scene.pins, theme, dpr)
  }
}
