/**
 * Words on segments, drawn once each and then copied: hundreds of fillText calls would cost more than all the rest of
 * a drawing. A word that does not fit is cut with an ellipsis: its sprite is copied in part, so that zooming makes no
 * new ones.
 */
import { type Direction, directionOf, fitting, lettersOf, standsAlone } from './word-cuts.ts'

interface Word {
  /** Width of the first n letters, in device pixels. */
  readonly widths: Float32Array
  readonly letters: readonly string[]
  readonly direction: Direction
  /** Whether the picture of the word can be cut instead of drawing the cut word. */
  readonly alone: boolean
  /** By number of letters; only where the cut word is drawn. */
  readonly cuts: string[]
}

const LIMIT = 2000

export class TextSprites {
  /** By ink, then by text. */
  private readonly sprites = new Map<string, Map<string, OffscreenCanvas>>()
  private readonly words = new Map<string, Word>()
  private readonly measure: OffscreenCanvasRenderingContext2D
  private font = ''
  private lineHeight = 16
  private ellipsis = 0

  constructor() {
    this.measure = new OffscreenCanvas(1, 1).getContext('2d')!
  }

  /** @param size in device pixels. Everything is drawn anew when the font, its size or the theme changes. */
  setFont(family: string, size: number, weight = 500): void {
    const font = `${weight} ${size}px ${family}`
    if (font === this.font) return
    this.font = font
    this.lineHeight = Math.ceil(size * 1.4)
    this.clear()
  }

  /** Forgets all words: a font file has arrived, or the theme changed. */
  clear(): void {
    this.sprites.clear()
    this.words.clear()
    this.measure.font = this.font
    this.ellipsis = this.measure.measureText('…').width
  }

  /** Draws `text` with its left edge at x and its middle at y; gives back the width taken, 0 when nothing fits. */
  draw(g: CanvasRenderingContext2D, text: string, x: number, y: number, room: number, ink: string): number {
    const word = this.wordOf(text)
    const { widths, letters } = word
    const full = widths[letters.length]!
    const left = Math.round(x)
    const top = Math.round(y - this.lineHeight / 2)
    if (full <= room) {
      g.drawImage(this.sprite(text, ink), left, top)
      return full
    }
    let n = fitting(widths, this.ellipsis, room)
    // One letter and dots say less than nothing.
    if (n < 2) return 0
    if (letters[n - 1] === ' ') n--
    if (!word.alone) {
      word.cuts[n] ??= `${letters.slice(0, n).join('')}…`
      g.drawImage(this.sprite(word.cuts[n]!, ink), left, top)
      return widths[n]! + this.ellipsis
    }
    const cut = Math.max(1, Math.round(widths[n]!))
    g.drawImage(this.sprite(text, ink), 0, 0, cut, this.lineHeight, left, top, cut, this.lineHeight)
    g.drawImage(this.sprite('…', ink), left + cut, top)
    return cut + this.ellipsis
  }

  widthOf(text: string): number {
    const { widths, letters } = this.wordOf(text)
    return widths[letters.length]!
  }

  private sprite(text: string, ink: string): OffscreenCanvas {
    let byText = this.sprites.get(ink)
    if (!byText) {
      byText = new Map()
      this.sprites.set(ink, byText)
    }
    let sprite = byText.get(text)
    if (!sprite) {
      if (byText.size > LIMIT) byText.clear()
      sprite = this.make(text, ink)
      byText.set(text, sprite)
    }
    return sprite
  }

  private wordOf(text: string): Word {
    let word = this.words.get(text)
    if (!word) {
      const letters = lettersOf(text)
      const widths = new Float32Array(letters.length + 1)
      for (let i = 1; i <= letters.length; i++)
        widths[i] = this.measure.measureText(letters.slice(0, i).join('')).width
      word = { widths, letters, direction: directionOf(text), alone: standsAlone(text), cuts: [] }
      this.words.set(text, word)
    }
    return word
  }

  private make(text: string, ink: string): OffscreenCanvas {
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.ceil(this.measure.measureText(text).width)),
      this.lineHeight,
    )
    const g = canvas.getContext('2d')!
    g.font = this.font
    g.fillStyle = ink
    g.textBaseline = 'middle'
    // Left edge at 0 in both directions; the direction orders signs, numbers and the ellipsis.
    g.textAlign = 'left'
    g.direction = directionOf(text)
    g.fillText(text, 0, this.lineHeight / 2)
    return canvas
  }
}
