/**
 * Stretches of speech from a row of probabilities, by the rules of Silero VAD's get_speech_timestamps: speech begins at
 * `threshold` and ends when the probability stays under a lower one for `minSilence`; what is shorter than `minSpeech`
 * goes; each stretch is widened by `pad`, and two that would then meet share the silence between them.
 */
export interface SpeechRules {
  /** Probability at which speech begins. */
  readonly threshold: number
  /** Probability under which it may end; 0.15 under the threshold by default. */
  readonly endThreshold: number
  /** Seconds. */
  readonly minSpeech: number
  readonly minSilence: number
  readonly pad: number
  /** A longer stretch is cut, where it was silent for 0.1 s if it was; infinite for never. */
  readonly maxSpeech: number
}

export const SPEECH_RULES: SpeechRules = {
  threshold: 0.5,
  endThreshold: 0.35,
  minSpeech: 0.25,
  minSilence: 0.1,
  pad: 0.03,
  maxSpeech: Number.POSITIVE_INFINITY,
}

/** Seconds from the first sample, half-open, in order and apart. */
export interface SpeechRegion {
  readonly start: number
  readonly end: number
  /** Mean probability inside, 0…1. */
  readonly confidence: number
}

/** Silence that a cut of too long speech likes, seconds. */
const CUT_SILENCE = 0.098
/** Seconds; what sums of steps may be off. */
const HAIR = 1e-9

/**
 * @param step seconds of one probability
 * @param length seconds of the sound; regions end there
 */
export function speechRegions(
  probabilities: ArrayLike<number>,
  step: number,
  length: number,
  rules: Partial<SpeechRules> = {},
): SpeechRegion[] {
  const threshold = rules.threshold ?? SPEECH_RULES.threshold
  const all = {
    ...SPEECH_RULES,
    endThreshold: Math.max(0.01, threshold - 0.15),
    ...rules,
  }
  const spans = hysteresis(probabilities, step, length, all)
  const padded = spans.map(({ start, end }, i) => {
    const before = i > 0 ? start - spans[i - 1]!.end : Number.POSITIVE_INFINITY
    const after = i + 1 < spans.length ? spans[i + 1]!.start - end : Number.POSITIVE_INFINITY
    return {
      start: Math.max(0, start - Math.min(all.pad, before / 2)),
      end: Math.min(length, end + Math.min(all.pad, after / 2)),
    }
  })
  return padded.map((span) => ({ ...span, confidence: meanOf(probabilities, step, span) }))
}

interface Span {
  start: number
  end: number
}

function hysteresis(p: ArrayLike<number>, step: number, length: number, rules: SpeechRules): Span[] {
  const { threshold, endThreshold, minSpeech, minSilence, maxSpeech, pad } = rules
  const longest = maxSpeech - step - 2 * pad
  const spans: Span[] = []
  const keep = (start: number, end: number): void => {
    if (end - start >= minSpeech - HAIR) spans.push({ start, end })
  }
  let start: number | null = null
  /** Since when it has been quiet, inside a stretch. */
  let quiet: number | null = null
  /** Where a stretch that grows too long would best be cut: end of what went before, begin of what comes after. */
  let cut: { end: number; next: number | null } | null = null
  for (let i = 0; i < p.length; i++) {
    const at = i * step
    const value = p[i]!
    if (value >= threshold) {
      if (quiet !== null) {
        if (cut && cut.next === null) cut.next = at
        quiet = null
      }
      start ??= at
    }
    if (start === null) continue
    if (at - start > longest + HAIR) {
      if (cut) {
        keep(start, cut.end)
        start = cut.next
      } else {
        keep(start, at)
        start = value >= endThreshold ? at : null
      }
      cut = null
      if (start === null) quiet = null
      continue
    }
    if (value < endThreshold) {
      quiet ??= at
      if (at - quiet > CUT_SILENCE) cut = { end: quiet, next: null }
      if (at - quiet >= minSilence - HAIR) {
        keep(start, quiet)
        start = null
        quiet = null
        cut = null
      }
    }
  }
  // Silero would count the silence at the very end, if it is short, as speech.
  if (start !== null) keep(start, quiet ?? length)
  return spans
}

function meanOf(p: ArrayLike<number>, step: number, { start, end }: Span): number {
  const from = Math.max(0, Math.floor(start / step + HAIR))
  const to = Math.min(p.length, Math.max(from + 1, Math.ceil(end / step - HAIR)))
  let total = 0
  for (let i = from; i < to; i++) total += p[i]!
  return to > from ? Math.min(1, Math.max(0, total / (to - from))) : 0
}
