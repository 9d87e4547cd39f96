/**
 * Which word of an old text is which of a new one: an alignment of least cost (Needleman and Wunsch 1970) over words,
 * where a word may become another, two may become one ("any one", "anyone") and one two. What is alike at both ends
 * is set aside first, so a keystroke in a long text costs its surroundings. Where still too much is left, words that are
 * equal and occur once on both sides divide it (as in patience diff).
 */

/** Words `[oldFrom, oldTo)` became words `[newFrom, newTo)`: 1:1, 2:1 or 1:2. */
export interface Match {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/** Table cells that one comparison may take; beyond it the texts are divided. */
const MOST_CELLS = 160_000
/** Below this share of common letters two words have nothing to do with each other. */
const ALIKE = 0.45

/** Matches in order; words in none were dropped or are new. */
export function alignTokens(before: readonly string[], after: readonly string[]): Match[] {
  const a = before.map(normal)
  const b = after.map(normal)
  const matches: Match[] = []
  alignPart(a, 0, a.length, b, 0, b.length, matches)
  return matches
}

const normal = (word: string): string => word.normalize('NFKC').toLowerCase()

function alignPart(
  a: readonly string[],
  aFrom: number,
  aTo: number,
  b: readonly string[],
  bFrom: number,
  bTo: number,
  out: Match[],
): void {
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) out.push(one(aFrom++, bFrom++))
  const tail: Match[] = []
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) tail.push(one(--aTo, --bTo))
  if (aFrom < aTo && bFrom < bTo) {
    if ((aTo - aFrom + 1) * (bTo - bFrom + 1) <= MOST_CELLS) table(a, aFrom, aTo, b, bFrom, bTo, out)
    else divide(a, aFrom, aTo, b, bFrom, bTo, out)
  }
  for (const match of tail.reverse()) out.push(match)
}

const one = (i: number, j: number): Match => ({ oldFrom: i, oldTo: i + 1, newFrom: j, newTo: j + 1 })

/** Words that occur once on both sides, in the same order; parts between them are aligned on their own. */
function divide(
  a: readonly string[],
  aFrom: number,
  aTo: number,
  b: readonly string[],
  bFrom: number,
  bTo: number,
  out: Match[],
): void {
  const anchors = longestRising(onceInBoth(a, aFrom, aTo, b, bFrom, bTo))
  let [i, j] = [aFrom, bFrom]
  if (!anchors.length) {
    // Nothing to hold on to: words are paired by their place, and what is over was dropped or is new.
    const n = Math.min(aTo - aFrom, bTo - bFrom)
    for (let k = 0; k < n; k++) if (a[i + k] === b[j + k]) out.push(one(i + k, j + k))
    return
  }
  for (const [x, y] of anchors) {
    alignPart(a, i, x, b, j, y, out)
    out.push(one(x, y))
    i = x + 1
    j = y + 1
  }
  alignPart(a, i, aTo, b, j, bTo, out)
}

function onceInBoth(
  a: readonly string[],
  aFrom: number,
  aTo: number,
  b: readonly string[],
  bFrom: number,
  bTo: number,
): [number, number][] {
  const once = (list: readonly string[], from: number, to: number) => {
    const at = new Map<string, number>()
    for (let i = from; i < to; i++) at.set(list[i]!, at.has(list[i]!) ? -1 : i)
    return at
  }
  const inB = once(b, bFrom, bTo)
  const pairs: [number, number][] = []
  for (const [word, i] of once(a, aFrom, aTo)) {
    const j = inB.get(word) ?? -1
    if (i >= 0 && j >= 0) pairs.push([i, j])
  }
  return pairs.sort((x, y) => x[0] - y[0])
}

