/**
 * Finds scene cuts in a stream of small grey pictures: a frame that differs from the one before much more than frames
 * around it do, and stays different. A fade changes a little in every frame, a moving camera changes much in every
 * frame, a flash is over in the next: none of them is a cut. Pure.
 */

/** Mean difference of two pictures, of 255, below which nothing is a cut. */
const LEAST = 9
/** How many times the greatest difference around it a cut must have. */
const TIMES = 2.6
/** Frames before and after that it is compared with. */
const AROUND = 5

interface Seen {
  readonly frame: number
  /** From the frame before. */
  readonly change: number
  /** From the frame two before: small after a flash. */
  readonly change2: number
}

export class CutFinder {
  readonly cuts: number[] = []
  private before: Uint8Array | null = null
  private before2: Uint8Array | null = null
  private readonly seen: Seen[] = []
  private frame = 0

  /** @param picture is kept: the caller gives a new one each time */
  push(picture: Uint8Array): void {
    const { frame } = this
    this.seen.push({
      frame,
      change: this.before ? difference(picture, this.before) : 0,
      change2: this.before2 ? difference(picture, this.before2) : Number.POSITIVE_INFINITY,
    })
    this.before2 = this.before
    this.before = picture
    this.frame++
    if (this.seen.length > 2 * AROUND + 1) this.seen.shift()
    if (this.seen.length === 2 * AROUND + 1) this.judge(AROUND)
  }

  /** The last frames have fewer after them to be compared with. */
  finish(): number[] {
    const from = this.frame > 2 * AROUND ? AROUND + 1 : 0
    for (let i = from; i < this.seen.length; i++) this.consider(i)
    return this.cuts
  }

  private judge(at: number): void {
    const middle = this.seen[at]!
    // Those at the very beginning are never in the middle of what is seen.
    if (middle.frame === AROUND) for (let i = 1; i < at; i++) this.consider(i)
    this.consider(at)
  }

  private consider(at: number): void {
    const { frame, change, change2 } = this.seen[at]!
    if (change < LEAST || frame === 0) return
    let around = 0
    for (const [i, other] of this.seen.entries())
      if (i !== at && Math.abs(i - at) <= AROUND && other.frame > 0) around = Math.max(around, other.change)
    // A flash: this frame is back at what was before it, or the next one is.
    if (change2 < change / 2) return
    const next = this.seen[at + 1]
    if (next && next.change2 < change / 2) return
    if (change > TIMES * Math.max(around, 1)) this.cuts.push(frame)
  }
}

function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!)
  return sum / a.length
}
