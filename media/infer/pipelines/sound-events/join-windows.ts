/** Windows that follow one another above a threshold, as one; a single one below it, between two above, is bridged. */
export interface Joined {
  /** Windows, half-open. */
  readonly from: number
  readonly to: number
  /** Greatest inside. */
  readonly confidence: number
}

/** @param threshold 0…1; a stretch needs one window at least this probable, and goes on down to two thirds of it */
export function joinWindows(probabilities: ArrayLike<number>, threshold: number): Joined[] {
  const low = (threshold * 2) / 3
  const found: Joined[] = []
  for (let from = 0; from < probabilities.length; ) {
    if (probabilities[from]! < low) {
      from++
      continue
    }
    let to = from + 1
    let confidence = probabilities[from]!
    while (to < probabilities.length) {
      const ahead = probabilities[to]! >= low ? to : probabilities[to + 1]! >= low ? to + 1 : -1
      if (ahead < 0) break
      confidence = Math.max(confidence, probabilities[ahead]!)
      to = ahead + 1
    }
    if (confidence >= threshold) found.push({ from, to, confidence })
    from = to
  }
  return found
}
