/**
 * “A then B then C”: for each A the chain that is over soonest. Worked out from the last step to the first: a row's
 * *finish* is the soonest end of a chain that begins with it, which is its own end for the last step, and else the
 * soonest finish among the rows of the next step that begin in time.
 */
import { closeAt, Extremes, lower, numbersOf, type Times, upper } from './sweeps.ts'

export interface ChainStep {
  /** In order of start. */
  readonly rows: Int32Array
  /** Largest gap to the one before, ticks; null for any. */
  readonly within: number | null
}

export interface Chains {
  /** End of the soonest chain by place in `first`; Infinity where there is none. */
  readonly finishes: Float64Array
  /** Rows of that chain behind the first one. */
  rowsAfter(place: number): number[]
}

export function chains(times: Times, first: Int32Array, steps: readonly ChainStep[]): Chains {
  const levels = [{ rows: first, within: null as number | null }, ...steps]
  const last = levels.at(-1)!
  let finishes = numbersOf(last.rows, (row) => times.ends[row]!)
  const found: { finishes: Float64Array; starts: Float64Array }[] = []
  for (let k = levels.length - 1; k > 0; k--) {
    const level = levels[k]!
    const starts = numbersOf(level.rows, (row) => times.starts[row]!)
    found[k] = { finishes, starts }
    const soonest = new Extremes(finishes.map((f) => -f))
    const before = levels[k - 1]!.rows
    const next = new Float64Array(before.length)
    for (let i = 0; i < before.length; i++) {
      const [from, to] = reach(times, before[i]!, starts, level.within)
      next[i] = -soonest.max(from, to)
    }
    finishes = next
  }
  return {
    finishes,
    rowsAfter(place) {
      const chain: number[] = []
      let row = first[place]!
      let finish = finishes[place]!
      for (let k = 1; k < levels.length; k++) {
        const level = levels[k]!
        const { finishes: own, starts } = found[k]!
        const [from, to] = reach(times, row, starts, level.within)
        let at = from
        while (at < to && own[at] !== finish) at++
        if (at === to) return []
        row = level.rows[at]!
        finish = own[at]!
        chain.push(row)
      }
      return chain
    },
  }
}

/** Places of the next step that begin after a row and in time. */
function reach(times: Times, row: number, starts: Float64Array, within: number | null): [number, number] {
  const from = lower(starts, closeAt(times, row))
  const to = within === null ? starts.length : upper(starts, times.ends[row]! + within)
  return [from, Math.max(from, to)]
}
