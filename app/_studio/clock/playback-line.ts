/**
 * Where a playing video is, from the pictures it presented: each says "this media time was on the screen at that
 * instant". A picture comes up to one display frame late, so a single one says little; the median of the last few,
 * carried forward at the rate of playing, says where the video is to within a few milliseconds.
 */
const KEPT = 9
/** After so long without a picture nothing is known any more. */
export const STALE_MS = 400

export class PlaybackLine {
  private readonly media: number[] = []
  private readonly at: number[] = []
  private rate = 1

  /** How many pictures speak. */
  get samples(): number {
    return this.media.length
  }

  /** Media seconds per second; what was gathered at another rate is dropped. */
  setRate(rate: number): void {
    if (rate === this.rate) return
    // The line is carried to now's rate through its last point, so that a small correction costs no knowledge.
    const last = this.at.at(-1)
    const here = last === undefined ? null : this.seconds(last)
    this.rate = rate
    if (here === null || last === undefined) return
    this.reset()
    this.media.push(here)
    this.at.push(last)
  }

  /** @param seconds media time of the picture @param at when it was on the screen, milliseconds */
  add(seconds: number, at: number): void {
    this.media.push(seconds)
    this.at.push(at)
    if (this.media.length > KEPT) {
      this.media.shift()
      this.at.shift()
    }
  }

  reset(): void {
    this.media.length = 0
    this.at.length = 0
  }

  /** Media seconds at an instant; null when nothing is known. */
  seconds(at: number): number | null {
    if (!this.media.length) return null
    const zero = median(this.media.map((seconds, i) => seconds - (this.at[i]! / 1000) * this.rate))
    return zero + (at / 1000) * this.rate
  }

  /** Whether pictures still come. */
  fresh(at: number): boolean {
    const last = this.at.at(-1)
    return last !== undefined && at - last < STALE_MS
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
