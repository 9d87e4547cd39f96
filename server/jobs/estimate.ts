/** Seconds left of a job, from how fast its fraction grew lately; smoothed so that the number does not jump. */
export class Estimate {
  private fraction: number | null = null
  private at = 0
  /** Fraction per second. */
  private rate = 0

  /**
   * @param now seconds on any clock that does not jump
   * @returns seconds left, or null while too little is known
   */
  update(fraction: number, now: number): number | null {
    if (this.fraction === null || fraction < this.fraction) {
      this.fraction = fraction
      this.at = now
      this.rate = 0
      return null
    }
    const elapsed = now - this.at
    if (elapsed >= MIN_SPAN) {
      const fresh = (fraction - this.fraction) / elapsed
      const weight = this.rate === 0 ? 1 : 1 - Math.exp(-elapsed / MEMORY)
      this.rate += (fresh - this.rate) * weight
      this.fraction = fraction
      this.at = now
    }
    return this.rate > 0 ? Math.max(0, (1 - fraction) / this.rate) : null
  }
}

const MIN_SPAN = 1
/** Seconds after which an old rate has lost two thirds of its weight. */
const MEMORY = 15
