/**
 * Puts the contents of a file into a document as one undoable change: new tracks and labels where the mapping asks for
 * them, then annotations and traces, then comments and bookmarks. Times written up to the millisecond by us go back onto
 * the frame they came from.
 */

import { clockText } from '../document/clock-text.ts'
import { newId } from '../document/ids.ts'
import { LabelBook } from '../document/label-book.ts'
import type {
  AnnotationRecord,
  BookmarkRecord,
  CommentRecord,
  DocumentRecord,
  Label,
  LabelSet,
  LabelUse,
  LayerRecord,
  TraceRecord,
  TrackRecord,
} from '../document/records.ts'
import { LABEL_DEFAULTS, TRACK_DEFAULTS } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { Imported, ImportedAnnotation, ImportedTrack } from '../formats/format.ts'
import { fitsKind, type ImportMapping, kindMade, labelKey, NEW, SKIP } from '../formats/import-mapping.ts'
import type { FrameIndex } from '../time/frame-index.ts'
import { type Tick, tick } from '../time/tick.ts'
import type { CommandState, Done } from './command.ts'
import { type Speakers, speakersFor, spokenRecord, textMarks } from './import-speech.ts'

export interface ImportArgs {
  readonly imported: Imported
  readonly mapping: ImportMapping
  readonly formatId: string
  readonly fileName: string
  /** The main picture, for times on frames; null without one. */
  readonly index: FrameIndex | null
  readonly offset: Tick
  readonly userId: string
}

export interface ImportDone extends Done {
  /** The schema with the labels that the file brings, or null when it brings none. Save it before the diff. */
  readonly labelSet: LabelSet | null
  readonly annotations: number
  /** All that comes: "3 annotations and 1 bookmark". */
  readonly what: string
  /** Records that are in the document already, by id, and are left as they are. */
  readonly already: number
}

/** Okabe–Ito without black: told apart with any colour vision. */
const COLORS = ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#f0e442', '#d55e00', '#0072b2'] as const

const ONE_MS = 705_600

/** A time that our writer rounded up by less than a millisecond, back on the frame boundary before it. */
export function snapBack(t: Tick, index: FrameIndex, offset: Tick): Tick {
  const at = t - offset
  if (at >= index.duration) return at - index.duration < ONE_MS ? tick(index.duration + offset) : t
  if (at < 0) return t
  const boundary = index.tickOf(index.frameAt(at))
  return at - boundary < ONE_MS ? tick(boundary + offset) : t
}

