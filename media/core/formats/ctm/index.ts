/**
 * CTM, the NIST format of timed words (sclite): file, channel, start and length in seconds, word, and how sure it is.
 * It knows words alone: read, they become utterances wherever more than a second passes between two words.
 */
import type { Tick } from '../../time/tick.ts'
import {
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
  joinWords,
  lengthSeconds,
  mediaSeconds,
  originOf,
  spokenLosses,
  spokenRows,
  tickOfSeconds,
  transcriptOf,
  utterance,
  type WordIn,
  withLoss,
  wordsIn,
  wordsOut,
} from '../spoken.ts'

/** A pause longer than this begins a new utterance, in ticks. */
const NEW_UTTERANCE = 705_600_000

const LINE = /^(\S+)\s+(\S+)\s+([-\d.eE]+)\s+([-\d.eE]+)\s+(\S+)(?:\s+(\S+))?/

export const ctm: Format = {
  id: 'ctm',
  name: 'CTM words',
  extension: '.ctm',
  mimeType: 'text/plain',
  summary: 'One timed word a line, for programs that score speech recognition.',
  holds: 'speech',
  sniff(fileName, head) {
    const lines = head.split(/\r?\n/).filter((l) => l.trim() && !l.startsWith(';;'))
    const fits = lines.slice(0, 5).every((l) => LINE.test(l) && !l.startsWith('SPEAKER'))
    if (/\.ctm$/i.test(fileName)) return lines.length && fits ? 0.95 : 0.5
    return lines.length > 1 && fits && lines.every((l) => l.split(/\s+/).length <= 6) ? 0.45 : 0
  },
  write(input) {
    const origin = originOf(input)
    const id = fileStem(input.recording.name).replace(/\s+/g, '_')
    const rows = spokenRows(input)
    const words = rows
      .flatMap(({ annotation: { speech } }) => (speech ? wordsOut(speech) : []))
      .filter((w) => w.start >= origin)
      .sort((a, b) => a.start - b.start || a.end - b.end)
    const text = words
      .map((w) => {
        const word = w.text.trim().replace(/\s+/g, '_')
        const sure = w.confidence === null ? '' : ` ${w.confidence}`
        return `${id} 1 ${mediaSeconds(w.start, origin)} ${lengthSeconds(w.end - w.start)} ${word}${sure}\n`
      })
      .join('')
    const untimed = rows.filter(({ annotation: { speech } }) => {
      const tokens = speech?.text.split(/\s+/).filter(Boolean).length ?? 0
      return tokens > (speech?.words.length ?? 0)
    }).length
    let losses = spokenLosses(input, {
      ...NOTHING,
      ...{ exactTimes: true, speech: true, words: true, wordConfidence: true },
    })
    losses = withLoss(losses, 'utterances', rows.length, 'utterances are not kept, only words and pauses')
    losses = withLoss(losses, 'untimed', untimed, 'words whose times are unknown are left out')
    return { file: { name: `${fileStem(input.recording.name)}.ctm`, mimeType: 'text/plain', text }, losses }
  },
  read,
}

function read(source: string, context: ReadContext): Imported {
  const problems: ReadProblem[] = []
  const channels = new Map<string, WordIn[]>()
  let lines = 0
  for (const [i, raw] of source
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const text = raw.trim()
    if (!text || text.startsWith(';;')) continue
    lines++
    const m = LINE.exec(text)
    const start = m ? tickOfSeconds(m[3]!, context.offset) : null
    const end = start === null ? null : tickOfSeconds(m![4]!, start)
    if (!m || start === null || end === null || end < start) {
      problems.push({ line: i + 1, column: 1, text: 'This line is not "file channel start length word".' })
      continue
    }
    // Alternatives of one word: the first is taken.
    if (m[5] === '<ALT>' || m[5] === '<ALT_BEGIN>' || m[5] === '<ALT_END>') continue
    const sure = Number(m[6] ?? Number.NaN)
    const confidence = sure >= 0 && sure <= 1 ? sure : null
    const key = `${m[1]} ${m[2]}`
    const words = channels.get(key) ?? []
    channels.set(key, words)
    words.push({ text: m[5]!, start, end, confidence, timing: confidence === null ? 'given' : 'model' })
  }
  if (lines && !channels.size)
    throw new FormatError('No line of this file is a timed word: "file channel start length word".')
  const tracks = [...channels].map(([name, words]) => ({
    name: channels.size > 1 ? name : 'Transcript',
    kind: 'transcript' as const,
    annotations: utterancesOf(words),
  }))
  return { ...transcriptOf([], problems), tracks }
}

function utterancesOf(words: readonly WordIn[]): ImportedAnnotation[] {
  const sorted = words.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const groups: WordIn[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const w of sorted) {
    const group = groups.at(-1)
    // A word that ends before the one before it cannot follow it in one utterance.
    if (group && w.start - end <= NEW_UTTERANCE && w.end >= group.at(-1)!.end) group.push(w)
    else groups.push([w])
    end = Math.max(end, w.end)
  }
  return groups.map((group) => {
    const text = joinWords(group)
    const speech = { text, words: wordsIn(text, group), language: '' }
    return utterance(group[0]!.start, group.at(-1)!.end as Tick, speech, null)
  })
}