/** The longest part of pairs whose second numbers rise (patience sorting). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const piles: number[] = []
  const previous: number[] = []
  for (const [k, [, j]] of pairs.entries()) {
    let [low, high] = [0, piles.length]
    while (low < high) {
      const mid = (low + high) >> 1
      if (pairs[piles[mid]!]![1] < j) low = mid + 1
      else high = mid
    }
    previous[k] = low ? piles[low - 1]! : -1
    piles[low] = k
  }
  const rising: [number, number][] = []
  for (let k = piles.at(-1) ?? -1; k >= 0; k = previous[k]!) rising.push(pairs[k]!)
  return rising.reverse()
}

const [START, PAIR, DROP, NEW, TWO_TO_ONE, ONE_TO_TWO] = [0, 1, 2, 3, 4, 5]

function table(
  a: readonly string[],
  aFrom: number,
  aTo: number,
  b: readonly string[],
  bFrom: number,
  bTo: number,
  out: Match[],
): void {
  const [n, m] = [aTo - aFrom, bTo - bFrom]
  const width = m + 1
  const cost = new Float64Array((n + 1) * width)
  const step = new Uint8Array((n + 1) * width)
  const similar = similarities()
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) {
        step[0] = START
        continue
      }
      let best = Number.POSITIVE_INFINITY
      let how = START
      const take = (c: number, s: number) => {
        if (c < best - 1e-9) {
          best = c
          how = s
        }
      }
      if (i && j)
        take(cost[(i - 1) * width + j - 1]! + pairCost(similar(a[aFrom + i - 1]!, b[bFrom + j - 1]!)), PAIR)
      if (i > 1 && j) {
        const joined = a[aFrom + i - 2]! + a[aFrom + i - 1]!
        if (joined === b[bFrom + j - 1]!) take(cost[(i - 2) * width + j - 1]! + 0.1, TWO_TO_ONE)
      }
      if (i && j > 1) {
        const joined = b[bFrom + j - 2]! + b[bFrom + j - 1]!
        if (joined === a[aFrom + i - 1]!) take(cost[(i - 1) * width + j - 2]! + 0.1, ONE_TO_TWO)
      }
      if (i) take(cost[(i - 1) * width + j]! + 1, DROP)
      if (j) take(cost[i * width + j - 1]! + 1, NEW)
      cost[i * width + j] = best
      step[i * width + j] = how
    }
  const found: Match[] = []
  for (let [i, j] = [n, m]; i || j; ) {
    const how = step[i * width + j]
    const di = how === NEW ? 0 : how === TWO_TO_ONE ? 2 : 1
    const dj = how === DROP ? 0 : how === ONE_TO_TWO ? 2 : 1
    i -= di
    j -= dj
    if (di && dj)
      found.push({ oldFrom: aFrom + i, oldTo: aFrom + i + di, newFrom: bFrom + j, newTo: bFrom + j + dj })
  }
  for (const match of withReplaced(found.reverse(), aFrom, aTo, bFrom, bTo)) out.push(match)
}

/** Words that have nothing in common are no pair; dropping one and adding the other costs as much. */
const pairCost = (similarity: number): number => (similarity >= ALIKE ? 1.6 * (1 - similarity) : 2.5)

/** As many words put in the place of as many: each stands where its predecessor was said. */
function* withReplaced(
  matches: readonly Match[],
  aFrom: number,
  aTo: number,
  bFrom: number,
  bTo: number,
): Generator<Match> {
  let [i, j] = [aFrom, bFrom]
  for (const match of [...matches, { oldFrom: aTo, oldTo: aTo, newFrom: bTo, newTo: bTo }]) {
    if (match.oldFrom - i === match.newFrom - j) for (; i < match.oldFrom; i++, j++) yield one(i, j)
    if (match.oldTo > match.oldFrom) yield match
    i = match.oldTo
    j = match.newTo
  }
}

function similarities(): (x: string, y: string) => number {
  const known = new Map<string, number>()
  return (x, y) => {
    if (x === y) return 1
    const key = `${x} ${y}`
    let s = known.get(key)
    if (s === undefined) {
      s = similarity(x, y)
      known.set(key, s)
    }
    return s
  }
}

/** Share of letters two words have in common, 0…1: 1 − (edit distance, Levenshtein 1966) / (length of the longer). */
export function similarity(x: string, y: string): number {
  if (x === y) return 1
  const longest = Math.max(x.length, y.length)
  if (Math.min(x.length, y.length) / longest < ALIKE || longest > 200) return 0
  let above = Array.from({ length: y.length + 1 }, (_, j) => j)
  for (let i = 1; i <= x.length; i++) {
    const row = [i]
    for (let j = 1; j <= y.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1))
    above = row
  }
  return 1 - above[y.length]! / longest
}