export function importCommand(state: CommandState, args: ImportArgs): ImportDone | Refusal {
  const { imported, mapping } = args
  const added: Record<string, DocumentRecord> = {}
  const updated: Record<string, Record<string, readonly [unknown, unknown]>> = {}
  const newLabels = new Map<string, Label>()
  const labelSet = state.labels.set
  const makeLabel = (name: string, use: LabelUse = 'mark'): string => {
    const known = newLabels.get(`${use} ${name}`)
    if (known) return known.id
    const fromFile = imported.labelSet?.labels.find(
      (l) => l.name === name && !state.labels.get(l.id) && servesAs(l, use),
    )
    const taken = new Set([...labelSet.labels, ...newLabels.values()].map((l) => l.key))
    const label: Label = {
      ...LABEL_DEFAULTS,
      id: fromFile?.id ?? newId(),
      name: name.slice(0, 200),
      color: fromFile?.color ?? COLORS[(labelSet.labels.length + newLabels.size) % COLORS.length]!,
      key: fromFile?.key && !taken.has(fromFile.key) ? fromFile.key : null,
      code: fromFile?.code ?? null,
      description: fromFile?.description ?? '',
      attributes: fromFile?.attributes ?? [],
      examples: fromFile?.examples ?? [],
      retired: fromFile?.retired ?? false,
      use: fromFile?.use ?? use,
      private: fromFile?.private ?? false,
    }
    newLabels.set(`${use} ${name}`, label)
    return label.id
  }
  const layerOf = layers(state, imported, added)
  const speakers = speakersFor(state, imported, added)

  let count = 0
  let already = 0
  const used: string[] = []
  /** New tracks by the id they have in the file. */
  const made = new Map<string, string>()
  let values = 0
  let order = Math.max(0, ...state.document.tracks.map((t) => t.order))
  /** The new track of what several tiers of the file say. */
  let spoken: TrackRecord | null = null
  for (const [i, source] of imported.tracks.entries()) {
    const choice = mapping.tracks[i]
    if (!choice || choice.target === SKIP) continue
    const together = choice.target === NEW && kindMade(source, choice) !== source.kind
    if (together) spoken ??= newTrack({ ...source, kind: 'transcript', name: 'Transcript' }, ++order)
    const track = together
      ? spoken
      : choice.target === NEW
        ? newTrack(source, ++order)
        : state.document.get(choice.target)
    if (track?.type !== 'track')
      return refuse('missing', `The track chosen for "${source.name}" does not exist any more.`)
    if (!fitsKind(source.kind, track.kind))
      return refuse(
        'kind',
        `"${source.name}" holds ${source.kind}, but the track "${track.name}" holds ${track.kind}.`,
      )
    if (track.locked) return refuse('locked', `The track "${track.name}" is locked.`)
    const records: AnnotationRecord[] = []
    for (const a of source.annotations) {
      if (a.id !== null && (state.document.get(a.id) || added[a.id])) {
        already++
        continue
      }
      const record = recordOf(a, source, choice, track, layerOf(a.layer), args, makeLabel, speakers)
      if (record.type === 'annotation') records.push(record)
      else return refuse('missing', `No label is chosen for "${labelKey(a.label)}".`)
    }
    const clash = overlapOn(track, records, state)
    if (clash) return clash
    const traces = tracesOf(source, track, layerOf, state, args, added)
    if (!traces.ok) return traces
    already += traces.already
    if (!records.length && !traces.records.length) continue
    for (const r of [...records, ...traces.records]) added[r.id] = r
    values += traces.records.reduce((n, t) => n + t.values.length, 0)
    count += records.length
    used.push(track.name)
    const book = new LabelBook({ ...labelSet, labels: [...labelSet.labels, ...newLabels.values()] })
    const missing = [...new Set(records.map((r) => r.labelId))].filter((id) => !book.allows(track, id))
    if (choice.target === NEW) {
      const before = added[track.id]
      const known = before?.type === 'track' ? before.labelIds : []
      added[track.id] = { ...track, labelIds: [...new Set([...known, ...records.map((r) => r.labelId)])] }
      if (source.settings) made.set(source.settings.id, track.id)
    } else if (missing.length)
      updated[track.id] = { labelIds: [track.labelIds, [...track.labelIds, ...missing]] }
  }
  for (const { settings } of imported.tracks) {
    const id = settings && made.get(settings.id)
    const parentId = settings?.parentId ? made.get(settings.parentId) : undefined
    const track = id === undefined ? undefined : added[id]
    if (settings && parentId && track?.type === 'track')
      added[track.id] = { ...track, parentId, parentRule: settings.parentRule }
  }
  const marks = marksOf(state, args, added)
  already += marks.already
  for (const r of [...marks.comments, ...marks.bookmarks]) added[r.id] = r
  const inText = textMarks(state, args, added, makeLabel)
  already += inText.already
  for (const r of [...inText.entities, ...inText.relations]) added[r.id] = r
  const what = listed([
    [count, 'annotation'],
    [values, 'value'],
    [inText.entities.length, 'entity', 'entities'],
    [inText.relations.length, 'relation'],
    [marks.comments.length, 'comment'],
    [marks.bookmarks.length, 'bookmark'],
  ])
  if (!what)
    return refuse(
      'nothing',
      already ? 'Everything in this file is in the document already.' : 'Nothing is chosen to import.',
    )
  const to = used.length
    ? ` to ${used.slice(0, 3).join(', ')}${used.length > 3 ? ` and ${used.length - 3} more tracks` : ''}`
    : ''
  return {
    ok: true,
    diff: { added, updated, removed: {} },
    sentence: `Imported ${what} from ${args.fileName}${to}`,
    focus: [],
    labelSet: newLabels.size ? { ...labelSet, labels: [...labelSet.labels, ...newLabels.values()] } : null,
    annotations: count,
    what,
    already,
  }
}

