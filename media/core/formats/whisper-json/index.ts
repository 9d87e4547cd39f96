/**
 * JSON of Whisper and its kin: OpenAI's (`segments` with `words`), faster-whisper's and WhisperX's (segments with
 * `speaker`, words with `score`), and whisper.cpp's (`transcription` with offsets in milliseconds). Written is OpenAI's
 * form with `speaker` added as WhisperX does. Seconds have nine decimals, exact to the tick.
 */
import { z } from 'zod'
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
import { fileStem, secondsText, spokenText, ticksOfMilliseconds } from '../rows.ts'
import {
  MISPLACED,
  misplaced,
  originOf,
  speechesOf,
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

const wordSchema = z.object({
  word: z.string(),
  start: z.number().nullish(),
  end: z.number().nullish(),
  probability: z.number().nullish(),
  score: z.number().nullish(),
})
const segmentSchema = z.object({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  speaker: z.string().nullish(),
  words: z.array(z.unknown()).nullish(),
})
const cppSchema = z.object({
  offsets: z.object({ from: z.number(), to: z.number() }),
  text: z.string(),
  speaker: z.string().nullish(),
  tokens: z.array(z.unknown()).nullish(),
})
const cppTokenSchema = z.object({
  text: z.string(),
  offsets: z.object({ from: z.number(), to: z.number() }),
  p: z.number().nullish(),
})

export const whisperJson: Format = {
  id: 'whisper-json',
  name: 'Whisper JSON',
  extension: '.json',
  mimeType: 'application/json',
  summary: 'What Whisper and programs around it write: segments and words with times and probabilities.',
  holds: 'speech',
  sniff(_name, head) {
    if (/"format"\s*:\s*"scrubline"/.test(head)) return 0
    if (/"transcription"\s*:\s*\[/.test(head) && /"offsets"/.test(head)) return 0.9
    if (/"segments"\s*:\s*\[/.test(head)) return 0.9
    return /^\s*\[\s*\{[^}]*"start"\s*:[^}]*"text"\s*:/.test(head) ? 0.8 : 0
  },
  write(input) {
    const origin = originOf(input)
    const rows = spokenRows(input)
    const at = (t: number): number => Number(secondsText(t - origin))
    const speeches = speechesOf(rows)
    const languages = new Set(speeches.map((s) => s.language))
    const language = languages.size === 1 ? [...languages][0]! : ''
    const segments = rows.map((r, id) => ({
      id,
      start: at(r.annotation.start),
      end: at(r.annotation.end),
      text: spokenText(r),
      ...(r.speaker && { speaker: r.speaker.name }),
      words: wordsOut(r.annotation.speech ?? { text: '', words: [], language: '' }).map((w) => ({
        word: w.text,
        start: at(w.start),
        end: at(w.end),
        ...(w.confidence !== null && { probability: w.confidence }),
      })),
    }))
    const whole = speeches.map((s) => s.text).join(' ')
    const text = `${JSON.stringify({ text: whole, ...(language && { language }), segments }, null, 1)}\n`
    let losses = spokenLosses(input, {
      ...NOTHING,
      ...{ exactTimes: true, speech: true, speakers: true, words: true, wordConfidence: true },
      language: languages.size <= 1,
    })
    losses = withLoss(losses, 'word-places', misplaced(speeches), MISPLACED)
    const name = `${fileStem(input.recording.name)}.json`
    return { file: { name, mimeType: 'application/json', text }, losses }
  },
  read,
}

function read(source: string, context: ReadContext): Imported {
  let raw: unknown
  try {
    raw = JSON.parse(source)
  } catch (cause) {
    throw new FormatError(`This is not readable JSON: ${(cause as Error).message}.`)
  }
  const top = (Array.isArray(raw) ? { segments: raw } : raw) as Record<string, unknown> | null
  const cpp = Array.isArray(top?.transcription)
  const items = cpp ? top!.transcription : top?.segments
  if (!Array.isArray(items))
    throw new FormatError(
      'This JSON holds no list "segments" or "transcription", as programs of Whisper write.',
    )
  const { language: said } = top as { language?: unknown; result?: { language?: unknown } }
  const other = (top as { result?: { language?: unknown } }).result?.language
  const language = [said, other].find((l): l is string => typeof l === 'string' && l.length <= 35) ?? ''
  const problems: ReadProblem[] = []
  const annotations: ImportedAnnotation[] = []
  for (const [i, item] of items.entries()) {
    const one = cpp ? cppSegment(item, language, context) : segment(item, language, context)
    if (one) annotations.push(one)
    else problems.push({ line: 0, column: 0, text: `Segment ${i + 1} has no start, end and text.` })
  }
  if (items.length && !annotations.length)
    throw new FormatError('No segment of this file has start, end and text.')
  return transcriptOf(annotations, problems)
}

function segment(item: unknown, language: string, context: ReadContext): ImportedAnnotation | null {
  const s = segmentSchema.safeParse(item).data
  const start = s ? tickOfSeconds(s.start, context.offset) : null
  const end = s ? tickOfSeconds(s.end, context.offset) : null
  if (!s || start === null || end === null || end < start) return null
  const words = (s.words ?? []).flatMap((raw): WordIn[] => {
    const w = wordSchema.safeParse(raw).data
    const from = typeof w?.start === 'number' ? tickOfSeconds(w.start, context.offset) : null
    const to = typeof w?.end === 'number' ? tickOfSeconds(w.end, context.offset) : null
    if (!w || from === null || to === null) return []
    return [wordOf(w.word, from, to, w.probability ?? w.score)]
  })
  return spoken(start, end, s.text, words, language, s.speaker)
}

function cppSegment(item: unknown, language: string, context: ReadContext): ImportedAnnotation | null {
  const s = cppSchema.safeParse(item).data
  if (!s || s.offsets.to < s.offsets.from) return null
  const at = (ms: number): Tick => tick(ticksOfMilliseconds(ms) + context.offset)
  // Tokens are parts of words: one that begins with a space begins a word. Those in brackets are no speech.
  const words: WordIn[] = []
  for (const raw of s.tokens ?? []) {
    const t = cppTokenSchema.safeParse(raw).data
    if (!t || /^\[_/.test(t.text)) continue
    const last = words.at(-1)
    const own = wordOf(t.text, at(t.offsets.from), at(t.offsets.to), t.p)
    if (!last || t.text.startsWith(' ')) words.push(own)
    else {
      const confidence =
        last.confidence === null || own.confidence === null ? null : Math.min(last.confidence, own.confidence)
      words[words.length - 1] = { ...last, text: last.text + t.text, end: own.end, confidence }
    }
  }
  return spoken(at(s.offsets.from), at(s.offsets.to), s.text, words, language, s.speaker)
}

function wordOf(text: string, start: Tick, end: Tick, sure: number | null | undefined): WordIn {
  const confidence = typeof sure === 'number' && sure >= 0 && sure <= 1 ? sure : null
  return { text, start, end, confidence, timing: confidence === null ? 'given' : 'model' }
}

function spoken(
  start: Tick,
  end: Tick,
  raw: string,
  words: readonly WordIn[],
  language: string,
  speaker: string | null | undefined,
): ImportedAnnotation {
  const text = raw.trim()
  const speech = text ? { text, words: wordsIn(text, words), language } : null
  return utterance(start, end, speech, speaker?.trim() || null)
}
