/**
 * How well labels of single things agree with the true ones: confusion matrix, precision, recall and F1 by class, their
 * unweighted mean (macro-F1), and an interval by resampling groups. Definitions as scikit-learn's
 * `precision_recall_fscore_support` and `f1_score(average="macro")`; what is divided by nothing counts as 0.
 */
export interface ClassScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** True examples. */
  readonly n: number
}

export interface ClassificationReport {
  /** Row: true class; column: predicted class. */
  readonly confusion: readonly (readonly number[])[]
  readonly classes: readonly ClassScore[]
  readonly accuracy: number
  readonly macroF1: number
  readonly n: number
}

/** @param truth, predicted places of classes, 0 … count − 1 */
export function classificationReport(
  truth: readonly number[],
  predicted: readonly number[],
  count: number,
): ClassificationReport {
  if (truth.length !== predicted.length)
    throw new RangeError(`${truth.length} true labels do not go with ${predicted.length} predicted ones`)
  const confusion = Array.from({ length: count }, () => new Array<number>(count).fill(0))
  for (const [i, t] of truth.entries()) confusion[t]![predicted[i]!]!++
  const classes = confusion.map((row, c): ClassScore => {
    const hits = row[c]!
    const n = row.reduce((a, b) => a + b, 0)
    const said = confusion.reduce((sum, other) => sum + other[c]!, 0)
    return { precision: share(hits, said), recall: share(hits, n), f1: share(2 * hits, n + said), n }
  })
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0)
  return {
    confusion,
    classes,
    accuracy: share(right, truth.length),
    macroF1: share(
      classes.reduce((sum, c) => sum + c.f1, 0),
      count,
    ),
    n: truth.length,
  }
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Percentile interval of a figure by resampling whole groups, since examples of one recording or speaker are alike
 * (Efron & Tibshirani 1993, chapter 13; groups as in Field & Welsh 2007).
 * @param groups the group of each example @param figure of the examples whose places it is given, each as often as drawn
 * @returns null with fewer than two groups: then nothing can be said about other ones
 */
export function groupBootstrap(
  groups: readonly string[],
  figure: (places: readonly number[]) => number,
  random: () => number,
  { rounds = 1000, level = 0.95 }: { rounds?: number; level?: number } = {},
): Interval | null {
  const members = new Map<string, number[]>()
  for (const [i, g] of groups.entries()) {
    const list = members.get(g)
    if (list) list.push(i)
    else members.set(g, [i])
  }
  const all = [...members.values()]
  if (all.length < 2) return null
  const values = Array.from({ length: rounds }, () => {
    const drawn = Array.from({ length: all.length }, () => all[Math.floor(random() * all.length)]!)
    return figure(drawn.flat())
  }).sort((a, b) => a - b)
  const at = (q: number): number => values[Math.min(rounds - 1, Math.max(0, Math.floor(q * rounds)))]!
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
}

/**
 * Examples in folds such that no group is divided: the largest groups first, each into the fold that has fewest.
 * @returns the fold of each example; fewer folds than asked for when there are fewer groups
 */
export function groupFolds(groups: readonly string[], folds: number): number[] {
  const sizes = new Map<string, number>()
  for (const g of groups) sizes.set(g, (sizes.get(g) ?? 0) + 1)
  const counts = new Array<number>(Math.max(1, Math.min(folds, sizes.size))).fill(0)
  const place = new Map<string, number>()
  for (const [g, n] of [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const fold = counts.indexOf(Math.min(...counts))
    counts[fold]! += n
    place.set(g, fold)
  }
  return groups.map((g) => place.get(g)!)
}
