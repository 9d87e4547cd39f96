/**
 * Words when their utterance moves, is cut or joined. The text always stays: what changes is when it is said.
 *
 *   moved      all words go along
 *   trimmed    words reach as far as the utterance does; one that lies wholly outside waits at the edge, interpolated
 *   retimed    words follow in proportion
 *   divided    by the place in the text; words on either side stay with it
 *   joined     one text after the other; where utterances overlap, words wait for those before them
 */
import type { AnnotationRecord, Speech, Word } from '../document/records.ts'
import { shiftSpeech } from '../document/speech.ts'
import { maxTick, minTick, type Tick } from '../time/tick.ts'
import { type Bounds, divided, rewritten } from './keep-times.ts'
import { joinerOf, type Token } from './tokens.ts'

/** The words of an utterance whose ends went from `before` to `after`. */
export function fitted(speech: Speech | null, before: Bounds, after: Bounds): Speech | null {
  const by = after.start - before.start
  if (by !== 0 && by === after.end - before.end) return shiftSpeech(speech, by)
  return clipped(speech, after)
}

/** Moved by `by`, and kept inside. */
export const carried = (speech: Speech | null, by: number, bounds: Bounds): Speech | null =>
  clipped(shiftSpeech(speech, by), bounds)

export function clipped(speech: Speech | null, { start, end }: Bounds): Speech | null {
  if (!speech?.words.some((w) => w.start < start || w.end > end)) return speech
  const words = speech.words.map((w): Word => {
    if (w.start >= start && w.end <= end) return w
    const outside = w.end <= start || w.start >= end
    const within = (t: Tick) => minTick(maxTick(t, start), end)
    return { ...w, start: within(w.start), end: within(w.end), timing: outside ? 'interpolated' : w.timing }
  })
  return { ...speech, words }
}

/** @param to where a moment goes; never back where another goes on */
export function retimed(speech: Speech | null, to: (t: Tick) => Tick, bounds: Bounds): Speech | null {
  if (!speech?.words.length) return speech
  const words = speech.words.map((w) => ({ ...w, start: to(w.start), end: to(w.end) }))
  return clipped({ ...speech, words }, bounds)
}

export interface Halves {
  readonly left: Speech
  readonly right: Speech
  /** Where the right one began in the whole text. */
  readonly rightFrom: number
}

/** Divided before the character `at`. A space there falls away where joining would put it back. */
export function dividedAt(speech: Speech, at: number): Halves {
  const { text } = speech
  let [leftTo, rightFrom] = [at, at]
  while (rightFrom < text.length && /\s/u.test(text[rightFrom]!)) rightFrom++
  while (leftTo > 0 && /\s/u.test(text[leftTo - 1]!)) leftTo--
  const gap = text.slice(leftTo, rightFrom)
  if (gap !== ' ' || joinerOf(text.slice(0, leftTo), text.slice(rightFrom)) !== ' ') leftTo = rightFrom
  const left: Word[] = []
  const right: Word[] = []
  for (const w of speech.words)
    if (w.to <= rightFrom) left.push(w)
    else if (w.from >= rightFrom) right.push(moved(w, -rightFrom))
    else {
      const [a, b] = divided(w, [
        { from: w.from, to: rightFrom },
        { from: rightFrom, to: w.to },
      ])
      left.push(a!)
      right.push(moved(b!, -rightFrom))
    }
  return {
    left: { ...speech, text: text.slice(0, leftTo), words: left },
    right: { ...speech, text: text.slice(rightFrom), words: right },
    rightFrom,
  }
}

const moved = (w: Word, by: number): Word => ({ ...w, from: w.from + by, to: w.to + by })

export interface Joined {
  readonly speech: Speech
  /** Where each text begins in the whole. */
  readonly offsets: readonly number[]
}

/** In the order given; null where none has a text. */
export function joined(all: readonly (Speech | null)[]): Joined | null {
  const [first] = all.filter((s) => s !== null)
  if (!first) return null
  let text = ''
  const offsets: number[] = []
  const words: Word[] = []
  for (const speech of all) {
    if (speech) text += joinerOf(text, speech.text)
    offsets.push(text.length)
    if (!speech) continue
    for (const w of speech.words) {
      const last = words.at(-1)
      const placed = moved(w, text.length)
      words.push(
        last && (last.start > w.start || last.end > w.end)
          ? { ...placed, start: maxTick(last.start, w.start), end: maxTick(last.end, w.end) }
          : placed,
      )
    }
    text += speech.text
  }
  const language = all.find((s) => s?.language)?.language ?? ''
  return { speech: { text, words, language }, offsets }
}

/** The place in the text where what is said from a moment on begins: before the first word whose middle lies there. */
export function offsetAt(speech: Speech, bounds: Bounds, at: Tick): number {
  const { words } = speech.words.length ? speech : rewritten(speech, speech.text, bounds)
  const next = words.find((w) => (w.start + w.end) / 2 >= at)
  if (!next) return speech.text.length
  // An opening quote or bracket before it goes along.
  return next.from - /[\p{Ps}\p{Pi}¿¡]*$/u.exec(speech.text.slice(0, next.from))![0].length
}

/** When characters `[from, to)` are said, by their words; between its neighbours where no word covers them. */
export function spanOf(a: Pick<AnnotationRecord, 'speech' | 'start' | 'end'>, span: Token): Bounds {
  const words = a.speech?.words ?? []
  const covered = words.filter((w) => w.from < span.to && w.to > span.from)
  const [first, last] = [covered[0], covered.at(-1)]
  if (first && last) return { start: first.start, end: maxTick(first.start, last.end) }
  const before = words.findLast((w) => w.to <= span.from)
  const after = words.find((w) => w.from >= span.to)
  const start = before?.end ?? a.start
  return { start, end: maxTick(start, after?.start ?? a.end) }
}
