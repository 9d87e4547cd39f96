/**
 * Words on segments, drawn once each and then copied: hundreds of fillText calls would cost more than all the rest of
 * a drawing. A word that does not fit is cut with an ellipsis; the cut is found from the widths of its beginnings.
 */
interface Word {
  /** Width of the first n characters, in device pixels. */
  readonly widths: Float32Array
  readonly characters: readonly string[]
}

const LIMIT = 3000

export class TextSprites {
  private readonly sprites = new Map<string, OffscreenCanvas>()
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
    const shown = this.fitting(text, room)
    if (!shown) return 0
    const key = `${ink}\n${shown}`
    let sprite = this.sprites.get(key)
    if (!sprite) {
      if (this.sprites.size > LIMIT) this.sprites.clear()
      sprite = this.make(shown, ink)
      this.sprites.set(key, sprite)
    }
    g.drawImage(sprite, Math.round(x), Math.round(y - this.lineHeight / 2))
    return sprite.width
  }

  widthOf(text: string): number {
    const { widths } = this.wordOf(text)
    return widths[widths.length - 1]!
  }

  private fitting(text: string, room: number): string | null {
    const word = this.wordOf(text)
    const full = word.widths[word.widths.length - 1]!
    if (full <= room) return text
    let n = word.characters.length - 1
    while (n > 0 && word.widths[n]! + this.ellipsis > room) n--
    // One letter and dots say less than nothing.
    return n >= 2 ? `${word.characters.slice(0, n).join('').trimEnd()}…` : null
  }

  private wordOf(text: string): Word {
    let word = this.words.get(text)
    if (!word) {
      const characters = [...text]
      const widths = new Float32Array(characters.length + 1)
      for (let i = 1; i <= characters.length; i++)
        widths[i] = this.measure.measureText(characters.slice(0, i).join('')).width
      word = { widths, characters }
      this.words.set(text, word)
    }
    return word
  }

  private make(text: string, ink: string): OffscreenCanvas {
    const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(this.measure.measureText(text).width)), this.lineHeight)
    const g = canvas.getContext('2d')!
    g.font = this.font
    g.fillStyle = ink
    g.textBaseline = 'middle'
    g.fillText(text, 0, this.lineHeight / 2)
    return canvas
  }
}
