/**
 * Words on segments, drawn once each and then copied: hundreds of fillText calls would cost more than all the rest of
 * a drawing. A word that does not fit is cut with an ellipsis; the cut is found from the widths of its beginnings. There
 * are only as many cuts as letters, so zooming soon makes no new sprites.
 */
interface Word {
  /** Width of the first n characters, in device pixels. */
  readonly widths: Float32Array
  readonly characters: readonly string[]
  /** By number of letters. */
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
    const { widths, characters } = this.wordOf(text)
    const full = widths[characters.length]!
    const left = Math.round(x)
    const top = Math.round(y - this.lineHeight / 2)
    if (full <= room) {
      g.drawImage(this.sprite(text, ink), left, top)
      return full
    }
    let n = characters.length - 1
    while (n > 0 && widths[n]! + this.ellipsis > room) n--
    // One letter and dots say less than nothing.
    if (n < 2) return 0
    if (characters[n - 1] === ' ') n--
    g.drawImage(this.sprite(this.cutOf(text, n), ink), left, top)
    return widths[n]! + this.ellipsis
  }

  widthOf(text: string): number {
    const { widths, characters } = this.wordOf(text)
    return widths[characters.length]!
  }

  /** The first n letters with an ellipsis; kept, because joining them anew would cost more than copying the sprite. */
  private cutOf(text: string, n: number): string {
    const { cuts, characters } = this.wordOf(text)
    cuts[n] ??= `${characters.slice(0, n).join('')}…`
    return cuts[n]
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
      const characters = [...text]
      const widths = new Float32Array(characters.length + 1)
      for (let i = 1; i <= characters.length; i++)
        widths[i] = this.measure.measureText(characters.slice(0, i).join('')).width
      word = { widths, characters, cuts: [] }
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
    g.fillText(text, 0, this.lineHeight / 2)
    return canvas
  }
}
