/** What is said in an utterance: its text, its words' times, who says it. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, Speech, TrackRecord, Word, WordTiming } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { rewritten } from '../speech/keep-times.ts'
import { maxTick, minTick, type Tick, tick } from '../time/tick.ts'
import { type Align, aligned } from './align.ts'
import type { Command, CommandState } from './command.ts'
import { annotationOf } from './create.ts'
import { cutInTwo } from './divide-speech.ts'
import { Draft, locate, locateAll } from './draft.ts'
import { place } from './place.ts'
import { merge } from './split-merge.ts'
import { clockText, quote, speakerName } from './words.ts'

export interface WriteSpeechArgs {
  readonly id: string
  readonly text: string
  /** Found by alignment of the old and the new text when left out. */
  readonly words?: readonly Word[]
  /** BCP 47; as it was when left out. */
  readonly language?: string
}

/** The text of an utterance. Its words keep their times, and what is marked in it stays on its words. */
export const writeSpeech: Command<WriteSpeechArgs> = (state, args) => writeSpeeches(state, { items: [args] })

export interface WriteSpeechesArgs {
  readonly items: readonly WriteSpeechArgs[]
  /** In the place of the sentence made here. */
  readonly sentence?: string
}

/** Several at once: find and replace. */
export const writeSpeeches: Command<WriteSpeechesArgs> = (state, args) => {
  const draft = new Draft(state)
  const ids: string[] = []
  let sentence = args.sentence ?? `Edited ${args.items.length} utterances`
  for (const item of args.items) {
    const found = utterance(state, item.id)
    if (!found.ok) return found
    const a = draft.annotation(item.id) ?? found.annotation
    const { words, language = a.speech?.language ?? '' } = item
    const speech = words
      ? { text: item.text, words: [...words], language }
      : rewritten(a.speech, item.text, a, language)
    draft.set<AnnotationRecord>(a.id, { speech })
    ids.push(a.id)
    if (args.items.length === 1 && !args.sentence) sentence = sentenceOf(found.annotation, speech)
  }
  return draft.finish(sentence, ids)
}

function sentenceOf(a: AnnotationRecord, speech: Speech): string {
  const at = clockText(a.start)
  if (a.speech?.text === speech.text)
    return a.speech.language === speech.language
      ? `Timed the words at ${at}`
      : `Set the language at ${at} to ${speech.language || 'unknown'}`
  return speech.text ? `Wrote ${quote(speech.text)} at ${at}` : `Emptied the utterance at ${at}`
}

export interface SetWordTimesArgs {
  readonly id: string
  /** By their place among the utterance's words. */
  readonly words: readonly { readonly index: number; readonly start: Tick; readonly end: Tick }[]
  /** How these times were found; a person's hand when left out. */
  readonly timing?: WordTiming
}

/** Times stay inside the utterance and in order; one that would pass its neighbour is refused. */
export const setWordTimes: Command<SetWordTimesArgs> = (state, args) => {
  const found = utterance(state, args.id)
  if (!found.ok) return found
  const { annotation: a } = found
  const words = [...(a.speech?.words ?? [])]
  for (const { index, start, end } of args.words) {
    const word = words[index]
    if (!a.speech || !word) return refuse('missing', 'This word is not there any more.', a.id)
    words[index] = {
      ...word,
      start: minTick(maxTick(start, a.start), a.end),
      end: minTick(maxTick(end, a.start), a.end),
      timing: args.timing ?? 'given',
    }
  }
  for (const { index } of args.words)
    for (const i of [index, index + 1]) {
      const [before, word] = [words[i - 1], words[i]]
      if (word && word.end < word.start)
        return refuse('length', `${wordText(a, word)} would end before it starts.`, a.id)
      if (before && word && (word.start < before.start || word.end < before.end))
        return refuse('overlap', `${wordText(a, word)} would be said before ${wordText(a, before)}.`, a.id)
    }
  const draft = new Draft(state)
  draft.set<AnnotationRecord>(a.id, { speech: { ...a.speech!, words } })
  const [only] = args.words
  const what =
    args.words.length === 1 && only ? wordText(a, words[only.index]!) : `${args.words.length} words`
  return draft.finish(`Timed ${what} at ${clockText(a.start)}`, [a.id])
}

const wordText = (a: AnnotationRecord, w: Word): string => quote(a.speech!.text.slice(w.from, w.to))

export interface SetSpeakerArgs {
  readonly ids: Iterable<string>
  /** Null for nobody in particular. */
  readonly speakerId: string | null
}

export const setSpeaker: Command<SetSpeakerArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const draft = new Draft(state)
  for (const { annotation: a } of located.items)
    draft.set<AnnotationRecord>(a.id, { speakerId: args.speakerId })
  const [first] = located.items
  const n = located.items.length
  const what = n === 1 && first ? `what is said at ${clockText(first.annotation.start)}` : `${n} utterances`
  const whom = args.speakerId === null ? 'nobody in particular' : speakerName(state, args.speakerId)
  return draft.finish(
    `Gave ${what} to ${whom}`,
    located.items.map((i) => i.annotation.id),
  )
}

