/**
 * What a file says of speech, put into a document: who speaks by name, what is said, and what is marked in the text.
 * Speakers of the same name are the same person; a speaker the document lacks is made as the file describes them.
 */
import { newId } from '../document/ids.ts'
import type {
  AnnotationRecord,
  DocumentRecord,
  EntityRecord,
  LabelUse,
  RelationRecord,
  SpeakerRecord,
  TrackKind,
} from '../document/records.ts'
import type { Imported, ImportedAnnotation } from '../formats/format.ts'
import type { TrackMapping } from '../formats/import-mapping.ts'
import { LABEL_COLORS } from '../labels/colors.ts'
import type { CommandState } from './command.ts'
import type { ImportArgs } from './import.ts'

type Added = Record<string, DocumentRecord>

/** Gives the id of the speaker of a name, and makes one where there is none; null for "". */
export type Speakers = (name: string) => string | null

const fold = (s: string): string => s.normalize('NFKC').trim().toLowerCase()

export function speakersFor(state: CommandState, imported: Imported, added: Added): Speakers {
  const known = [...state.document.speakers]
  const byName = new Map(known.map((s) => [fold(s.name), s.id]))
  let order = Math.max(-1, ...known.map((s) => s.order))
  return (name) => {
    const key = fold(name)
    if (key === '') return null
    const there = byName.get(key)
    if (there !== undefined) return there
    const file = imported.speakers?.find((s) => fold(s.name) === key)
    const taken = new Set(known.map((s) => s.key))
    const free = (id: string): boolean => !state.document.get(id) && !added[id]
    const speaker: SpeakerRecord = {
      type: 'speaker',
      id: file?.id && free(file.id) ? file.id : newId(),
      name: name.trim().slice(0, 200),
      color: file?.color ?? LABEL_COLORS[known.length % LABEL_COLORS.length]!,
      key: file?.key && !taken.has(file.key) ? file.key : null,
      order: ++order,
      voiceId: null,
    }
    known.push(speaker)
    byName.set(key, speaker.id)
    added[speaker.id] = speaker
    return speaker.id
  }
}

/** Text and note of an annotation on a track of some kind: speech stays speech only on a transcript. */
export function spokenRecord(
  a: ImportedAnnotation,
  choice: TrackMapping,
  kind: TrackKind,
): Pick<AnnotationRecord, 'speech' | 'note'> {
  const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join('\n')
  if (kind !== 'transcript')
    return {
      speech: null,
      note: joined(choice.text === 'label' ? undefined : a.label, a.speech?.text, a.note),
    }
  if (choice.text === 'speech')
    return a.speech
      ? { speech: a.speech, note: joined(a.label, a.note) }
      : { speech: a.label ? { text: a.label, words: [], language: '' } : null, note: a.note }
  return { speech: a.speech ?? null, note: choice.text === 'note' ? joined(a.label, a.note) : a.note }
}

interface TextMarks {
  readonly entities: readonly EntityRecord[]
  readonly relations: readonly RelationRecord[]
  readonly already: number
}

/** Entities and relations whose utterances came along or are in the document already; others have nothing to stand on. */
export function textMarks(
  state: CommandState,
  { imported, formatId, userId }: ImportArgs,
  added: Readonly<Added>,
  makeLabel: (name: string, use: LabelUse) => string,
): TextMarks {
  const fresh: Added = {}
  const lookup = (id: string): DocumentRecord | undefined => fresh[id] ?? added[id] ?? state.document.get(id)
  const labelOf = (of: { label: string; labelId: string | null }, use: LabelUse): string => {
    const fits = (l: { use: LabelUse; private: boolean }): boolean =>
      l.use === use || (use === 'text' && l.private)
    if (of.labelId !== null && state.labels.get(of.labelId)) return of.labelId
    const same = state.labels.set.labels.find((l) => fold(l.name) === fold(of.label) && fits(l))
    return same?.id ?? makeLabel(of.label, use)
  }
  let already = 0
  const entities: EntityRecord[] = []
  for (const e of imported.entities ?? []) {
    if (lookup(e.id)) {
      already++
      continue
    }
    const holder = lookup(e.annotationId)
    if (holder?.type !== 'annotation' || e.to > (holder.speech?.text.length ?? 0)) continue
    const record: EntityRecord = {
      type: 'entity',
      ...{ id: e.id, annotationId: e.annotationId, from: e.from, to: e.to, start: e.start, end: e.end },
      ...{ trackId: holder.trackId, layerId: holder.layerId, labelId: labelOf(e, 'text') },
      ...{ concept: e.concept, note: e.note, confidence: e.confidence },
      authorId: userId,
      origin: `import:${formatId}`,
    }
    fresh[record.id] = record
    entities.push(record)
  }
  const relations: RelationRecord[] = []
  for (const r of imported.relations ?? []) {
    if (lookup(r.id)) {
      already++
      continue
    }
    const from = lookup(r.fromId)
    const to = lookup(r.toId)
    if (!isMark(from) || !isMark(to) || from.layerId !== to.layerId) continue
    relations.push({
      type: 'relation',
      ...{ id: r.id, fromId: r.fromId, toId: r.toId, note: r.note, confidence: r.confidence },
      ...{ trackId: from.trackId, layerId: from.layerId, labelId: labelOf(r, 'relation') },
      authorId: userId,
      origin: `import:${formatId}`,
    })
  }
  return { entities, relations, already }
}

const isMark = (r: DocumentRecord | undefined): r is AnnotationRecord | EntityRecord =>
  r?.type === 'annotation' || r?.type === 'entity'