/** Whether a label of the file is of the use that is wanted; private ones stand for words as well. */
const servesAs = (label: Label, use: LabelUse): boolean =>
  label.use === use || (use === 'text' && label.private)

/** Where the file knows several layers they are kept, by name; else all goes to the layer that everyone shares. */
function layers(
  state: CommandState,
  imported: Imported,
  added: Record<string, DocumentRecord>,
): (name: string | null) => string {
  const shared = state.document.layers.find((l) => l.kind === 'people' && l.ownerId === null && !l.locked)
  const byName = new Map(state.document.layers.filter((l) => !l.locked).map((l) => [l.name, l.id]))
  const names = new Set(
    imported.tracks.flatMap((t) => [...t.annotations, ...(t.traces ?? [])].map((a) => a.layer)),
  )
  const make = (name: string): string => {
    const layer: LayerRecord = {
      type: 'layer',
      id: newId(),
      name,
      kind: 'people',
      ownerId: null,
      locked: false,
      model: null,
    }
    added[layer.id] = layer
    byName.set(name, layer.id)
    return layer.id
  }
  return (name) => {
    if (name !== null && byName.has(name)) return byName.get(name)!
    if (name !== null && names.size > 1) return make(name)
    return shared?.id ?? make('Annotations')
  }
}

/** Rules that need other tracks or labels of the file are given later, or not at all. */
function newTrack(source: ImportedTrack, order: number): TrackRecord {
  const { policy, height, requiredAttributes, colorBy, group, scale } = source.settings ?? TRACK_DEFAULTS
  return {
    ...TRACK_DEFAULTS,
    ...{ policy, height, requiredAttributes, colorBy, group, scale },
    type: 'track',
    id: newId(),
    kind: source.kind,
    name: source.name.trim().slice(0, 200) || 'Imported',
    order,
  }
}

function recordOf(
  a: ImportedAnnotation,
  source: ImportedTrack,
  choice: ImportMapping['tracks'][number],
  track: TrackRecord,
  layerId: string,
  args: ImportArgs,
  makeLabel: (name: string) => string,
  speakers: Speakers,
): AnnotationRecord | { type: 'none' } {
  const text = choice.text !== 'label'
  const wanted = text ? choice.labelId : args.mapping.labels[labelKey(a.label)]
  if (wanted === undefined) return { type: 'none' }
  const named = track.kind === 'transcript' ? 'Utterance' : source.name
  const labelId = wanted === NEW ? makeLabel(text ? named : labelKey(a.label)) : wanted
  const place = (t: Tick): Tick =>
    args.imported.roundedUp && args.index ? snapBack(t, args.index, args.offset) : t
  const start = place(a.start)
  return {
    type: 'annotation',
    id: a.id ?? newId(),
    trackId: track.id,
    layerId,
    labelId,
    start,
    end: track.kind === 'events' ? start : tick(Math.max(place(a.end), start + 1)),
    attributes: a.attributes,
    ...spokenRecord(a, choice, track.kind),
    authorId: args.userId,
    confidence: a.confidence,
    origin: `import:${args.formatId}`,
    speakerId: speakers(a.speaker ?? (choice.text === 'speech' ? choice.speaker : '')),
  }
}

type TracesDone = { ok: true; records: TraceRecord[]; already: number }

