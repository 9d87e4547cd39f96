/** Labels of a project by id, and which of them may be used on which track. */
import {
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  type Label,
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
   * Labels of a track in key order: those of the document's track, then those its template has got since.
   * A track that lists none takes every label of the project.
   */
  labelsOf(track: TrackRecord): Label[] {
    const ids = this.idsOf(track)
    if (!ids) return [...this.set.labels]
    return ids.map((id) => this.byId.get(id)).filter((label) => label !== undefined)
  }

  allows(track: TrackRecord, labelId: string): boolean {
    const ids = this.idsOf(track)
    return ids ? ids.includes(labelId) : this.byId.has(labelId)
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
