/** Who speaks in the recording. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, SpeakerRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { Command, CommandState } from './command.ts'
import { Draft } from './draft.ts'
import { quote } from './words.ts'

/** Okabe and Ito's colours that people tell apart, then Tol's light ones. */
export const SPEAKER_COLORS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#aa4499',
  '#999933',
  '#88ccee',
  '#ee8866',
] as const

export type NewSpeaker = Partial<Omit<SpeakerRecord, 'type'>>

/** Named, coloured, keyed and placed after the others where nothing is said. */
export const addSpeaker: Command<NewSpeaker> = (state, args) => {
  const speaker = speakerOf(state, args)
  const refusal = taken(state, speaker)
  if (refusal) return refusal
  const draft = new Draft(state)
  draft.add(speaker)
  return draft.finish(`Added the speaker ${speaker.name}`, [])
}

export function speakerOf({ document }: CommandState, args: NewSpeaker): SpeakerRecord {
  const { speakers } = document
  const names = new Set(speakers.map((s) => s.name))
  let n = speakers.length + 1
  while (names.has(`Speaker ${n}`)) n++
  const colors = new Set<string>(speakers.map((s) => s.color))
  const keys = new Set(speakers.map((s) => s.key))
  return {
    type: 'speaker',
    id: args.id ?? newId(),
    name: args.name?.trim() || `Speaker ${n}`,
    color:
      args.color ??
      SPEAKER_COLORS.find((c) => !colors.has(c)) ??
      SPEAKER_COLORS[speakers.length % SPEAKER_COLORS.length]!,
    key: args.key !== undefined ? args.key : ([...'123456789'].find((k) => !keys.has(k)) ?? null),
    order: args.order ?? (speakers.at(-1)?.order ?? 0) + 1,
    voiceId: args.voiceId ?? null,
  }
}

export interface UpdateSpeakerArgs {
  readonly id: string
  readonly changes: Partial<Omit<SpeakerRecord, 'id' | 'type'>>
}

export const updateSpeaker: Command<UpdateSpeakerArgs> = (state, args) => {
  const found = find(state, args.id)
  if (!found.ok) return found
  const { speaker } = found
  const next = { ...speaker, ...args.changes }
  if (!next.name.trim()) return refuse('value', 'A speaker needs a name.')
  const refusal = taken(state, next)
  if (refusal) return refusal
  const draft = new Draft(state)
  draft.set<SpeakerRecord>(speaker.id, { ...args.changes, name: next.name.trim() })
  const renamed = next.name.trim() !== speaker.name
  return draft.finish(
    renamed ? `Renamed ${speaker.name} to ${next.name.trim()}` : `Changed the speaker ${speaker.name}`,
    [],
  )
}

export interface RemoveSpeakerArgs {
  readonly id: string
  /** Who says then what they said; without it only a speaker who says nothing goes. */
  readonly to?: string | null
}

export const removeSpeaker: Command<RemoveSpeakerArgs> = (state, args) => {
  const found = find(state, args.id)
  if (!found.ok) return found
  const draft = new Draft(state)
  if (args.to !== undefined) give(draft, new Set([args.id]), args.to)
  draft.remove(args.id)
  return draft.finish(`Removed the speaker ${found.speaker.name}`, [])
}

export interface MergeSpeakersArgs {
  readonly ids: Iterable<string>
  /** Who stays. */
  readonly into: string
}

/** What the others said, the one who stays has said. */
export const mergeSpeakers: Command<MergeSpeakersArgs> = (state, args) => {
  const kept = find(state, args.into)
  if (!kept.ok) return kept
  const gone = new Set(args.ids)
  gone.delete(args.into)
  if (!gone.size) return refuse('nothing', 'Choose two speakers or more to make them one.')
  const names: string[] = []
  for (const id of gone) {
    const found = find(state, id)
    if (!found.ok) return found
    names.push(found.speaker.name)
  }
  const draft = new Draft(state)
  const focus = give(draft, gone, args.into)
  for (const id of gone) draft.remove(id)
  return draft.finish(`Made ${names.join(' and ')} and ${kept.speaker.name} one speaker`, focus)
}

/** In every layer: a speaker is the document's. */
function give(draft: Draft, from: ReadonlySet<string>, to: string | null): string[] {
  const { document } = draft.state
  const ids: string[] = []
  for (const track of document.tracks)
    for (const [, lane] of document.lanesOf(track.id))
      for (const a of lane.all()) {
        if (a.speakerId === null || !from.has(a.speakerId)) continue
        draft.set<AnnotationRecord>(a.id, { speakerId: to })
        ids.push(a.id)
      }
  return ids
}

function find(state: CommandState, id: string): { ok: true; speaker: SpeakerRecord } | Refusal {
  const speaker = state.document.get(id)
  return speaker?.type === 'speaker'
    ? { ok: true, speaker }
    : refuse('missing', 'This speaker is not there any more.')
}

/** A key names one speaker, or pressing it would be a riddle. */
function taken(state: CommandState, { id, key }: SpeakerRecord): Refusal | null {
  const other = key === null ? undefined : state.document.speakers.find((s) => s.id !== id && s.key === key)
  return other ? refuse('exists', `The key ${quote(key!)} is ${other.name}’s already.`) : null
}
