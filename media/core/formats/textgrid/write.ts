/**
 * Writes Praat TextGrids, long, as UTF-8. A track becomes a tier and a speaker's utterances a tier with a companion of
 * words; further tiers "NAME (2)" take what overlaps, because the intervals of a tier must tile it. Gaps are intervals
 * without text. Seconds have nine decimals, which is exact to the tick, and neighbours share the very same digits.
 */
import type { ExportInput, Written } from '../format.ts'
import { lossesOf, NOTHING } from '../losses.ts'
import { type ExportRow, exportRows, fileStem, isUtterance, labelNameOf, secondsText } from '../rows.ts'
import { lanesOf, MISPLACED, misplaced, originOf, speechesOf, uniqueName, withLoss } from '../spoken.ts'
import { NOBODY, SILENT, WORDS } from './names.ts'

interface Mark {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Tier {
  readonly name: string
  readonly points: boolean
  readonly marks: readonly Mark[]
}

export function writeTextGrid(input: ExportInput): Written {
  const origin = originOf(input)
  const rows = exportRows(input)
  const kept = rows.filter((r) => r.annotation.start >= origin)
  const { tiers, cut } = tiersOf(kept, origin)
  const end = Math.max(input.media?.duration ?? 0, ...tiers.flatMap((t) => t.marks.map((m) => m.end)), 1)
  const speeches = speechesOf(kept)
  let losses = lossesOf(
    input,
    {
      ...NOTHING,
      ...{ exactTimes: true, zeroLength: true, speech: true, speakers: true, transcripts: true, words: true },
    },
    rows,
    origin,
  )
  const said = rows.filter(isUtterance)
  losses = withLoss(losses, 'word-places', misplaced(speeches), MISPLACED)
  losses = withLoss(losses, 'words', cut, 'words that overlap, or have no length, are cut or left out')
  const kinds = said.filter((r) => r.annotation.labelId !== r.track.labelIds[0]).length
  losses = withLoss(losses, 'labels', kinds, 'what kind of utterance it is is not kept')
  const transcripts = new Set(said.map((r) => r.track.id)).size
  losses = withLoss(losses, 'tracks', transcripts > 1 ? transcripts : 0, 'transcripts are merged into one')
  return {
    file: {
      name: `${fileStem(input.recording.name)}.TextGrid`,
      mimeType: 'text/plain',
      text: textOf(tiers, end),
    },
    losses,
  }
}

function tiersOf(rows: readonly ExportRow[], origin: number): { tiers: Tier[]; cut: number } {
  const groups = new Map<string, { name: string; kind: 'spans' | 'points' | 'speech'; rows: ExportRow[] }>()
  for (const row of rows) {
    const speech = isUtterance(row)
    const name = speech ? (row.speaker?.name ?? NOBODY) : row.track.name
    const kind = speech ? 'speech' : row.track.kind === 'events' ? 'points' : 'spans'
    const key = speech ? `speech/${name}` : row.track.id
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { name, kind, rows: [row] })
  }
  const taken = new Set<string>()
  const tiers: Tier[] = []
  let cut = 0
  for (const { name, kind, rows: own } of groups.values()) {
    // Points of one tier differ in time, as stretches of one do not overlap.
    const length = kind === 'points' ? 1 : 0
    const spans = own
      .map((row) => ({
        row,
        start: row.annotation.start - origin,
        end: row.annotation.end - origin + length,
      }))
      .sort((a, b) => a.start - b.start || a.end - b.end)
    for (const lane of lanesOf(spans)) {
      const tier = uniqueName(name, taken)
      const marks = lane.map(({ row, start, end }) => ({
        ...{ start, end: end - length },
        text: kind === 'speech' ? row.annotation.speech?.text || SILENT : labelNameOf(row),
      }))
      tiers.push({ name: tier, points: kind === 'points', marks })
      if (kind !== 'speech') continue
      taken.add(tier + WORDS)
      const words: Mark[] = []
      for (const { row } of lane) cut += addWords(words, row, origin)
      tiers.push({ name: tier + WORDS, points: false, marks: words })
    }
  }
  return { tiers, cut }
}

/** Words of one utterance after those before it; gives how many had to be cut or left out. */
function addWords(words: Mark[], { annotation }: ExportRow, origin: number): number {
  let cut = 0
  const { text = '', words: own = [] } = annotation.speech ?? {}
  for (const w of own) {
    const start = Math.max(w.start, annotation.start, (words.at(-1)?.end ?? 0) + origin)
    const end = Math.min(w.end, annotation.end)
    if (start !== w.start || end !== w.end || end <= start) cut++
    if (end > start) words.push({ start: start - origin, end: end - origin, text: text.slice(w.from, w.to) })
  }
  return cut
}

const quoted = (s: string): string => `"${s.replaceAll('"', '""')}"`

function textOf(tiers: readonly Tier[], end: number): string {
  const lines = [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    `xmin = ${secondsText(0)}`,
    `xmax = ${secondsText(end)}`,
    'tiers? <exists>',
    `size = ${tiers.length}`,
    'item []:',
  ]
  for (const [i, tier] of tiers.entries()) {
    lines.push(
      `    item [${i + 1}]:`,
      `        class = "${tier.points ? 'TextTier' : 'IntervalTier'}"`,
      `        name = ${quoted(tier.name)}`,
      `        xmin = ${secondsText(0)}`,
      `        xmax = ${secondsText(end)}`,
    )
    if (tier.points) {
      lines.push(`        points: size = ${tier.marks.length}`)
      for (const [k, m] of tier.marks.entries())
        lines.push(
          `        points [${k + 1}]:`,
          `            number = ${secondsText(m.start)}`,
          `            mark = ${quoted(m.text)}`,
        )
      continue
    }
    const tiles = tiled(tier.marks, end)
    lines.push(`        intervals: size = ${tiles.length}`)
    for (const [k, m] of tiles.entries())
      lines.push(
        `        intervals [${k + 1}]:`,
        `            xmin = ${secondsText(m.start)}`,
        `            xmax = ${secondsText(m.end)}`,
        `            text = ${quoted(m.text)}`,
      )
  }
  return `${lines.join('\n')}\n`
}

/** With the gaps filled, from 0 to the end. */
function tiled(marks: readonly Mark[], end: number): Mark[] {
  const tiles: Mark[] = []
  let at = 0
  for (const m of marks) {
    if (m.start > at) tiles.push({ start: at, end: m.start, text: '' })
    tiles.push(m)
    at = m.end
  }
  if (at < end) tiles.push({ start: at, end, text: '' })
  return tiles
}
