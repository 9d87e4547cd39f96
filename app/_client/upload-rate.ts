/** How fast an upload goes and when it will be done, from what was sent in the last ten seconds. */
const SPAN_MS = 10_000
const LEAST_MS = 1_000

export class UploadRate {
  private readonly points: [at: number, sent: number][] = []

  /** @param at milliseconds on a clock that does not jump */
  add(at: number, sent: number): void {
    const last = this.points.at(-1)
    // Going on from an earlier part after a cut is not speed.
    if (last && sent < last[1]) this.points.length = 0
    this.points.push([at, sent])
    while (this.points.length > 2 && at - (this.points[0]?.[0] ?? at) > SPAN_MS) this.points.shift()
  }

  clear(): void {
    this.points.length = 0
  }

  /** Null while too little is known. */
  bytesPerSecond(): number | null {
    const first = this.points[0]
    const last = this.points.at(-1)
    if (!first || !last || last[0] - first[0] < LEAST_MS) return null
    return ((last[1] - first[1]) * 1000) / (last[0] - first[0])
  }

  secondsLeft(sent: number, bytes: number): number | null {
    const rate = this.bytesPerSecond()
    return rate ? Math.max(0, (bytes - sent) / rate) : null
  }
}
