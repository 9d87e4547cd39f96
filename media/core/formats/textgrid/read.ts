/**
 * Reads Praat TextGrids: long, short and chronological. A tier becomes a track, intervals without text are gaps. Where a
 * tier "NAME" has a companion "NAME - words", as the Montreal Forced Aligner and our own writer name them, it is what
 * NAME says, and the companion its words. Tiers "NAME (2)" beside "NAME" hold what overlaps there.
 */
import type { TrackKind } from '../../document/records.ts'
import type { Tick } from '../../time/tick.ts'
import {
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ImportedTrack,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { joinWords, tickOfSeconds, utterance, type WordIn, wordsIn } from '../spoken.ts'
import { NOBODY, SILENT, WORDS } from './names.ts'
import { Tokens } from './tokens.ts'

interface Mark {
  readonly start: Tick
  readonly end: Tick
  readonly text: string
}

interface Tier {
  readonly name: string
  readonly points: boolean
  readonly marks: Mark[]
}

export function readTextGrid(source: string, context: ReadContext): Imported {
  const tokens = new Tokens(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source)
  const problems: ReadProblem[] = []
  const tiers: Tier[] = []
  const first = tokens.text('what kind of file it is')
  try {
    if (/chronological/i.test(first)) chronological(tokens, tiers, context, problems)
    else {
      const type = /^ooTextFile/.test(first) ? tokens.text('"TextGrid"') : first
      if (type !== 'TextGrid')
        throw new FormatError(`This Praat file holds "${type}", not a TextGrid.`, tokens.line, 1)
      byTiers(tokens, tiers, context, problems)
    }
  } catch (cause) {
    // What was read before the break is worth keeping.
    if (!(cause instanceof FormatError) || !tiers.some((t) => t.marks.length)) throw cause
    problems.push({ line: cause.line, column: cause.column, text: cause.message })
  }
  return { tracks: tracksOf(tiers), problems, labelSet: null, roundedUp: false }
}

function byTiers(tokens: Tokens, tiers: Tier[], context: ReadContext, problems: ReadProblem[]): void {
  tokens.number('where the TextGrid begins')
  tokens.number('where the TextGrid ends')
  const count = tokens.number('the number of tiers')
  for (let i = 0; i < count && !(i > 0 && tokens.ended); i++) {
    const tier = tierOf(tokens)
    tiers.push(tier)
    tokens.number(`where the tier "${tier.name}" begins`)
    tokens.number(`where the tier "${tier.name}" ends`)
    const items = tokens.number(`how much the tier "${tier.name}" holds`)
    for (let k = 0; k < items; k++) takeMark(tokens, tier, context, problems)
  }
}

function chronological(tokens: Tokens, tiers: Tier[], context: ReadContext, problems: ReadProblem[]): void {
  tokens.number('where the TextGrid begins')
  tokens.number('where the TextGrid ends')
  const count = tokens.number('the number of tiers')
  for (let i = 0; i < count; i++) {
    const tier = tierOf(tokens)
    tiers.push(tier)
    tokens.number(`where the tier "${tier.name}" begins`)
    tokens.number(`where the tier "${tier.name}" ends`)
  }
  while (!tokens.ended) {
    const { line } = tokens
    const number = tokens.number('the number of a tier')
    const tier = tiers[number - 1]
    if (!tier) throw new FormatError(`Line ${line} speaks of tier ${number}; there are ${count}.`, line, 1)
    takeMark(tokens, tier, context, problems)
  }
}

function tierOf(tokens: Tokens): Tier {
  const { line } = tokens
  const kind = tokens.text('the class of a tier')
  if (kind !== 'IntervalTier' && kind !== 'TextTier')
    throw new FormatError(
      `Line ${line} has the class "${kind}", which is neither IntervalTier nor TextTier.`,
      line,
      1,
    )
  return { name: tokens.text('the name of a tier').trim(), points: kind === 'TextTier', marks: [] }
}

function takeMark(tokens: Tokens, tier: Tier, context: ReadContext, problems: ReadProblem[]): void {
  const { line } = tokens
  const from = tokens.number('a time')
  const to = tier.points ? from : tokens.number('where an interval ends')
  const text = tokens.text(tier.points ? 'the mark of a point' : 'the text of an interval')
  const start = tickOfSeconds(from, context.offset)
  const end = tickOfSeconds(to, context.offset)
  if (start === null || end === null || end < start)
    problems.push({
      line,
      column: 1,
      text: `On the tier "${tier.name}", ${from} to ${to} is no stretch of time.`,
    })
  else if (tier.points || text.trim() !== '') tier.marks.push({ start, end, text })
}

function tracksOf(tiers: readonly Tier[]): ImportedTrack[] {
  const names = new Set(tiers.map((t) => t.name))
  const tracks = new Map<string, { name: string; kind: TrackKind; annotations: ImportedAnnotation[] }>()
  const companions = new Set(tiers.filter((t) => names.has(t.name + WORDS)).map((t) => t.name + WORDS))
  for (const tier of tiers) {
    if (companions.has(tier.name)) continue
    const words = companions.has(tier.name + WORDS)
      ? tiers.find((t) => t.name === tier.name + WORDS)
      : undefined
    const lane = / \(\d+\)$/.exec(tier.name)
    const base =
      lane && names.has(tier.name.slice(0, lane.index)) ? tier.name.slice(0, lane.index) : tier.name
    const kind: TrackKind = words ? 'transcript' : tier.points ? 'events' : 'intervals'
    const name = words ? 'Transcript' : base
    const track = tracks.get(`${kind}/${name}`) ?? { name, kind, annotations: [] }
    tracks.set(`${kind}/${name}`, track)
    for (const m of tier.marks)
      track.annotations.push(
        words ? spoken(m, base, words.marks) : { ...utterance(m.start, m.end, null, null), label: m.text },
      )
  }
  return [...tracks.values()]
}

function spoken(m: Mark, name: string, all: readonly Mark[]): ImportedAnnotation {
  const inside: WordIn[] = all
    .filter((w) => w.start >= m.start && w.end <= m.end)
    .map((w) => ({ ...w, confidence: null, timing: 'given' }))
  const text = m.text === SILENT ? '' : m.text
  const speech = text
    ? { text, words: wordsIn(text, inside), language: '' }
    : inside.length
      ? { text: joinWords(inside), words: wordsIn(joinWords(inside), inside), language: '' }
      : null
  return utterance(m.start, m.end, speech, name === NOBODY ? null : name)
}
