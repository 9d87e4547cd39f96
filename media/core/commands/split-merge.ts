/** One annotation into two at a moment; neighbours into one. */
import { sameBounds } from '../document/check-change.ts'
import { newId } from '../document/ids.ts'
import type { AnnotationRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command } from './command.ts'
import { cutInTwo, joinSpeech } from './divide-speech.ts'
import { type ChildrenOption, Draft, locate, locateAll } from './draft.ts'
import { clockText, nameOf } from './words.ts'

export interface SplitArgs {
  readonly id: string
  /** Start of the second part. */
  readonly at: Tick
  /** Id of the second part; made here when left out. */
  readonly newId?: string
  readonly children?: ChildrenOption
}

export const split: Command<SplitArgs> = (state, args) => {
  const found = locate(state, args.id)
  if (!found.ok) return found
  const { annotation: a } = found
  if (args.at <= a.start || args.at >= a.end)
    return refuse('length', `${nameOf(state, a)} can only be split between its start and its end.`, a.id)
  const second = args.newId ?? newId()
  const draft = new Draft(state)
  cutInTwo(draft, a, { id: second, leftEnd: args.at, rightStart: args.at, at: args.at })
  return draft.finish(`Split ${nameOf(state, a)} at ${clockText(args.at)}`, [a.id, second], args.children)
}

/**
 * The earliest keeps its id and label and runs to the end of the last. Attributes that it lacks come from the others;
 * differing notes are put below each other.
 */
export const merge: Command<{ readonly ids: Iterable<string> }> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const all = located.items.map((item) => item.annotation)
  const [first, ...rest] = all
  if (!first || !rest.length) return refuse('nothing', 'Select two or more neighbours to merge them.')
  const track = located.items[0]!.track
  if (track.kind === 'events')
    return refuse('length', 'Events have no length and cannot be merged.', first.id)
  const stranger = rest.find((a) => a.trackId !== first.trackId || a.layerId !== first.layerId)
  if (stranger) return refuse('kind', 'Only annotations of one track and layer can be merged.', stranger.id)
  const end = all.reduce((t, a) => (a.end > t ? a.end : t), first.end)
  const ids = new Set(all.map((a) => a.id))
  const between = state.document
    .lane(first.trackId, first.layerId)
    .query(first.start, end)
    .find((a) => !ids.has(a.id))
  if (between && track.policy !== 'allowed')
    return refuse(
      'overlap',
      `${nameOf(state, between)} at ${clockText(between.start)} lies between them.`,
      between.id,
    )
  const draft = new Draft(state)
  mergeInto(draft, all, first.start, end)
  return draft.finish(`Merged ${all.length} annotations into ${nameOf(state, first)}`, [first.id])
}

/** Children that have the bounds of one of them become one, or on a track that takes several, one of each label. */
function mergeInto(draft: Draft, all: readonly AnnotationRecord[], start: Tick, end: Tick): void {
  const { document } = draft.state
  const [first, ...rest] = all
  if (!first) return
  for (const track of document.tracks) {
    if (track.parentId !== first.trackId || track.parentRule !== 'same-bounds') continue
    const children = document
      .lane(track.id, first.layerId)
      .query(start, end)
      .filter((c) => all.some((a) => sameBounds(a, c)))
    const groups = new Map<string, AnnotationRecord[]>()
    for (const c of children) {
      const key = track.policy === 'allowed' ? c.labelId : ''
      groups.set(key, [...(groups.get(key) ?? []), c])
    }
    for (const group of groups.values()) mergeInto(draft, group, start, end)
  }
  const notes = new Set(all.map((a) => a.note).filter((note) => note !== ''))
  const attributes = Object.assign({}, ...all.toReversed().map((a) => a.attributes))
  const speakerId = all.find((a) => a.speakerId !== null)?.speakerId ?? null
  const speech = joinSpeech(draft, all)
  for (const a of rest) draft.remove(a.id)
  const note = [...notes].join('\n')
  draft.set<AnnotationRecord>(first.id, { start, end, attributes, note, speakerId, speech })
}
