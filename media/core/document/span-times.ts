/** When characters of an utterance's text are said: the bounds of an entity, of a tag on some words. */
import { type Tick, tick } from '../time/tick.ts'
import type { AnnotationRecord } from './records.ts'

export interface SpanTimes {
  readonly start: Tick
  readonly end: Tick
}

/**
 * From the first word that shares characters with `[from, to)` to the last. Where no word does, the utterance's time is
 * divided up by characters; that is a guess and lies within the utterance.
 */
export function spanTimes(
  utterance: Pick<AnnotationRecord, 'start' | 'end' | 'speech'>,
  from: number,
  to: number,
): SpanTimes {
  const { start, end, speech } = utterance
  const said = speech?.words.filter((w) => w.from < to && w.to > from) ?? []
  const first = said[0]
  const last = said.at(-1)
  if (first && last) return { start: first.start, end: last.end }
  const length = speech?.text.length ?? 0
  if (length === 0) return { start, end }
  const at = (character: number): Tick => {
    const share = Math.min(1, Math.max(0, character / length))
    return tick(start + Math.round((end - start) * share))
  }
  return { start: at(from), end: at(to) }
}

/** A selection in a text without the white space at its ends; null when nothing else is in it. */
export function trimSpan(text: string, from: number, to: number): { from: number; to: number } | null {
  const part = text.slice(from, to)
  const lead = part.length - part.trimStart().length
  const trail = part.length - part.trimEnd().length
  return lead === part.length ? null : { from: from + lead, to: to - trail }
}
