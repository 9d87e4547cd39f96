/**
 * Reads WebVTT (W3C): our cues with track and label, and captions of anybody, whose text is what is said and whose voice
 * is who says it. Timestamps inside a cue are the beginnings of words.
 */
import { type Tick, tick } from '../../time/tick.ts'
import {
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ImportedTrack,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { LONGEST_MS, ticksOfMilliseconds } from '../rows.ts'
import { utterance, type WordIn, wordsIn } from '../spoken.ts'
import { decode } from './text.ts'

/** In a note at the top of what we write. */
export const CUES_MARK = 'Written by Scrubline'
export const CAPTIONS_MARK = 'Captions by Scrubline'

export function readWebVtt(source: string, context: ReadContext): Imported {
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  if (!/^WEBVTT([ \t]|$)/.test(lines[0] ?? ''))
    throw new FormatError('A WebVTT file begins with the line "WEBVTT"; this one does not.', 1, 1)
  const ours = lines.slice(1, 6).some((l) => l.startsWith(`NOTE ${CUES_MARK}`))
  const captions = lines.slice(1, 6).some((l) => l.startsWith(`NOTE ${CAPTIONS_MARK}`))
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
    const startTick = tick(start + context.offset)
    if (!ours) {
      const track = tracks.get('said') ?? { name: 'Transcript', kind: 'transcript', annotations: [] }
      tracks.set('said', track)
      const said = saidIn(block.slice(at + 1), startTick, tick(end + context.offset), context)
      track.annotations.push({ ...said, id: captions && at > 0 ? block[0]! : null })
      continue
    }
    const cue = parseCue(block.slice(at + 1))
    const kind = cue.event ? 'events' : 'intervals'
    const name = cue.voice || 'Captions'
    const key = `${kind}/${name}`
    const track = tracks.get(key) ?? { name, kind, annotations: [] }
    tracks.set(key, track)
    track.annotations.push({
      id: at > 0 ? block[0]! : null,
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
  return { tracks: [...tracks.values()], problems, labelSet: null, roundedUp: ours || captions }
}

function parseStamp(s: string): Tick | null {
  const m = /^(?:(\d{2,}):)?(\d{1,2}):(\d{2})[.,](\d{3})$/.exec(s)
  if (!m || Number(m[2]) > 59 || Number(m[3]) > 59) return null
  const ms = ((Number(m[1] ?? 0) * 60 + Number(m[2])) * 60 + Number(m[3])) * 1000 + Number(m[4])
  return ms <= LONGEST_MS ? ticksOfMilliseconds(ms) : null
}

/** A cue of captions: every piece after a timestamp is a word, or several that share its time. */
function saidIn(lines: readonly string[], start: Tick, end: Tick, context: ReadContext): ImportedAnnotation {
  const raw = lines.join('\n')
  const voice = decode((/<v(?:\.[^\s>]+)*[ \t]+([^>]*)>/.exec(raw)?.[1] ?? '').trim())
  let text = ''
  const words: WordIn[] = []
  const pieces: { at: Tick; from: number }[] = [{ at: start, from: 0 }]
  for (const part of raw.split(/(<[^>]*>)/)) {
    const time = /^<([\d:.]+)>$/.exec(part)
    const at = time ? parseStamp(time[1]!) : null
    if (at !== null) pieces.push({ at: tick(at + context.offset), from: text.length })
    else if (!/^<[^>]*>$/.test(part)) text += decode(part)
  }
  if (pieces.length > 1)
    for (const [i, { at, from }] of pieces.entries()) {
      const next = pieces[i + 1]
      const own = text.slice(from, next?.from).split(/\s+/).filter(Boolean)
      const until = next?.at ?? end
      for (const [k, word] of own.entries())
        words.push({
          text: word,
          start: tick(Math.round(at + ((until - at) * k) / own.length)),
          end: tick(Math.round(at + ((until - at) * (k + 1)) / own.length)),
          confidence: null,
          timing: own.length > 1 ? 'interpolated' : 'given',
        })
    }
  const said = text.trim()
  return utterance(
    start,
    end,
    said ? { text: said, words: wordsIn(said, words), language: '' } : null,
    voice || null,
  )
}

function parseCue(lines: readonly string[]): { voice: string; event: boolean; label: string; note: string } {
  const raw = lines.join('\n')
  const v = /<v((?:\.[^\s>]+)*)(?:[ \t]+([^>]*))?>/.exec(raw)
  const voice = decode((v?.[2] ?? '').trim())
  const plain = raw.replace(/<[^>]*>/g, '')
  const [label = '', ...rest] = plain.split('\n')
  return {
    voice,
    event: (v?.[1] ?? '').split('.').includes('event'),
    label: decode(label),
    note: rest.map((l) => decode(/^ +$/.test(l) ? l.slice(1) : l)).join('\n'),
  }
}
