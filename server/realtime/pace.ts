/**
 * How often one listener is told. What comes now and then is told at once; when much comes, several pieces go together, a
 * few dozen times a second: each telling has its price, and fifty listeners must not slow down those who write.
 */

/** Tellings within `WINDOW_MS` that are made without waiting. */
const AT_ONCE = 4
const WINDOW_MS = 100
/** From one telling to the next when there are more. */
const REST_MS = 40

export class Pace {
  private readonly told: number[] = []

  /** Notes that something was told. */
  tell(now = performance.now()): void {
    this.told.push(now)
    if (this.told.length > AT_ONCE) this.told.shift()
  }

  /** Milliseconds until the next may be told; 0 at once. */
  wait(now = performance.now()): number {
    const [first] = this.told
    const last = this.told.at(-1)
    if (first === undefined || last === undefined || this.told.length < AT_ONCE) return 0
    if (now - first >= WINDOW_MS) return 0
    return Math.max(0, REST_MS - (now - last))
  }
}
