/**
 * A model's layer being filled: what a task puts in gets the layer and the model's name, tracks and labels that the
 * recording lacks are made, speakers are found again by name. Nothing is changed until the server writes it.
 */
import { newId } from '#media/core/document/ids.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentState } from '#media/core/document/model.ts'
import {
  type AnnotationRecord,
  type EntityRecord,
  LABEL_DEFAULTS,
  type Label,
  type SpeakerRecord,
  TRACK_DEFAULTS,
  type TraceRecord,
  type TrackKind,
  type TrackRecord,
} from '#media/core/document/records.ts'
import type { OptionValues } from './task.ts'

/** Okabe–Ito without black: told apart with any colour vision. */
const COLORS = ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#f0e442', '#d55e00', '#0072b2'] as const

/** What layer, author and origin say is filled in. */
type Given<R extends AnnotationRecord | TraceRecord | EntityRecord> = Omit<
  R,
  'type' | 'id' | 'layerId' | 'authorId' | 'origin'
> & { readonly id?: string }

export interface SuggestingInput {
  readonly document: DocumentState
  readonly labels: LabelBook
  readonly layerId: string
  /** "id@version" */
  readonly model: string
  readonly options: OptionValues
}

export class Suggesting {
  readonly document: DocumentState
  readonly options: OptionValues
  readonly layerId: string
  readonly model: string
  private readonly labels: LabelBook
  readonly newTracks: TrackRecord[] = []
  readonly newSpeakers: SpeakerRecord[] = []
  /** With the track they were asked for, which offers them from then on where it lists its labels. */
  readonly newLabels: { readonly label: Label; readonly trackId: string }[] = []
  readonly records: (AnnotationRecord | TraceRecord | EntityRecord)[] = []

  constructor(input: SuggestingInput) {
    this.document = input.document
    this.labels = input.labels
    this.layerId = input.layerId
    this.model = input.model
    this.options = input.options
  }

  /**
   * A track to put it on: that of the name, else the first of the kind that takes overlaps where several may speak at
   * once, else a new one of the name.
   * @param byName only a track of this very name will do, as for a kind of mark that has nothing to do with others
   */
  track(kind: TrackKind, name: string, { byName = false, ...fields }: NewTrack = {}): TrackRecord {
    const there = [...this.document.tracks, ...this.newTracks].filter((t) => t.kind === kind && !t.locked)
    const found = there.find((t) => sameName(t.name, name)) ?? (byName ? undefined : there[0])
    if (found) return found
    const last = [...this.document.tracks, ...this.newTracks].reduce((n, t) => Math.max(n, t.order), -1)
    const track: TrackRecord = {
      ...TRACK_DEFAULTS,
      ...{ height: kind === 'transcript' || kind === 'trace' ? 64 : 32 },
      ...fields,
      ...{ type: 'track', id: newId(), kind, name, order: last + 1 },
    }
    this.newTracks.push(track)
    return track
  }

  /** A label that the track offers, by name; made and added to the project's schema when there is none. */
  label(track: TrackRecord, name: string): Label {
    const made = this.newLabels.find((one) => one.trackId === track.id && sameName(one.label.name, name))
    const found = made?.label ?? this.labels.labelsOf(track).find((one) => sameName(one.name, name))
    if (found) return found
    const label: Label = {
      ...LABEL_DEFAULTS,
      ...{ id: newId(), name, color: this.color(this.labels.set.labels.length + this.newLabels.length) },
    }
    this.newLabels.push({ label, trackId: track.id })
    return label
  }

  /** The kind of an utterance when nothing is said about it: the track's first label. */
  firstLabel(track: TrackRecord, name: string): Label {
    const first = this.newTracks.includes(track)
      ? undefined
      : this.labels.labelsOf(track).find((one) => one.use === 'mark')
    return first ?? this.label(track, name)
  }

  /** The speaker of a name, made when the document has none. */
  speaker(name: string, voiceId: string | null = null): SpeakerRecord {
    const all = [...this.document.speakers, ...this.newSpeakers]
    const found = all.find((s) => (voiceId !== null && s.voiceId === voiceId) || sameName(s.name, name))
    if (found) return found
    const order = all.reduce((n, s) => Math.max(n, s.order), -1) + 1
    const speaker: SpeakerRecord = {
      ...{ type: 'speaker', id: newId(), name, color: this.color(all.length), key: null, order, voiceId },
    }
    this.newSpeakers.push(speaker)
    return speaker
  }

  /** @returns its id, for entities that lie in its text */
  annotation(given: Given<AnnotationRecord>): string {
    const id = given.id ?? newId()
    this.records.push({ ...given, type: 'annotation', id, ...this.own() })
    return id
  }

  trace(given: Omit<TraceRecord, 'type' | 'id' | 'layerId' | 'authorId'>): void {
    this.records.push({ ...given, type: 'trace', id: newId(), layerId: this.layerId, authorId: null })
  }

  entity(given: Given<EntityRecord>): void {
    this.records.push({ ...given, type: 'entity', id: given.id ?? newId(), ...this.own() })
  }

  private own() {
    return { layerId: this.layerId, authorId: null, origin: `model:${this.model}` }
  }

  private color(n: number): string {
    return COLORS[n % COLORS.length] ?? COLORS[0]
  }
}

type NewTrack = Partial<Omit<TrackRecord, 'type' | 'id' | 'kind' | 'name' | 'order'>> & {
  readonly byName?: boolean
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
