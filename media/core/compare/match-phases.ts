/**
 * Which phase of one recording is which of another: the longest common run of labels in order. A label that occurs twice
 * in one and once in the other is matched once, a phase that only one of them has is left over, and said so.
 */
export interface Phase {
  /** What makes two phases the same: the label's id, or its name between projects. */
  readonly key: string
  /** Ticks on its recording's clock; an event has both equal. */
  readonly start: number
  readonly end: number
}

export interface PhaseMatch {
  /** Indexes into both lists, rising in both. */
  readonly pairs: readonly (readonly [a: number, b: number])[]
  readonly onlyA: readonly number[]
  readonly onlyB: readonly number[]
}

/** Both in order of time. Among equally long runs, the one whose lengths agree best. */
export function matchPhases(a: readonly Phase[], b: readonly Phase[]): PhaseMatch {
  const width = b.length + 1
  // Best value of a match of a[i…] with b[j…]: a thousand a pair, and up to one for how alike the lengths are.
  const best = new Float64Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const skip = Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
      const take = a[i]!.key === b[j]!.key ? best[(i + 1) * width + j + 1]! + 1000 + alike(a[i]!, b[j]!) : -1
      best[i * width + j] = Math.max(skip, take)
    }
  const pairs: [number, number][] = []
  const onlyA: number[] = []
  const onlyB: number[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const here = best[i * width + j]!
    const same = a[i]!.key === b[j]!.key
    if (same && here === best[(i + 1) * width + j + 1]! + 1000 + alike(a[i]!, b[j]!)) pairs.push([i++, j++])
    else if (here === best[(i + 1) * width + j]!) onlyA.push(i++)
    else onlyB.push(j++)
  }
  while (i < a.length) onlyA.push(i++)
  while (j < b.length) onlyB.push(j++)
  return { pairs, onlyA, onlyB }
}

function alike(a: Phase, b: Phase): number {
  const [x, y] = [a.end - a.start, b.end - b.start]
  return x === y ? 1 : Math.min(x, y) / Math.max(x, y)
}
