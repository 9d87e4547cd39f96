/**
 * WebVTT (W3C). One cue each annotation: the voice span names the track, the first line the label, further lines the
 * note. Times are milliseconds, rounded up so that the instant lies inside the frame it names. Events become one
 * millisecond, marked by the class `event` on the voice. Files of others: the text of a cue is its note.
 */
import { type Tick, tick } from '../../time/tick.ts'
import {
  type Format,
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ImportedTrack,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { lossesOf, NOTHING } from '../losses.ts'
import {
  exportRows,
  fileStem,
  LONGEST_MS,
  labelNameOf,
  millisecondsUp,
  ticksOfMilliseconds,
} from '../rows.ts'

const MARK = 'Written by Scrubline'

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

const stamp = (ms: number): string =>
  `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`

const escapeText = (s: string): string =>
  s
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\0', '\ufffd')

const oneLine = (s: string): string => escapeText(s.replace(/\s*\n\s*/g, ' '))

/** A blank line would end the cue: lines of nothing but spaces carry one space more than they say. */
const noteLines = (note: string): string =>
  note === ''
    ? ''
    : `\n${note
        .split('\n')
        .map((l) => escapeText(/^ *$/.test(l) ? ` ${l}` : l))
        .join('\n')}`

export const webvtt: Format = {
  id: 'webvtt',
  name: 'WebVTT',
  extension: '.vtt',
  mimeType: 'text/vtt',
  summary: 'Captions and chapters for players on the web.',
  sniff(fileName, head) {
    if (/^\ufeff?WEBVTT([ \t\r\n]|$)/.test(head)) return 1
    return fileName.toLowerCase().endsWith('.vtt') ? 0.4 : 0
  },
  write(input) {
    const rows = exportRows(input)
    const cues = rows
      .filter((r) => r.annotation.start >= 0)
      .map((r) => {
        const start = millisecondsUp(r.annotation.start)
        return { r, start, end: Math.max(start + 1, millisecondsUp(r.annotation.end)) }
      })
      .sort((a, b) => a.start - b.start || a.end - b.end)
    const text = cues
      .map(({ r, start, end }) => {
        const cls = r.track.kind === 'events' ? '.event' : ''
        return `\n${r.annotation.id}\n${stamp(start)} --> ${stamp(end)}\n<v${cls} ${oneLine(r.track.name)}>${oneLine(labelNameOf(r))}${noteLines(r.annotation.note)}\n`
      })
      .join('')
    const losses = lossesOf(
      input,
      {
        ...NOTHING,
        ids: true,
        notes: true,
      },
      rows,
    )
    return {
      file: {
        name: `${fileStem(input.recording.name)}.vtt`,
        mimeType: 'text/vtt',
        text: `WEBVTT\n\nNOTE ${MARK} from ${oneLine(input.recording.name)}\n${text}`,
      },
      losses,
    }
  },
  read,
}

function read(source: string, context: ReadContext): Imported {
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  if (!/^WEBVTT([ \t]|$)/.test(lines[0] ?? ''))
    throw new FormatError('A WebVTT file begins with the line "WEBVTT"; this one does not.', 1, 1)
  const ours = lines.slice(1, 6).some((l) => l.startsWith(`NOTE ${MARK}`))
  const problems: ReadProblem[] = []
  const tracks = new Map<
    string,
    { name: string; kind: ImportedTrack['kind']; annotations: ImportedAnnotation[] }
  >()
  let i = 1
  while (i < lines.length && lines[i] !== '') {
    if (lines[i]!.startsWith('X-TIMESTAMP-MAP'))
      problems.push({
        line: i + 1,
        column: 1,
        text: 'The time map of an HLS segment is not applied; times are taken as written.',
      })
    i++
  }
  while (i < lines.length) {
    while (i < lines.length && lines[i] === '') i++
    const from = i
    while (i < lines.length && lines[i] !== '') i++
    const block = lines.slice(from, i)
    if (!block.length) continue
    if (/^(NOTE|STYLE|REGION)([ \t]|$)/.test(block[0]!)) continue
    const at = block.findIndex((l) => l.includes('-->'))
    if (at < 0) {
      problems.push({
        line: from + 1,
        column: 1,
        text: 'This block has no line with times ("start --> end") and is left out.',
      })
      continue
    }
    const m = /^\s*(\S+)\s*-->\s*(\S+)/.exec(block[at]!)
    const start = m ? parseStamp(m[1]!) : null
    const end = m ? parseStamp(m[2]!) : null
    if (start === null || end === null) {
      problems.push({
        line: from + at + 1,
        column: 1,
        text: `"${block[at]}" has no two times like 00:01:02.345.`,
      })
      continue
    }
    if (end < start) {
      problems.push({
        line: from + at + 1,
        column: 1,
        text: 'The cue ends before it starts and is left out.',
      })
      continue
    }
    const cue = parseCue(block.slice(at + 1), ours)
    const kind = cue.event ? 'events' : 'intervals'
    const name = cue.voice || 'Captions'
    const key = `${kind}/${name}`
    const track = tracks.get(key) ?? { name, kind, annotations: [] }
    tracks.set(key, track)
    const startTick = tick(start + context.offset)
    track.annotations.push({
      id: ours && at > 0 ? block[0]! : null,
      label: cue.label,
      labelId: null,
      start: startTick,
      end: cue.event ? startTick : tick(end + context.offset),
      attributes: {},
      note: cue.note,
      author: null,
      confidence: null,
      layer: null,
    })
  }
  return { tracks: [...tracks.values()], problems, labelSet: null, roundedUp: ours }
}

function parseStamp(s: string): Tick | null {
  const m = /^(?:(\d{2,}):)?(\d{1,2}):(\d{2})[.,](\d{3})$/.exec(s)
  if (!m || Number(m[2]) > 59 || Number(m[3]) > 59) return null
  const ms = ((Number(m[1] ?? 0) * 60 + Number(m[2])) * 60 + Number(m[3])) * 1000 + Number(m[4])
  return ms <= LONGEST_MS ? ticksOfMilliseconds(ms) : null
}

function parseCue(
  lines: readonly string[],
  ours: boolean,
): { voice: string; event: boolean; label: string; note: string } {
  const raw = lines.join('\n')
  const v = /<v((?:\.[^\s>]+)*)(?:[ \t]+([^>]*))?>/.exec(raw)
  const voice = decode((v?.[2] ?? '').trim())
  const plain = raw.replace(/<[^>]*>/g, '')
  if (!ours) return { voice, event: false, label: '', note: decode(plain).trim() }
  const [label = '', ...rest] = plain.split('\n')
  return {
    voice,
    event: (v?.[1] ?? '').split('.').includes('event'),
    label: decode(label),
    note: rest.map((l) => decode(/^ +$/.test(l) ? l.slice(1) : l)).join('\n'),
  }
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
  quot: '"',
}

const decode = (s: string): string =>
  s.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));/g, (all, dec, hex, name) => {
    if (name) return ENTITIES[name] ?? all
    const code = dec ? Number(dec) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
