/** Times of one kind of movement, in milliseconds. */
export interface Times {
  readonly n: number
  readonly median: number | null
  readonly p95: number | null
  readonly mean: number | null
}

/** The value below which a share of the sorted list lies (nearest rank). */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!
}

export function timesOf(values: readonly number[]): Times {
  const sorted = [...values].sort((a, b) => a - b)
  const sum = values.reduce((a, b) => a + b, 0)
  return {
    n: values.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    mean: values.length ? sum / values.length : null,
  }
}

/** Repeatable numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
