/** Copies: of annotations in the document, and through a clipboard to another place or another recording. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { shiftSpeech } from '../document/speech.ts'
import { carried } from '../speech/fit.ts'
import { addTicks, type Tick, tick } from '../time/tick.ts'
import { type Align, aligned } from './align.ts'
import type { Command, CommandState } from './command.ts'
import { copyMarks } from './copy-marks.ts'
import { Draft, locateAll } from './draft.ts'
import { placeAll } from './place.ts'
import { type RemoveArgs, remove } from './remove.ts'
import { clockText, nameOf, these } from './words.ts'

/** Annotations cut loose, with times from the start of the first. */
export interface Clip {
  readonly items: readonly AnnotationRecord[]
}

export function clipOf(state: CommandState, ids: Iterable<string>): Clip {
  const located = locateAll(state, ids)
  if (!located.ok) return { items: [] }
  const all = located.items.map((item) => item.annotation)
  const origin = all[0]!.start
  return {
    items: all.map((a) => ({
      ...a,
      start: tick(a.start - origin),
      end: tick(a.end - origin),
      speech: shiftSpeech(a.speech, -origin),
    })),
  }
}

export interface PasteArgs {
  readonly clip: Clip
  readonly at: Tick
  readonly layerId: string
  /** All go to this track; without it each goes to the track it came from. */
  readonly trackId?: string
  /** The frame boundary nearest to a time: other recordings have other frames. */
  readonly align?: Align
}

/** A copy is the work of the person who makes it: author, confidence and origin are not copied. */
export const paste: Command<PasteArgs> = (state, args) => {
  if (!args.clip.items.length) return refuse('nothing', 'There is nothing to paste.')
  const copies = args.clip.items.map((a) => ({
    ...copyOf(a, addTicks(args.at, a.start), addTicks(args.at, a.end), args.align),
    trackId: args.trackId ?? a.trackId,
    layerId: args.layerId,
  }))
  return insertAll(state, copies, `Pasted ${these(state, copies)} at ${clockText(args.at)}`)
}

export interface DuplicateArgs {
  readonly ids: Iterable<string>
  /** Ticks between the original and the copy. */
  readonly by: number
  readonly align?: Align
}

export const duplicate: Command<DuplicateArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const all = located.items.map((item) => item.annotation)
  const copies = all.map((a) => copyOf(a, addTicks(a.start, args.by), addTicks(a.end, args.by), args.align))
  return insertAll(state, copies, `Duplicated ${these(state, all)}`, all)
}

/** `clipOf` before it keeps what was cut. */
export const cut: Command<RemoveArgs> = (state, args) => {
  const result = remove(state, args)
  return result.ok ? { ...result, sentence: result.sentence.replace(/^Removed/, 'Cut') } : result
}

export interface CopyToLayerArgs {
  readonly ids: Iterable<string>
  readonly layerId: string
}

/** The same tracks and times in another layer, as the work of the person who copies. */
export const copyToLayer: Command<CopyToLayerArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const layer = state.document.get(args.layerId)
  if (layer?.type !== 'layer') return refuse('layer', 'This layer is not there any more.')
  const all = located.items.map((item) => item.annotation)
  const own = all.find((a) => a.layerId === layer.id)
  if (own)
    return refuse(
      'exists',
      `${nameOf(state, own)} at ${clockText(own.start)} is in the layer ${layer.name} already.`,
      own.id,
    )
  const copies = all.map((a) => ({ ...copyOf(a, a.start, a.end), layerId: layer.id }))
  return insertAll(state, copies, `Copied ${these(state, all)} to the layer ${layer.name}`, all)
}

function copyOf(a: AnnotationRecord, from: Tick, to: Tick, align?: Align): AnnotationRecord {
  const { start, end } = aligned(align, from, to, from === to)
  const speech = carried(a.speech, start - a.start, { start, end })
  return { ...a, id: newId(), start, end, speech, authorId: null, confidence: null, origin: null }
}

/** @param originals of the copies in this document, one by one: what is marked in their texts is copied along */
function insertAll(
  state: CommandState,
  copies: readonly AnnotationRecord[],
  sentence: string,
  originals: readonly AnnotationRecord[] = [],
) {
  const draft = new Draft(state)
  const ids = new Set(copies.map((a) => a.id))
  const placed: { track: TrackRecord; annotation: AnnotationRecord }[] = []
  for (const a of copies) {
    const track = state.document.get(a.trackId)
    if (track?.type !== 'track')
      return refuse('missing', 'The track of a copied annotation is not in this document.')
    // A speaker belongs to one document.
    const isHere = a.speakerId !== null && state.document.get(a.speakerId)?.type === 'speaker'
    placed.push({ track, annotation: isHere ? a : { ...a, speakerId: null } })
  }
  placeAll(draft, placed, ids)
  copyMarks(draft, new Map(originals.map((a, i) => [a.id, copies[i]!])))
  return draft.finish(sentence, [...ids])
}
