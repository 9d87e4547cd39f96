/** Labels of a project by id, which of them may be used on which track, and what stands for those that are gone. */
import {
  type AnnotationRecord,
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  type Label,
  type LabelMove,
  type LabelSet,
  type TrackRecord,
} from './records.ts'

export class LabelBook {
  readonly set: LabelSet
  private readonly byId: ReadonlyMap<string, Label>

  constructor(set: LabelSet) {
    this.set = set
    this.byId = new Map(set.labels.map((label) => [label.id, label]))
  }

  get(id: string): Label | undefined {
    return this.byId.get(id)
  }

  nameOf(id: string): string {
    return this.byId.get(id)?.name ?? id
  }

  /**
   * Labels that a track offers, in key order: those of the document's track, then those its template has got since.
   * A track that lists none takes every label of the project. Retired ones are not offered.
   */
  labelsOf(track: TrackRecord): Label[] {
    // A trace holds values, not labels.
    if (track.kind === 'trace') return []
    const ids = this.idsOf(track)
    const labels = ids ? ids.map((id) => this.byId.get(id)) : this.set.labels
    return labels
      .filter((label) => label !== undefined)
      .filter((label) => !label.retired && label.use === 'mark')
  }

  /** Labels for words of a transcript: those made for it, then what must be hidden. Retired ones are not offered. */
  get textLabels(): Label[] {
    const made = this.set.labels.filter((label) => label.use === 'text')
    const hidden = this.set.labels.filter((label) => label.private && label.use === 'mark')
    return [...made, ...hidden].filter((label) => !label.retired)
  }

  /** Labels for what holds between two entities or utterances. */
  get relationLabels(): Label[] {
    return this.set.labels.filter((label) => label.use === 'relation' && !label.retired)
  }

  /** Retired labels too: what carries them can be moved, and undone. */
  allows(track: TrackRecord, labelId: string): boolean {
    return this.byId.has(labelId) && (this.idsOf(track)?.includes(labelId) ?? true)
  }

  /** The label that stands for an annotation's own now: itself, or where it was merged or split to. */
  present(annotation: Pick<AnnotationRecord, 'labelId' | 'trackId' | 'attributes'>): string {
    let id = annotation.labelId
    for (const seen = new Set<string>(); !seen.has(id); ) {
      seen.add(id)
      const label = this.byId.get(id)
      const move = Object.hasOwn(this.set.moved, id) ? this.set.moved[id] : undefined
      if ((label && !label.retired) || !move) return id
      id = landingOf(move, annotation)
    }
    return id
  }

  /**
   * Attributes of an annotation: its label's, then those that the track requires or combines and that the label does
   * not define. What these are is taken from the first label of the project that defines them; a text else.
   */
  attributesOf(labelId: string, track?: TrackRecord): AttributeDefinition[] {
    const own = this.byId.get(labelId)?.attributes ?? []
    if (!track || (!track.requiredAttributes.length && !track.combinations)) return own
    const keys = new Set([...track.requiredAttributes, ...(track.combinations?.fields ?? [])])
    keys.delete('label')
    for (const d of own) keys.delete(d.key)
    return [...own, ...[...keys].map((key) => this.definitionOf(key))]
  }

  private definitionOf(key: string): AttributeDefinition {
    for (const label of this.set.labels) {
      const found = label.attributes.find((d) => d.key === key)
      if (found) return { ...found, required: false }
    }
    return { ...ATTRIBUTE_DEFAULTS, key, name: key, kind: 'text', choices: [], required: false }
  }

  private idsOf(track: TrackRecord): string[] | null {
    const template = this.set.tracks.find((t) => t.id === track.id)?.labelIds ?? []
    const ids = [...track.labelIds, ...template.filter((id) => !track.labelIds.includes(id))]
    return ids.length ? ids : null
  }
}

/** Where one annotation of a moved label goes. */
export function landingOf(
  move: LabelMove,
  annotation: Pick<AnnotationRecord, 'trackId' | 'attributes'>,
): string {
  const fits = ({ by, value }: LabelMove['cases'][number]): boolean => {
    if (by === 'track') return annotation.trackId === value
    const key = by.slice('attribute:'.length)
    const has = Object.hasOwn(annotation.attributes, key) ? annotation.attributes[key] : undefined
    return Array.isArray(has) ? has.includes(value) : has !== undefined && String(has) === value
  }
  return move.cases.find(fits)?.to ?? move.to
}
