/**
 * RTTM, the NIST format of who speaks when (RT-09 evaluation plan, appendix A), with a UEM beside it that says which part
 * was annotated. Start and length in seconds from the start of the media.
 *
 * The reader takes SPEAKER lines of any length from five fields on and passes over comments and lines about speakers; it
 * reads UEM files as well. The writer is strict: ten fields, no spaces in names, stretches of one speaker that meet are
 * one.
 */
import type { Tick } from '../../time/tick.ts'
import {
  type ExportInput,
  type Format,
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { NOTHING } from '../losses.ts'
import { fileStem } from '../rows.ts'
import {
  lengthSeconds,
  mediaSeconds,
  originOf,
  spokenLosses,
  spokenRows,
  tickOfSeconds,
  transcriptOf,
  utterance,
  withLoss,
} from '../spoken.ts'

/** The name of nobody in particular. */
const UNKNOWN = 'unknown'

/** Types of RTTM lines (RT-09) that say nothing of who speaks when. */
const OTHERS =
  /^(SPKR-INFO|NOSCORE|NO_RT_METADATA|SEGMENT|LEXEME|NON-LEX|NON-SPEECH|FILLER|EDIT|IP|SU|CB|A\/P)$/

const isUem = (line: string): boolean => /^\S+\s+(\S+\s+)?[\d.]+\s+[\d.]+\s*$/.test(line)

export const rttm: Format = {
  id: 'rttm',
  name: 'RTTM and UEM',
  extension: '.rttm',
  mimeType: 'text/plain',
  summary: 'Who speaks when, for programs that compare and score speakers.',
  holds: 'speech',
  sniff(fileName, head) {
    const line = head.split(/\r?\n/).find((l) => l.trim() && !l.startsWith(';;')) ?? ''
    if (/^\ufeff?SPEAKER\s+\S+\s+\S+\s+[\d.]+\s+[\d.]+/.test(line)) return 1
    if (OTHERS.test(line.split(/\s/, 1)[0] ?? '')) return 0.9
    if (/\.uem$/i.test(fileName) && isUem(line)) return 1
    return /\.rttm$/i.test(fileName) ? 0.6 : 0
  },
  read,
  write(input) {
    const stem = fileStem(input.recording.name)
    const id = withoutSpaces(stem)
    const { turns, merged } = turnsOf(input)
    const lines = turns.map(
      (t) =>
        `SPEAKER ${id} 1 ${mediaSeconds(t.start, originOf(input))} ${lengthSeconds(t.end - t.start)} <NA> <NA> ${t.name} <NA> <NA>\n`,
    )
    const length = Math.max(input.media?.duration ?? 0, ...turns.map((t) => t.end - originOf(input)))
    const named = spokenRows(input).filter((r) => /\s/.test(r.speaker?.name ?? '')).length
    let losses = spokenLosses(input, { ...NOTHING, exactTimes: true, speakers: true })
    losses = withLoss(losses, 'merged', merged, 'stretches of one speaker that meet or overlap become one')
    losses = withLoss(losses, 'names', named, 'spaces in names of speakers become "_"')
    return {
      file: { name: `${stem}.rttm`, mimeType: 'text/plain', text: lines.join('') },
      companions: [
        { name: `${stem}.uem`, mimeType: 'text/plain', text: `${id} 1 0.000 ${lengthSeconds(length)}\n` },
      ],
      losses,
    }
  },
}

const withoutSpaces = (s: string): string => s.trim().replace(/\s+/g, '_')

interface Turn {
  readonly name: string
  readonly start: number
  end: number
}

function turnsOf(input: ExportInput): { turns: Turn[]; merged: number } {
  const last = new Map<string, Turn>()
  const turns: Turn[] = []
  let merged = 0
  for (const { speaker, annotation: a } of spokenRows(input)) {
    const name = withoutSpaces(speaker?.name ?? UNKNOWN)
    const before = last.get(name)
    if (before && a.start <= before.end) {
      before.end = Math.max(before.end, a.end)
      merged++
      continue
    }
    const turn = { name, start: a.start, end: a.end }
    last.set(name, turn)
    turns.push(turn)
  }
  return { turns, merged }
}

function read(source: string, context: ReadContext): Imported {
  const problems: ReadProblem[] = []
  const files = new Map<string, ImportedAnnotation[]>()
  const evaluated: ImportedAnnotation[] = []
  const passed = new Map<string, number>()
  let lines = 0
  for (const [i, raw] of source
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const text = raw.trim()
    if (!text || text.startsWith(';;')) continue
    lines++
    const fields = text.split(/\s+/)
    const [type = ''] = fields
    const say = (problem: string): void => {
      problems.push({ line: i + 1, column: 1, text: problem })
    }
    if (type === 'SPEAKER') {
      const [, file = '', , from = '', length = '', , , name = '<NA>'] = fields
      const span = spanOf(from, length, context)
      if (!span) say(`"${from} ${length}" is no start and length in seconds.`)
      else {
        const nobody = name === '<NA>' || name === UNKNOWN
        const own = files.get(file) ?? []
        files.set(file, own)
        own.push(utterance(span.start, span.end, null, nobody ? null : name))
      }
    } else if (OTHERS.test(type)) passed.set(type, (passed.get(type) ?? 0) + 1)
    else if (isUem(text)) {
      const [from, to] = fields.slice(-2)
      const start = tickOfSeconds(from ?? '', context.offset)
      const end = tickOfSeconds(to ?? '', context.offset)
      if (start === null || end === null || end < start) say(`"${from} ${to}" is no stretch in seconds.`)
      else evaluated.push({ ...utterance(start, end, null, null), label: fields[0] ?? '' })
    } else say(`A line of RTTM begins with its type, as SPEAKER; "${type}" is none.`)
  }
  if (!lines) return transcriptOf([], problems)
  for (const [type, n] of passed)
    if (type !== 'SPKR-INFO')
      problems.push({ line: 0, column: 0, text: `${n} lines of the type ${type} are passed over.` })
  if (!files.size && !evaluated.length && problems.length)
    throw new FormatError('No line of this file says who speaks when: "SPEAKER file channel start length …".')
  return {
    tracks: [
      ...[...files].map(([name, annotations]) => ({
        name: files.size > 1 ? name : 'Speakers',
        kind: 'transcript' as const,
        annotations,
      })),
      ...(evaluated.length
        ? [{ name: 'Evaluated', kind: 'intervals' as const, annotations: evaluated }]
        : []),
    ],
    problems,
    labelSet: null,
    roundedUp: false,
  }
}

function spanOf(from: string, length: string, { offset }: ReadContext): { start: Tick; end: Tick } | null {
  const start = tickOfSeconds(from, offset)
  if (start === null) return null
  // Start and length are rounded each on its own, so that lengths stay what the file says.
  const end = tickOfSeconds(length, start)
  return end === null || end < start ? null : { start, end }
}
