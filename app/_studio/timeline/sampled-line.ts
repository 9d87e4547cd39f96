/**
 * The pixels of one lane as they were last sampled, kept while the zoom stays. Pixels stand on a grid that begins at time
 * zero, so that panning moves them and samples only what comes into view: nothing shimmers, and a pan costs its own
 * width. The grid is off by less than half a pixel, which at this density nobody can see.
 */
export type Sampler = (start: number, ticksPerPixel: number, top: Uint16Array, mark: Uint16Array) => void

export class SampledLine {
  top = new Uint16Array(0)
  mark = new Uint16Array(0)
  private ticksPerPixel = 0
  /** Number of the first pixel on the grid. */
  private first = 0

  /** Samples anew what is not known yet. */
  fill(start: number, ticksPerPixel: number, width: number, sample: Sampler): void {
    const first = Math.round(start / ticksPerPixel)
    const moved = first - this.first
    const known = ticksPerPixel === this.ticksPerPixel && this.top.length === width
    this.first = first
    this.ticksPerPixel = ticksPerPixel
    if (known && moved === 0) return
    if (this.top.length !== width) {
      this.top = new Uint16Array(width)
      this.mark = new Uint16Array(width)
    }
    if (!known || Math.abs(moved) >= width) {
      sample(first * ticksPerPixel, ticksPerPixel, this.top, this.mark)
      return
    }
    const from = moved > 0 ? width - moved : 0
    const to = moved > 0 ? width : -moved
    for (const line of [this.top, this.mark]) line.copyWithin(Math.max(0, -moved), Math.max(0, moved))
    sample(
      (first + from) * ticksPerPixel,
      ticksPerPixel,
      this.top.subarray(from, to),
      this.mark.subarray(from, to),
    )
  }

  /** The lane changed. */
  forget(): void {
    this.ticksPerPixel = 0
  }
}
