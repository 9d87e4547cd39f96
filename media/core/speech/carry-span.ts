/** Where a marked stretch of a text is after the text was edited: on the same words. */
import { commonEnds, overlapping, unitMap } from './keep-times.ts'
import { type Token, unitsOf } from './tokens.ts'

/** Null when nothing of it is left. */
export function carriedSpan(old: string, text: string, span: Token): Token | null {
  const { head, tail } = commonEnds(old, text)
  const by = text.length - old.length
  if (span.to <= head && !grows(text, span.to)) return span
  if (span.from >= old.length - tail && !grows(text, span.from + by))
    return { from: span.from + by, to: span.to + by }
  const [oldUnits, newUnits] = [unitsOf(old), unitsOf(text)]
  const became = unitMap(old, oldUnits, text, newUnits)
  const units = overlapping(oldUnits, span)
  const places = units.flatMap((i) => (became.get(i) ?? []).map((p) => [i, p] as const))
  const [start, end] = [places[0], places.at(-1)]
  if (!start || !end) return null
  const first = { old: oldUnits[start[0]]!, now: newUnits[start[1]]! }
  const last = { old: oldUnits[end[0]]!, now: newUnits[end[1]]! }
  const isSame = ({ old: o, now }: typeof first) => old.slice(o.from, o.to) === text.slice(now.from, now.to)
  // What begins or ends inside a word keeps doing so while the word is as it was, and so do signs around it.
  const lead = span.from - first.old.from
  const trail = last.old.to - span.to
  let { from } = first.now
  let { to } = last.now
  if (lead > 0 ? isSame(first) : old.slice(span.from, first.old.from) === text.slice(from + lead, from))
    from += lead
  if (trail > 0 ? isSame(last) : old.slice(last.old.to, span.to) === text.slice(to, to - trail)) to -= trail
  return from >= 0 && from < to && to <= text.length
    ? { from, to }
    : { from: first.now.from, to: last.now.to }
}

/** Whether letters stand on both sides of a place. */
const grows = (text: string, at: number): boolean =>
  /[\p{L}\p{N}\p{M}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}\p{M}]/u.test(text[at] ?? '')
