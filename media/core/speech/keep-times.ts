/**
 * The words of a text after it was edited. Words that were not touched keep their times to the tick, with everything
 * that is known of them. A word that was corrected keeps its time and loses its confidence, which spoke of another. Two
 * that became one take the time of both, one that became two is divided. What is new gets a time between its neighbours
 * by its length, marked as interpolated, and what is gone takes its time along.
 */
import type { Speech, Word } from '../document/records.ts'
import { type Tick, tick } from '../time/tick.ts'
import { alignTokens } from './align-tokens.ts'
import { type Token, tokensOf, unitsOf } from './tokens.ts'

/** When an utterance is said, in ticks. */
export interface Bounds {
  readonly start: Tick
  readonly end: Tick
}

/** How long a letter takes where nothing else is known: people say some 15 a second. */
const TICKS_PER_LETTER = 47_040_000

/**
 * @param before null where nothing was written yet
 * @param bounds of the utterance: where new words find their times
 */
export function rewritten(before: Speech | null, text: string, bounds: Bounds, language?: string): Speech {
  const spoken = language ?? before?.language ?? ''
  const words = before ? keptWords(before, text) : []
  return { text, words: withNewWords(text, words, bounds, spoken), language: spoken }
}

/** What is left of the old words in the new text, in order, with their new places. */
export function keptWords(before: Speech, text: string): Word[] {
  const old = before.text
  if (old === text) return [...before.words]
  const { head, tail } = commonEnds(old, text)
  const by = text.length - old.length
  // What stands clear of the edit stays exactly as it is, whatever counts as a word.
  const first: Word[] = []
  const middle: Word[] = []
  const last: Word[] = []
  for (const w of before.words)
    if (w.to <= head && isSpace(old[w.to]) && isSpace(text[w.to])) first.push(w)
    else if (w.from >= old.length - tail && isSpace(old[w.from - 1]) && isSpace(text[w.from + by - 1]))
      last.push(by ? { ...w, from: w.from + by, to: w.to + by } : w)
    else middle.push(w)
  const from = first.at(-1)?.to ?? 0
  const to = last[0]?.from ?? text.length
  const kept = middle.length
    ? remapped(old, middle, unitsWithin(old, from, to - by), text, unitsWithin(text, from, to))
    : []
  return [...first, ...kept, ...last]
}

/** Lengths of what two texts begin and end with alike. */
export function commonEnds(old: string, text: string): { head: number; tail: number } {
  const most = Math.min(old.length, text.length)
  let head = 0
  while (head < most && old[head] === text[head]) head++
  let tail = 0
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { head, tail }
}

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

const unitsWithin = (text: string, from: number, to: number): Token[] =>
  unitsOf(text.slice(from, to)).map((u) => ({ from: u.from + from, to: u.to + from }))

/** Which unit of a new text every unit of an old one became; none for those that are gone. */
export function unitMap(
  old: string,
  oldUnits: readonly Token[],
  text: string,
  newUnits: readonly Token[],
): Map<number, number[]> {
  const became = new Map<number, number[]>()
  const slices = (s: string, units: readonly Token[]) => units.map((u) => s.slice(u.from, u.to))
  for (const m of alignTokens(slices(old, oldUnits), slices(text, newUnits)))
    for (let i = m.oldFrom; i < m.oldTo; i++)
      became.set(
        i,
        Array.from({ length: m.newTo - m.newFrom }, (_, k) => m.newFrom + k),
      )
  return became
}

function remapped(
  old: string,
  words: readonly Word[],
  oldUnits: readonly Token[],
  text: string,
  newUnits: readonly Token[],
): Word[] {
  const became = unitMap(old, oldUnits, text, newUnits)
  const out: Word[] = []
  for (const word of words) {
    const units = overlapping(oldUnits, word)
    const places = [...new Set(units.flatMap((i) => became.get(i) ?? []))]
    const follows = places.every((p, k) => k === 0 || p === places[k - 1]! + 1)
    const pieces =
      follows && (units.length > 1 || places.length < 2)
        ? [{ word, units, places }]
        : piecesOf(word, units, oldUnits, became, newUnits)
    for (const piece of pieces) {
      const next = placed(old, piece.word, oldUnits, piece.units, text, newUnits, piece.places)
      const last = out.at(-1)
      if (!next) continue
      if (!last || next.from >= last.to) out.push(next)
      // Two words became one: it lasts as long as both.
      else if (next.to <= last.to) out[out.length - 1] = { ...last, end: next.end, confidence: null }
    }
  }
  return out
}

interface Piece {
  readonly word: Word
  readonly units: readonly number[]
  readonly places: readonly number[]
}

