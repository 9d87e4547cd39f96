/**
 * The quick way to draw thousands of annotations: each row of a track is written as one line of pixels in memory, all
 * lines travel to the canvas in a single putImageData, and each is then stretched to its height by a drawImage.
 * The cost depends on the width of the screen, not on the number of annotations.
 *
 *   sheet (width × lines)            canvas
 *   line 0  ▬▬▬ ▬▬▬▬  ▬  ──stretch──▶ ███ ████  █   y … y + height
 *   line 1  ▬▬▬▬▬ ▬▬▬▬▬  ──stretch──▶ █████ █████
 *
 * Lines are opaque and begin as a copy of the ground, because blending would cost more than the drawing itself.
 * All coordinates are device pixels.
 */
interface Blit {
  readonly line: number
  readonly y: number
  readonly height: number
}

export class StripSheet {
  private width = 0
  private used = 0
  private image: ImageData | null = null
  private pixels: Uint32Array = new Uint32Array(0)
  private canvas: OffscreenCanvas | null = null
  private context: OffscreenCanvasRenderingContext2D | null = null
  private blits: Blit[] = []
  private ground: Uint32Array = new Uint32Array(0)

  /**
   * Starts a new drawing.
   * @param lines a first guess; the sheet grows as needed
   * @param ground opaque pixels every line starts with, `width` of them
   */
  begin(width: number, lines: number, ground: Uint32Array): void {
    this.used = 0
    this.blits = []
    this.ground = ground
    if (width !== this.width || !this.image) {
      this.width = width
      this.allocate(Math.max(8, lines))
    }
  }

  /** A fresh line and its number. */
  line(): { pixels: Uint32Array; line: number } {
    if (this.used === this.image!.height) this.allocate(this.used * 2)
    const line = this.used++
    const pixels = this.pixels.subarray(line * this.width, (line + 1) * this.width)
    pixels.set(this.ground)
    return { pixels, line }
  }

  /** Sets pixels [from, to) of a line back to the ground. */
  clear(pixels: Uint32Array, from: number, to: number): void {
    const until = Math.min(to, this.width)
    for (let x = Math.max(0, from); x < until; x++) pixels[x] = this.ground[x]!
  }

  /** Plans a line to be stretched over `height` at `y`. A line may be used many times. */
  stretch(line: number, y: number, height: number): void {
    if (height > 0) this.blits.push({ line, y, height })
  }

  flush(g: CanvasRenderingContext2D): void {
    if (!this.used || !this.blits.length) return
    this.context!.putImageData(this.image!, 0, 0, 0, 0, this.width, this.used)
    g.imageSmoothingEnabled = false
    for (const { line, y, height } of this.blits)
      g.drawImage(this.canvas!, 0, line, this.width, 1, 0, y, this.width, height)
    g.imageSmoothingEnabled = true
  }

  private allocate(lines: number): void {
    const image = new ImageData(this.width, lines)
    const pixels = new Uint32Array(image.data.buffer)
    if (this.image?.width === this.width) pixels.set(this.pixels)
    this.image = image
    this.pixels = pixels
    this.canvas = new OffscreenCanvas(this.width, lines)
    this.context = this.canvas.getContext('2d', { alpha: false })
  }
}
