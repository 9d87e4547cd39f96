/**
 * Whether a classifier can be trusted on recordings it has not heard: cross-validated in folds that never divide a
 * recording, against always saying the commonest class. A class whose F1 is not above that of guessing is not to be used.
 */
import {
  type ClassificationReport,
  classificationReport,
  groupBootstrap,
  groupFolds,
  type Interval,
} from '../../../core/metrics/classification.ts'
import { classify, type Example, type TrainOptions, trainClassifier } from './train.ts'

export interface GroupedExample extends Example {
  /** The recording, or speaker, it comes from. */
  readonly group: string
}

export interface Validation {
  readonly folds: number
  readonly groups: number
  readonly report: ClassificationReport
  /** Of macro-F1, 95 %, by resampling groups; null with fewer than two groups. */
  readonly interval: Interval | null
  /** Macro-F1 of always saying the commonest class. */
  readonly baseline: number
  /** Whether each class does better than guessing it as often as it occurs. */
  readonly usable: readonly boolean[]
}

/** Examples of each class, and groups, under which nothing is trained. */
export const FEWEST_EXAMPLES = 8
export const FEWEST_GROUPS = 2

/** Why there is too little to train on, as a plain sentence; null when there is enough. */
export function tooLittle(examples: readonly GroupedExample[], names: readonly string[]): string | null {
  if (names.length < 2) return 'A classifier needs at least two labels to tell apart.'
  for (const [c, name] of names.entries()) {
    const of = examples.filter((e) => e.label === c)
    if (of.length < FEWEST_EXAMPLES)
      return `“${name}” is tagged ${of.length} times; a classifier needs at least ${FEWEST_EXAMPLES} of each label.`
    if (new Set(of.map((e) => e.group)).size < FEWEST_GROUPS)
      return `All of “${name}” lies in one recording. Tag it in another one too, or nobody can say whether it is recognised elsewhere.`
  }
  return null
}

/** @param random for the interval */
export async function crossValidate(
  examples: readonly GroupedExample[],
  classes: number,
  random: () => number,
  options: TrainOptions & { folds?: number; progress?: (fraction: number) => void } = {},
): Promise<Validation> {
  const groups = examples.map((e) => e.group)
  const fold = groupFolds(groups, options.folds ?? 5)
  const folds = Math.max(...fold) + 1
  const truth = examples.map((e) => e.label)
  const predicted = new Array<number>(examples.length).fill(0)
  for (let f = 0; f < folds; f++) {
    options.progress?.(f / folds)
    const rest = examples.filter((_, i) => fold[i] !== f)
    // A class that lies in this fold alone cannot be learnt from the others: none of it is recognised.
    const known = Array.from({ length: classes }, (_, c) => c).filter((c) => rest.some((e) => e.label === c))
    const place = new Map(known.map((c, i) => [c, i]))
    const weights = await trainClassifier(
      rest.map((e) => ({ features: e.features, label: place.get(e.label)! })),
      known.length,
      options,
    )
    for (const [i, e] of examples.entries()) {
      if (fold[i] !== f) continue
      const probabilities = classify(weights, e.features)
      predicted[i] = known[probabilities.indexOf(Math.max(...probabilities))]!
    }
  }
  const report = classificationReport(truth, predicted, classes)
  const common = report.classes.reduce((best, c, i) => (c.n > report.classes[best]!.n ? i : best), 0)
  const baseline = classificationReport(
    truth,
    truth.map(() => common),
    classes,
  ).macroF1
  const pick = (list: readonly number[], places: readonly number[]) => places.map((i) => list[i]!)
  const interval = groupBootstrap(
    groups,
    (places) => classificationReport(pick(truth, places), pick(predicted, places), classes).macroF1,
    random,
  )
  return {
    folds,
    groups: new Set(groups).size,
    report,
    interval,
    baseline,
    // Guessing a class as often as it occurs gives its share as precision and as recall.
    usable: report.classes.map((c) => c.f1 > c.n / examples.length),
  }
}
