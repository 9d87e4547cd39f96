/**
 * How what a file holds is put into a document: which track and label each part becomes. `proposeMapping` guesses from
 * names; a person corrects; `importCommand` carries it out.
 */
import type { LabelBook } from '../document/label-book.ts'
import type { DocumentState } from '../document/model.ts'
import type { TrackKind } from '../document/records.ts'
import type { Imported, ImportedTrack } from './format.ts'

export const NEW = 'new'
export const SKIP = 'skip'

export interface TrackMapping {
  /** Id of a track of the document, NEW for a track of the file's name, or SKIP. */
  readonly target: string
  /**
   * 'label': what the file calls the annotation is its label. Else it is free text under the one label `labelId`:
   * 'note' puts it into the note, 'speech' makes it what is said. What the file itself holds as speech stays speech.
   */
  readonly text: 'label' | 'note' | 'speech'
  /** For free text: the label all of them get, or NEW for one named like the track; for speech "Utterance". */
  readonly labelId: string
  /** For text 'speech': who speaks where the file names nobody; "" for nobody. */
  readonly speaker: string
}

export interface ImportMapping {
  /** One for each track of the file, in its order. */
  readonly tracks: readonly TrackMapping[]
  /** By label text of the file: id of a label of the schema, or NEW. Labels of tracks with text 'note' are not here. */
  readonly labels: Readonly<Record<string, string>>
  /** Whether the file's comments and bookmarks come along. */
  readonly comments: boolean
  readonly bookmarks: boolean
}

const fold = (s: string): string => s.normalize('NFKC').trim().toLowerCase()

/** More different texts than this, and mostly used once: a transcript, not a set of labels. */
const MANY_TEXTS = 24

/** Whether the texts of a track read like prose rather than like labels. */
export function looksLikeText(track: ImportedTrack): boolean {
  const texts = track.annotations.map((a) => fold(a.label))
  const distinct = new Set(texts)
  if (texts.every((t) => t === '')) return texts.length > 0
  if ([...distinct].some((t) => t.length > 60)) return true
  return distinct.size > MANY_TEXTS && distinct.size > texts.length / 3
}

export function proposeMapping(
  imported: Imported,
  document: DocumentState,
  labels: LabelBook,
): ImportMapping {
  const byName = new Map(labels.set.labels.map((l) => [fold(l.name), l.id]))
  const result: Record<string, string> = {}
  const tracks = imported.tracks.map((t): TrackMapping => {
    const same = document.tracks.filter((d) => fitsKind(t.kind, d.kind) && !d.locked)
    const named = same.find((d) => fold(d.name) === fold(t.name))
    const unlabelled = t.annotations.every((a) => a.label === '')
    if (t.kind === 'transcript' && unlabelled) {
      const track = named ?? same.find((d) => d.kind === 'transcript')
      return {
        target: t.annotations.length ? (track?.id ?? NEW) : SKIP,
        text: 'speech',
        labelId: track?.labelIds[0] ?? byName.get('utterance') ?? NEW,
        speaker: '',
      }
    }
    const prose = t.kind !== 'transcript' && looksLikeText(t)
    const transcript = same.find((d) => d.kind === 'transcript')
    // A tier of prose is what somebody says, where there is a transcript for it or the file names who.
    if (
      prose &&
      t.kind === 'intervals' &&
      !unlabelled &&
      (transcript ?? t.speaker) &&
      named?.kind !== 'intervals'
    )
      return {
        target: transcript?.id ?? NEW,
        text: 'speech',
        labelId: transcript?.labelIds[0] ?? byName.get('utterance') ?? NEW,
        speaker: t.speaker ?? t.name,
      }
    const track = named
    const text = prose ? 'note' : 'label'
    if (text === 'label')
      for (const a of t.annotations) {
        const key = labelKey(a.label)
        if (result[key] !== undefined) continue
        const known = a.labelId !== null && labels.get(a.labelId) ? a.labelId : byName.get(fold(a.label))
        result[key] = known ?? NEW
      }
    return {
      target: t.annotations.length || t.traces?.length ? (track?.id ?? NEW) : SKIP,
      text,
      labelId: byName.get(fold(t.name)) ?? byName.get('utterance') ?? NEW,
      speaker: '',
    }
  })
  return { tracks, labels: result, comments: true, bookmarks: true }
}

/** Whether what one kind of track holds can be put on another: all that has a length, and else only the same. */
export function fitsKind(from: TrackKind, to: TrackKind): boolean {
  const alone = (kind: TrackKind) => kind === 'events' || kind === 'trace'
  return from === to || (!alone(from) && !alone(to))
}

/** The kind of track that is made for a track of the file. */
export const kindMade = (source: ImportedTrack, { text }: TrackMapping): TrackKind =>
  text === 'speech' && source.kind === 'intervals' ? 'transcript' : source.kind

/** What stands in the mapping for an annotation that names no label. */
export const labelKey = (text: string): string => text.trim() || 'Unnamed'
