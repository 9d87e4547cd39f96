/** Bringing records of an older state of the document back, as they were. */
import { newId } from '../document/ids.ts'
import type { DocumentState } from '../document/model.ts'
import type { AnnotationRecord, DocumentRecord, TraceRecord, TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { addTicks } from '../time/tick.ts'
import type { Command, CommandState } from './command.ts'
import { Draft } from './draft.ts'
import { closeHole, placeAll } from './place.ts'
import { clear } from './traces.ts'
import { clockText, these } from './words.ts'

export interface RestoreArgs {
  /** The document as it was. */
  readonly from: DocumentState
  readonly ids: Iterable<string>
  /** Annotations and traces of other layers come back as copies in this one. Without it they go where they were. */
  readonly layerId?: string
}

/**
 * What is still there gets its old fields, what is gone comes back under its old id. Room is made by the track's policy;
 * the track and the layer come back too where they are gone.
 */
export const restore: Command<RestoreArgs> = (state, args) => {
  const wanted: DocumentRecord[] = []
  for (const id of new Set(args.ids)) {
    const record = args.from.get(id)
    if (!record) return refuse('missing', 'This was not in the document at that time.', id)
    wanted.push(intoLayer(record, args.layerId))
  }
  if (!wanted.length) return refuse('nothing', 'Nothing is selected.')
  const draft = new Draft(state)
  const annotations = wanted.filter((r) => r.type === 'annotation')
  for (const record of wanted) {
    if (record.type === 'annotation') continue
    holders(draft, args.from, record)
    if (record.type === 'trace') {
      draft.remove(record.id)
      clear(
        draft,
        record.trackId,
        record.layerId,
        record.start,
        addTicks(record.start, record.step * record.values.length),
      )
    }
    draft.add(record)
  }
  const keep = new Set(annotations.map((a) => a.id))
  for (const a of annotations) {
    holders(draft, args.from, a)
    const now = draft.annotation(a.id)
    if (!now) continue
    draft.remove(a.id)
    const track = draft.view.track(now.trackId)
    if (track) closeHole(draft, track, now.layerId, now.start)
  }
  const placed: { track: TrackRecord; annotation: AnnotationRecord }[] = []
  for (const annotation of annotations) {
    const track = draft.view.track(annotation.trackId)
    if (!track) return refuse('missing', 'The track of this annotation is not there any more.')
    placed.push({ track, annotation })
  }
  placeAll(draft, placed, keep)
  return draft.finish(sentenceOf(state, wanted, annotations), [...keep], 'refuse', { back: true })
}

function intoLayer(record: DocumentRecord, layerId: string | undefined): DocumentRecord {
  if (layerId === undefined || !('layerId' in record) || record.layerId === layerId) return record
  if (record.type === 'trace') return { ...record, id: newId(), layerId, authorId: null }
  return { ...record, id: newId(), layerId, authorId: null, confidence: null, origin: null }
}

/** The track, its parents and the layer that a record needs, and the first of a comment's thread. */
function holders(draft: Draft, from: DocumentState, record: DocumentRecord): void {
  const needed: (string | null)[] = []
  if ('trackId' in record) needed.push(record.trackId, record.layerId)
  if (record.type === 'track') needed.push(record.parentId)
  if (record.type === 'comment') needed.push(record.threadId)
  for (const id of needed) {
    const old = id === null || draft.get(id) ? undefined : from.get(id)
    if (!old) continue
    draft.add(old)
    holders(draft, from, old)
  }
}

function sentenceOf(
  state: CommandState,
  wanted: readonly DocumentRecord[],
  annotations: readonly AnnotationRecord[],
): string {
  const [first] = wanted
  if (annotations.length === wanted.length) {
    const [a] = annotations
    const at = annotations.length === 1 && a ? ` at ${clockText(a.start)}` : ''
    return `Brought back ${these(state, annotations)}${at}`
  }
  if (wanted.length > 1 || !first) return `Brought back ${wanted.length} things`
  if (first.type === 'track' || first.type === 'layer') return `Brought back the ${first.type} ${first.name}`
  if (first.type === 'comment') return `Brought back the comment at ${clockText(first.start)}`
  if (first.type === 'bookmark') return `Brought back the bookmark at ${clockText(first.at)}`
  return `Brought back a stretch of trace at ${clockText((first as TraceRecord).start)}`
}