function tracesOf(
  source: ImportedTrack,
  track: TrackRecord,
  layerOf: (name: string | null) => string,
  state: CommandState,
  args: ImportArgs,
  added: Readonly<Record<string, DocumentRecord>>,
): TracesDone | Refusal {
  const records: TraceRecord[] = []
  let already = 0
  for (const { layer, ...trace } of source.traces ?? []) {
    if (state.document.get(trace.id) || added[trace.id]) {
      already++
      continue
    }
    const layerId = layerOf(layer)
    const end = trace.start + trace.step * trace.values.length
    const other = state.document
      .traces(track.id, layerId)
      .find((t) => t.start < end && trace.start < t.start + t.step * t.values.length)
    if (other)
      return refuse(
        'trace',
        `"${track.name}" has values at ${clockText(other.start)} already. Choose a new track for "${source.name}".`,
      )
    records.push({ lag: 0, type: 'trace', ...trace, trackId: track.id, layerId, authorId: args.userId })
  }
  return { ok: true, records, already }
}

/**
 * A comment is the word of the person who imports it, so it opens with who wrote it and when. What it was about is kept
 * where that is in the document or comes along.
 */
function marksOf(
  state: CommandState,
  { imported, mapping, userId }: ImportArgs,
  added: Readonly<Record<string, DocumentRecord>>,
): { comments: CommentRecord[]; bookmarks: BookmarkRecord[]; already: number } {
  const isThere = (id: string) => state.document.get(id) !== undefined || added[id] !== undefined
  let already = 0
  const fresh = <R extends { readonly id: string }>(
    records: readonly R[] | undefined,
    wanted: boolean,
  ): R[] => {
    const all = wanted ? (records ?? []) : []
    const kept = all.filter((r) => !isThere(r.id))
    already += all.length - kept.length
    return kept
  }
  const comments = fresh(imported.comments, mapping.comments)
  const firsts = new Set(comments.filter((c) => c.threadId === null).map((c) => c.id))
  return {
    comments: comments.map((c) => {
      const by = [c.author, c.createdAt.slice(0, 10)].filter(Boolean).join(', ')
      const thread = c.threadId === null ? undefined : state.document.get(c.threadId)
      const known = c.threadId !== null && (firsts.has(c.threadId) || thread?.type === 'comment')
      return {
        type: 'comment',
        id: c.id,
        start: c.start,
        end: c.end,
        annotationId: c.annotationId !== null && isThere(c.annotationId) ? c.annotationId : null,
        threadId: known ? c.threadId : null,
        text: (by ? `${by}: ${c.text}` : c.text).slice(0, 10_000),
        authorId: userId,
        createdAt: c.createdAt,
        resolvedBy: null,
      }
    }),
    bookmarks: fresh(imported.bookmarks, mapping.bookmarks).map(({ id, at, name }) => ({
      type: 'bookmark',
      ...{ id, at, name },
      authorId: userId,
    })),
    already,
  }
}

/** "3 annotations, 2 comments and 1 bookmark"; "" when there is nothing. */
function listed(parts: readonly (readonly [n: number, one: string, more?: string])[]): string {
  const some = parts
    .filter(([n]) => n > 0)
    .map(([n, one, more = `${one}s`]) => `${n} ${n === 1 ? one : more}`)
  const last = some.pop() ?? ''
  return some.length ? `${some.join(', ')} and ${last}` : last
}

/** On tracks where annotations may not overlap, the file must not bring an overlap. */
function overlapOn(
  track: TrackRecord,
  records: readonly AnnotationRecord[],
  state: CommandState,
): Refusal | null {
  if (track.policy === 'allowed' || track.kind === 'events') return null
  const lanes = new Map<string, AnnotationRecord[]>()
  for (const r of records) lanes.set(r.layerId, [...(lanes.get(r.layerId) ?? []), r])
  for (const [layerId, own] of lanes) {
    const all = [...own, ...state.document.lane(track.id, layerId).all()].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    )
    for (let i = 1; i < all.length; i++)
      if (all[i]!.start < all[i - 1]!.end)
        return refuse(
          'overlap',
          `On "${track.name}" annotations may not overlap, and this file would bring an overlap. Choose a new track for it.`,
          all[i]!.id,
        )
  }
  return null
}