export interface SplitUtteranceArgs {
  readonly id: string
  /** Place in the text before which the second part begins, in UTF-16 units. */
  readonly at: number
  /** Id of the second part; made here when left out. */
  readonly newId?: string
  /** When the second part begins; by the words when left out. */
  readonly time?: Tick
  readonly align?: Align
}

/** Each part keeps its words. Where their times are known, silence between them belongs to neither. */
export const splitUtterance: Command<SplitUtteranceArgs> = (state, args) => {
  const found = utterance(state, args.id)
  if (!found.ok) return found
  const { annotation: a, track } = found
  if (!a.speech || args.at < 0 || args.at > a.speech.text.length)
    return refuse('missing', 'This place in the text is not there any more.', a.id)
  const { words } = a.speech.words.length ? a.speech : rewritten(a.speech, a.speech.text, a)
  const last = words.findLast((w) => w.from < args.at)
  const next = words.find((w) => w.to > args.at)
  const touching = last !== undefined && last === next
  const middle = touching
    ? last.start + ((last.end - last.start) * (args.at - last.from)) / (last.to - last.from)
    : ((last?.end ?? next?.start ?? a.start) + (next?.start ?? last?.end ?? a.end)) / 2
  const guessed = touching || !last || !next || [last, next].some((w) => w.timing === 'interpolated')
  const one = args.time ?? (guessed || track.policy === 'gapless' ? tick(Math.round(middle)) : null)
  const at = (t: Tick, of: 'start' | 'end', after?: Tick) => (args.align ? args.align(t, of, after) : t)
  const leftEnd = one === null ? at(maxTick(last!.end, a.start), 'end', a.start) : at(one, 'start')
  const rightStart = one === null ? maxTick(at(next!.start, 'start'), leftEnd) : leftEnd
  if (leftEnd <= a.start || rightStart >= a.end)
    return refuse('length', `What is said at ${clockText(a.start)} is too short to be split there.`, a.id)
  const id = args.newId ?? newId()
  const draft = new Draft(state)
  cutInTwo(draft, a, { id, leftEnd, rightStart, at: rightStart, offset: args.at })
  return draft.finish(`Split what is said at ${clockText(a.start)}`, [a.id, id])
}

/** The earliest keeps its id; the texts follow each other in time. */
export const mergeUtterances: Command<{ readonly ids: Iterable<string> }> = (state, args) => {
  const ids = [...args.ids]
  const result = merge(state, { ids })
  const first = result.ok ? state.document.get(result.focus[0] ?? '') : undefined
  return result.ok && first?.type === 'annotation'
    ? { ...result, sentence: `Joined ${ids.length} utterances at ${clockText(first.start)}` }
    : result
}

export interface AddUtteranceArgs {
  readonly trackId: string
  readonly layerId: string
  readonly start: Tick
  readonly end: Tick
  readonly speakerId: string | null
  /** "" for speech of which only the speaker is known so far. */
  readonly text: string
  readonly id?: string
  /** The track's first when left out. */
  readonly labelId?: string
  readonly language?: string
  readonly words?: readonly Word[]
  readonly align?: Align
}

/** New words are divided over the utterance by their lengths, until they are aligned with the sound. */
export const addUtterance: Command<AddUtteranceArgs> = (state, args) => {
  const track = state.document.get(args.trackId)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  if (track.kind !== 'transcript') return noTranscript(track)
  const labelId = args.labelId ?? state.labels.labelsOf(track)[0]?.id
  if (!labelId) return refuse('label', `“${track.name}” has no label for what is said.`)
  const { start, end } = aligned(args.align, args.start, args.end, false)
  const language = args.language ?? ''
  const speech = args.words
    ? { text: args.text, words: [...args.words], language }
    : rewritten(null, args.text, { start, end }, language)
  const a: AnnotationRecord = {
    ...annotationOf({ ...args, labelId }, start, end),
    speakerId: args.speakerId,
    speech,
  }
  const draft = new Draft(state)
  place(draft, track, a)
  const who = args.speakerId === null ? 'speech' : speakerName(state, args.speakerId)
  return draft.finish(`Added ${who} at ${clockText(start)}`, [a.id])
}

function utterance(
  state: CommandState,
  id: string,
): { ok: true; annotation: AnnotationRecord; track: TrackRecord } | Refusal {
  const found = locate(state, id)
  return !found.ok || found.track.kind === 'transcript' ? found : noTranscript(found.track, id)
}

const noTranscript = (track: TrackRecord, id: string | null = null): Refusal =>
  refuse('kind', `“${track.name}” is no transcript; nothing can be said on it.`, id)
