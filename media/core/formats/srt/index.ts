/**
 * SubRip subtitles. There is no standard: counters, times with a comma, text to the next blank line. Who speaks stands
 * before the text as "Name: ", which is how subtitlers write it; tags for looks are taken off.
 */
import { type Tick, tick } from '../../time/tick.ts'
import {
  type Format,
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { NOTHING } from '../losses.ts'
import { fileStem, LONGEST_MS, millisecondsUp, spokenText, ticksOfMilliseconds } from '../rows.ts'
import {
  originOf,
  plainSpeech,
  spokenLosses,
  spokenRows,
  transcriptOf,
  utterance,
  withLoss,
} from '../spoken.ts'

const TIMES = /^\s*(\d+):(\d{1,2}):(\d{1,2})[,.:](\d{1,3})\s*-->\s*(\d+):(\d{1,2}):(\d{1,2})[,.:](\d{1,3})/

/** "Name: " at the start: a letter first, at most 40 characters and five words, no mark that ends a sentence but "Dr.". */
const PREFIX = /^(?:[-–>]{1,2}\s*)?(\p{L}[^:\n.,;!?]{0,39}|\p{L}{1,4}\.\s[^:\n.,;!?]{1,34}): +(?=\S)/u
const TAGS = /<\/?(?:i|b|u|s|font)(?:\s[^>]*)?>|\{\\[^}]*\}/gi

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

const stamp = (ms: number): string =>
  `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)},${pad(ms % 1000, 3)}`

/** The name before a text, and the rest. */
export function prefixOf(text: string): { speaker: string | null; text: string } {
  const m = PREFIX.exec(text)
  if (!m || m[1]!.trim().split(/\s+/).length > 5) return { speaker: null, text }
  return { speaker: m[1]!.trim(), text: text.slice(m[0].length) }
}

export const srt: Format = {
  id: 'srt',
  name: 'SRT subtitles',
  extension: '.srt',
  mimeType: 'application/x-subrip',
  summary: 'Subtitles for nearly every player, with "Name: " before what somebody says.',
  holds: 'speech',
  sniff(fileName, head) {
    if (/^\ufeff?\s*(\d+\s*\r?\n)?\d+:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->/.test(head)) return 0.95
    return /\.srt$/i.test(fileName) ? 0.6 : 0
  },
  write(input) {
    const origin = originOf(input)
    const rows = spokenRows(input)
    const said = rows.filter((r) => spokenText(r).trim() !== '')
    let changed = 0
    const text = said
      .map((r, i) => {
        const start = millisecondsUp(r.annotation.start - origin)
        const end = Math.max(start + 1, millisecondsUp(r.annotation.end - origin))
        const own = spokenText(r)
        const line = own.trim().replace(/\s*\n\s*/g, '\n')
        const full = r.speaker ? `${r.speaker.name}: ${line}` : line
        const back = cueOf(full)
        if (back.text !== own || back.speaker !== (r.speaker?.name ?? null)) changed++
        return `${i + 1}\n${stamp(start)} --> ${stamp(end)}\n${full}\n\n`
      })
      .join('')
    let losses = spokenLosses(input, { ...NOTHING, speech: true, speakers: true })
    losses = withLoss(losses, 'silent', rows.length - said.length, 'stretches without words are left out')
    losses = withLoss(
      losses,
      'texts',
      changed,
      'texts or names come back changed, for they look like something else in SRT',
    )
    const name = `${fileStem(input.recording.name)}.srt`
    return { file: { name, mimeType: 'application/x-subrip', text }, losses }
  },
  read,
}

const cueOf = (raw: string) => prefixOf(raw.replace(TAGS, '').trim())

function read(source: string, context: ReadContext): Imported {
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  const problems: ReadProblem[] = []
  const annotations: ImportedAnnotation[] = []
  const heads = lines.flatMap((l, i) => (l.includes('-->') ? [i] : []))
  if (!heads.length && lines.some((l) => l.trim()))
    throw new FormatError('No line of this file has times like "00:01:02,345 --> 00:01:04,000".')
  for (const [k, at] of heads.entries()) {
    const m = TIMES.exec(lines[at]!)
    const start = m && timeOf(m.slice(1, 5), context)
    const end = m && timeOf(m.slice(5, 9), context)
    if (start === null || end === null || end < start) {
      problems.push({ line: at + 1, column: 1, text: `"${lines[at]}" has no two times like 00:01:02,345.` })
      continue
    }
    let last = heads[k + 1] ?? lines.length
    // The counter of the next cue, and the blank lines before it, belong to that.
    if (last < lines.length && /^\s*\d+\s*$/.test(lines[last - 1] ?? '')) last--
    const text = lines
      .slice(at + 1, last)
      .join('\n')
      .trim()
    const cue = cueOf(text)
    annotations.push(utterance(start, end, cue.text ? plainSpeech(cue.text) : null, cue.speaker))
  }
  return transcriptOf(annotations, problems)
}

function timeOf([h, m, s, fraction]: readonly string[], { offset }: ReadContext): Tick | null {
  const ms = ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(fraction!.padEnd(3, '0'))
  return ms <= LONGEST_MS ? tick(ticksOfMilliseconds(ms) + offset) : null
}
