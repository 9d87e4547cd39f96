/**
 * What the formats of speech share: which rows they hold, how words are found in their text, and what each loses besides.
 *
 * Files of speech count from the start of the media, so times are shifted by where the media starts on the recording.
 */
import type { Speech, Word, WordTiming } from '../document/records.ts'
import { TICKS_PER_SECOND, type Tick, tick } from '../time/tick.ts'
import type { ExportInput, Imported, ImportedAnnotation, Loss, ReadProblem } from './format.ts'
import { type Abilities, lossesOf } from './losses.ts'
import { type ExportRow, exportRows, isUtterance, secondsText } from './rows.ts'

/** Where the times of a file of speech count from, on the recording's clock. */
export const originOf = (input: ExportInput): number => input.media?.offset ?? 0

/** Utterances in order of time, without those that start before the media. */
export const spokenRows = (input: ExportInput): ExportRow[] =>
  exportRows(input)
    .filter((r) => isUtterance(r) && r.annotation.start >= originOf(input))
    .sort((a, b) => a.annotation.start - b.annotation.start || a.annotation.end - b.annotation.end)

/** The loss report of a format that holds utterances alone. */
export function spokenLosses(input: ExportInput, can: Abilities): Loss[] {
  const all = exportRows(input)
  const said = all.filter(isUtterance)
  const losses = lossesOf(input, { ...can, transcripts: true, layers: false }, said, originOf(input))
  const add = (code: string, count: number, text: string): void => {
    if (count > 0) losses.push({ code, count, text })
  }
  add('others', all.length - said.length, 'annotations that are not utterances are left out')
  const tracks = new Set(said.map((r) => r.track.id)).size
  add('tracks', tracks > 1 ? tracks : 0, 'transcripts are merged into one')
  const kinds = said.filter((r) => r.annotation.labelId !== r.track.labelIds[0]).length
  add('labels', kinds, 'what kind of utterance it is is not kept')
  return losses
}

/** Losses by code; when two speak of one thing the counts add up. */
export function withLoss(losses: readonly Loss[], code: string, count: number, text: string): Loss[] {
  return count > 0 ? [...losses, { code, count, text }] : [...losses]
}

/** Seconds from the start of the media, with as many decimals as they need, at least three. Exact to the tick. */
export const mediaSeconds = (t: number, origin: number): string =>
  secondsText(t - origin).replace(/(\.\d{3}\d*?)0+$/, '$1')

/** A length in seconds, likewise. */
export const lengthSeconds = (ticks: number): string => mediaSeconds(ticks, 0)

/** Seconds of a file to the recording's clock; null when it is no time, or beyond what ticks can count. */
export function tickOfSeconds(text: string | number, offset: number): Tick | null {
  const seconds =
    typeof text === 'number'
      ? text
      : /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)
        ? Number(text)
        : Number.NaN
  const at = Math.round(seconds * TICKS_PER_SECOND) + offset
  return Number.isSafeInteger(at) ? tick(at) : null
}

export interface WordIn {
  readonly text: string
  readonly start: Tick
  readonly end: Tick
  readonly confidence: number | null
  readonly timing: WordTiming
}

/**
 * Words found in a text, each after the one before. Words that are not in it, or whose times go back, are left out.
 */
export function wordsIn(text: string, words: readonly WordIn[]): Word[] {
  const out: Word[] = []
  let at = 0
  for (const w of words) {
    const said = w.text.trim()
    const from = said === '' ? -1 : text.indexOf(said, at)
    const last = out.at(-1)
    if (from < 0 || w.end < w.start || (last && (w.start < last.start || w.end < last.end))) continue
    at = from + said.length
    out.push({ from, to: at, start: w.start, end: w.end, confidence: w.confidence, timing: w.timing })
  }
  return out
}

/** The words of an utterance as a file names them. */
export const wordsOut = ({ text, words }: Speech): WordIn[] =>
  words.map((w) => ({ ...w, text: text.slice(w.from, w.to) }))

/** How many words would be found at another place of their text than where they are, as "and" in "and and". */
export const misplaced = (speeches: readonly Speech[]): number =>
  speeches.reduce((n, s) => {
    const back = wordsIn(s.text, wordsOut(s))
    return n + s.words.filter((w, i) => back[i]?.from !== w.from || back[i]?.to !== w.to).length
  }, 0)

export const MISPLACED = 'words that occur more than once and are partly without times may change places'

export const speechesOf = (rows: readonly ExportRow[]): Speech[] =>
  rows.flatMap((r) => (r.annotation.speech ? [r.annotation.speech] : []))

export const joinWords = (words: readonly WordIn[]): string => words.map((w) => w.text.trim()).join(' ')

/** An utterance of a file. */
export const utterance = (
  start: Tick,
  end: Tick,
  speech: Speech | null,
  speaker: string | null,
): ImportedAnnotation => ({
  id: null,
  label: '',
  labelId: null,
  start,
  end,
  attributes: {},
  note: '',
  author: null,
  confidence: null,
  layer: null,
  speech,
  speaker,
})

export const plainSpeech = (text: string, language = ''): Speech => ({ text, words: [], language })

/** What a reader of utterances gives: one transcript. */
export const transcriptOf = (
  annotations: readonly ImportedAnnotation[],
  problems: readonly ReadProblem[],
  name = 'Transcript',
): Imported => ({
  tracks: annotations.length ? [{ name, kind: 'transcript', annotations }] : [],
  problems,
  labelSet: null,
  roundedUp: false,
})

/** Stretches put side by side so that none of a lane overlap: first fit; they come sorted by start. */
export function lanesOf<S extends { readonly start: number; readonly end: number }>(
  spans: readonly S[],
): S[][] {
  const lanes: S[][] = []
  for (const s of spans) {
    const lane = lanes.find((l) => l.at(-1)!.end <= s.start)
    if (lane) lane.push(s)
    else lanes.push([s])
  }
  return lanes
}

export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`
  taken.add(name)
  return name
}
