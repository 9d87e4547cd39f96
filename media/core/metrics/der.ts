/**
 * How far a division into speakers is from a reference: diarization error rate (NIST RT-09 evaluation plan, section 6)
 * and Jaccard error rate (Ryant et al. 2019, Second DIHARD Challenge). Times may be in any one unit; results are in it.
 */
import { bestPairing } from './assignment.ts'

export interface Span {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** Somebody speaks; turns of different speakers may overlap. Turns of one speaker that overlap count once. */
export interface Turn extends Span {
  readonly speaker: string
}

export interface DerOptions {
  /**
   * Full width of what is left out around every start and end of the reference, as pyannote's `collar`: 0.5 leaves out
   * 0.25 before and after. Default 0.
   */
  readonly collar?: number
  /** The same by its half width, as NIST's md-eval takes it (`-c 0.25` is a collar of 0.5). Not together with `collar`. */
  readonly nistCollar?: number
  /** Leaves out where more than one speaks in the reference. Default false: overlap counts. */
  readonly skipOverlap?: boolean
  /** What is evaluated (UEM); default from the first start to the last end of both. */
  readonly regions?: readonly Span[]
}

export interface DerResult {
  /** (missed + falseAlarm + confusion) / total; may exceed 1; null when the reference has no speech. */
  readonly rate: number | null
  /** Speech of the reference, each speaker for himself. */
  readonly total: number
  readonly missed: number
  readonly falseAlarm: number
  /** Heard, but as somebody else. */
  readonly confusion: number
  readonly correct: number
  /** Reference's speaker by the speaker of the answer that stands for him; who stands for nobody is absent. */
  readonly mapping: ReadonlyMap<string, string>
}

/** @throws RangeError when both collars are given, or one is negative */
export function diarizationErrorRate(
  reference: readonly Turn[],
  answer: readonly Turn[],
  options: DerOptions = {},
): DerResult {
  const pieces = evaluated(reference, answer, options)
  const names = namesOf(reference)
  const others = namesOf(answer)
  const together = others.map((other) =>
    names.map((name) =>
      sum(pieces, (p) => (p.answer.has(other) && p.reference.has(name) ? p.end - p.start : 0)),
    ),
  )
  const mapping = new Map<string, string>()
  bestPairing(together).forEach((column, row) => {
    if (column !== null && together[row]![column]! > 0) mapping.set(others[row]!, names[column]!)
  })
  let [total, missed, falseAlarm, confusion, correct] = [0, 0, 0, 0, 0]
  for (const piece of pieces) {
    const length = piece.end - piece.start
    const [said, heard] = [piece.reference.size, piece.answer.size]
    let right = 0
    for (const other of piece.answer) if (piece.reference.has(mapping.get(other) ?? '')) right++
    total += said * length
    missed += Math.max(0, said - heard) * length
    falseAlarm += Math.max(0, heard - said) * length
    confusion += (Math.min(said, heard) - right) * length
    correct += right * length
  }
  const rate = total > 0 ? (missed + falseAlarm + confusion) / total : null
  return { rate, total, missed, falseAlarm, confusion, correct, mapping }
}

/**
 * Mean over the reference's speakers of 1 − |both| / |either|, under the pairing that makes it least; a speaker who is
 * paired with nobody counts 1. 0…1; null when the reference has no speech.
 */
export function jaccardErrorRate(
  reference: readonly Turn[],
  answer: readonly Turn[],
  options: DerOptions = {},
): number | null {
  const pieces = evaluated(reference, answer, options)
  const names = namesOf(reference).filter((name) => pieces.some((p) => p.reference.has(name)))
  const others = namesOf(answer)
  if (names.length === 0) return null
  const likeness = names.map((name) =>
    others.map((other) => {
      const part = (fits: (r: boolean, a: boolean) => boolean): number =>
        sum(pieces, (p) => (fits(p.reference.has(name), p.answer.has(other)) ? p.end - p.start : 0))
      return part((r, a) => r && a) / part((r, a) => r || a)
    }),
  )
  const pairs = bestPairing(likeness)
  return 1 - sum(pairs, (column, row) => (column === null ? 0 : likeness[row]![column]!)) / names.length
}

export interface DetectionResult {
  /** Speech of the reference, whoever speaks. */
  readonly total: number
  readonly missed: number
  readonly falseAlarm: number
  /** (missed + falseAlarm) / total; null when the reference has no speech. */
  readonly rate: number | null
}

/** Detection error rate: whether anybody speaks, not who. */
export function detectionErrorRate(
  reference: readonly Span[],
  answer: readonly Span[],
  options: Omit<DerOptions, 'skipOverlap'> = {},
): DetectionResult {
  const one = (spans: readonly Span[]): Turn[] => spans.map((s) => ({ ...s, speaker: 'speech' }))
  const { rate, total, missed, falseAlarm } = diarizationErrorRate(one(reference), one(answer), options)
  return { rate, total, missed, falseAlarm }
}

interface Piece extends Span {
  readonly reference: ReadonlySet<string>
  readonly answer: ReadonlySet<string>
}

/** The evaluated time, cut wherever somebody begins or ends, with who speaks in each piece. */
function evaluated(reference: readonly Turn[], answer: readonly Turn[], options: DerOptions): Piece[] {
  if (options.collar !== undefined && options.nistCollar !== undefined)
    throw new RangeError('give a collar by its full width or by its half, not both')
  const half = options.nistCollar ?? (options.collar ?? 0) / 2
  if (!(half >= 0)) throw new RangeError('a collar is 0 or more')
  const turns = [...reference, ...answer].filter((t) => t.end > t.start)
  if (turns.length === 0) return []
  const all = {
    start: Math.min(...turns.map((t) => t.start)),
    end: Math.max(...turns.map((t) => t.end)),
  }
  const regions = options.regions ?? [all]
  // A reference that overlaps itself has no boundary inside.
  const collars =
    half > 0
      ? namesOf(reference)
          .flatMap((name) => union(reference.filter((t) => t.speaker === name)))
          .flatMap((t) => [t.start, t.end])
          .map((t) => ({ start: t - half, end: t + half }))
      : []
  const cuts = [...turns, ...regions, ...collars].flatMap((s) => [s.start, s.end])
  const times = [...new Set(cuts)].sort((a, b) => a - b)
  const sweep = (spans: readonly Span[]) => {
    const starts = spans.map((span, i) => ({ at: span.start, i })).sort((a, b) => a.at - b.at)
    const open = new Set<number>()
    let next = 0
    return (at: number): ReadonlySet<number> => {
      while (next < starts.length && starts[next]!.at <= at) open.add(starts[next++]!.i)
      for (const i of open) if (spans[i]!.end <= at) open.delete(i)
      return open
    }
  }
  const [inReference, inAnswer] = [sweep(reference), sweep(answer)]
  const [inRegions, inCollars] = [sweep(regions), sweep(collars)]
  const pieces: Piece[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const [start, end] = [times[i]!, times[i + 1]!]
    const said = new Set([...inReference(start)].map((k) => reference[k]!.speaker))
    const heard = new Set([...inAnswer(start)].map((k) => answer[k]!.speaker))
    const [inside, left] = [inRegions(start).size > 0, inCollars(start).size > 0]
    if (!inside || left || (options.skipOverlap && said.size > 1)) continue
    if (said.size > 0 || heard.size > 0) pieces.push({ start, end, reference: said, answer: heard })
  }
  return pieces
}

/** The same time, in order and without overlap. */
export function union(spans: readonly Span[]): Span[] {
  const out: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else if (end > start) out.push({ start, end })
  }
  return out
}

function namesOf(turns: readonly Turn[]): string[] {
  return [...new Set(turns.filter((t) => t.end > t.start).map((t) => t.speaker))]
}

function sum<T>(items: readonly T[], value: (item: T, index: number) => number): number {
  return items.reduce((total, item, i) => total + value(item, i), 0)
}