/** A word that does not stand together any more: one for each of its units, or each of the units it became. */
function piecesOf(
  word: Word,
  units: readonly number[],
  oldUnits: readonly Token[],
  became: ReadonlyMap<number, readonly number[]>,
  newUnits: readonly Token[],
): Piece[] {
  const each = divided(
    word,
    units.map((i) => oldUnits[i]!),
  )
  return units.flatMap((i, k) => {
    const places = became.get(i) ?? []
    if (places.length < 2) return [{ word: each[k]!, units: [i], places }]
    const parts = divided(
      each[k]!,
      places.map((p) => newUnits[p]!),
    )
    return parts.map((part, n) => ({ word: part, units: [], places: [places[n]!] }))
  })
}

/** Places of the units that share characters with a span. */
export function overlapping(units: readonly Token[], span: Token): number[] {
  let [low, high] = [0, units.length]
  while (low < high) {
    const mid = (low + high) >> 1
    if (units[mid]!.to <= span.from) low = mid + 1
    else high = mid
  }
  const found: number[] = []
  for (let i = low; i < units.length && units[i]!.from < span.to; i++) found.push(i)
  return found
}

/** The word in its new place, with the signs around it that belonged to it and are still there; null when it is gone. */
function placed(
  old: string,
  word: Word,
  oldUnits: readonly Token[],
  units: readonly number[],
  text: string,
  newUnits: readonly Token[],
  places: readonly number[],
): Word | null {
  const [first, last] = [newUnits[places[0] ?? -1], newUnits[places.at(-1) ?? -1]]
  if (!first || !last) return null
  const [oldFirst, oldLast] = [oldUnits[units[0] ?? -1], oldUnits[units.at(-1) ?? -1]]
  let { from } = first
  let { to } = last
  if (oldFirst && oldLast) {
    const unit = old.slice(oldFirst.from, oldLast.to)
    const before = oldFirst.from - word.from
    const after = word.to - oldLast.to
    const same = text.slice(from, to) === unit
    const [wideFrom, wideTo] = [from - before, to + after]
    // Signs around it, or the part of a unit that it is.
    if (before > 0 ? old.slice(word.from, oldFirst.from) === text.slice(Math.max(0, wideFrom), from) : same)
      from = wideFrom
    if (after > 0 ? old.slice(oldLast.to, word.to) === text.slice(to, wideTo) : same) to = wideTo
  }
  const untouched = text.slice(from, to) === old.slice(word.from, word.to)
  return { ...word, from, to, confidence: untouched ? word.confidence : null }
}

/** Its time divided among places by their lengths. */
export function divided(word: Word, places: readonly Token[]): Word[] {
  const letters = places.reduce((n, p) => n + p.to - p.from, 0)
  let done = 0
  let at = word.start
  return places.map((p) => {
    done += p.to - p.from
    const start = at
    at = tick(Math.round(word.start + ((word.end - word.start) * done) / letters))
    return { from: p.from, to: p.to, start, end: at, confidence: null, timing: 'interpolated' }
  })
}

/** The kept words, and new ones where none of them stands. */
function withNewWords(text: string, kept: readonly Word[], bounds: Bounds, language: string): Word[] {
  const out: Word[] = []
  let open: Token[] = []
  let k = 0
  const take = (until: number) => {
    for (; k < kept.length && kept[k]!.from < until; k++) {
      if (open.length) out.push(...between(open, out.at(-1), kept[k], bounds))
      open = []
      out.push(kept[k]!)
    }
  }
  for (const token of tokensOf(text, language)) {
    take(token.to)
    // A token that an old word lies in, or reaches into, is spoken for.
    if ((out.at(-1)?.to ?? 0) <= token.from) open.push(token)
  }
  take(Number.POSITIVE_INFINITY)
  if (open.length) out.push(...between(open, out.at(-1), undefined, bounds))
  return out
}

/**
 * Times for new words from the one before to the one after, in proportion to their lengths. Where the room is longer
 * than such words take, they keep to the neighbour: silence is not spread over them.
 */
export function between(
  places: readonly Token[],
  before: Word | undefined,
  after: Word | undefined,
  bounds: Bounds,
): Word[] {
  let from: number = before?.end ?? Math.min(bounds.start, after?.start ?? bounds.start)
  let to: number = Math.max(from, after?.start ?? Math.max(bounds.end, from))
  const letters = places.reduce((n, p) => n + p.to - p.from, 0)
  const longest = letters * TICKS_PER_LETTER
  if (to - from > longest) {
    if (before) to = from + longest
    else if (after) from = to - longest
  }
  const room = { start: tick(Math.round(from)), end: tick(Math.round(to)) }
  return divided({ from: 0, to: letters, ...room, confidence: null, timing: 'interpolated' }, places)
}
