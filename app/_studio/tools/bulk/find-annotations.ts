/** Which annotations of the document somebody means: by label, track, layer, author, attribute, length, text. */
import { type CommandState, incomplete } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'

export interface Wanted {
  /** Empty lists mean any. */
  readonly labelIds: readonly string[]
  readonly trackIds: readonly string[]
  readonly layerIds: readonly string[]
  /** "" stands for those that no person made: from a file or a model. */
  readonly authorIds: readonly string[]
  readonly attribute: { readonly key: string; readonly value: string } | null
  /** Ticks; null when open. Events have length 0. */
  readonly least: number | null
  readonly most: number | null
  /** In the note, the label's name or an attribute; "" for any. */
  readonly text: string
  /** Only those that lack a required attribute. */
  readonly incomplete: boolean
}

export const ANY: Wanted = {
  labelIds: [],
  trackIds: [],
  layerIds: [],
  authorIds: [],
  attribute: null,
  least: null,
  most: null,
  text: '',
  incomplete: false,
}

/** In order of time. */
export function findAnnotations(state: CommandState, wanted: Wanted): AnnotationRecord[] {
  const { document, labels } = state
  const labelIds = setOf(wanted.labelIds)
  const authors = setOf(wanted.authorIds)
  const layers = setOf(wanted.layerIds)
  const tracks = setOf(wanted.trackIds)
  const text = wanted.text.trim().toLowerCase()
  const { attribute, least, most } = wanted
  const found: AnnotationRecord[] = []
  for (const track of document.tracks) {
    if (tracks && !tracks.has(track.id)) continue
    for (const [layerId, lane] of document.lanesOf(track.id)) {
      if (layers && !layers.has(layerId)) continue
      for (const a of lane.all()) {
        if (labelIds && !labelIds.has(a.labelId)) continue
        if (authors && !authors.has(a.authorId ?? '')) continue
        const length = a.end - a.start
        if ((least !== null && length < least) || (most !== null && length > most)) continue
        if (attribute && !hasValue(a, attribute.key, attribute.value)) continue
        if (text && !textOf(a, labels.nameOf(a.labelId)).includes(text)) continue
        if (wanted.incomplete && !incomplete(state, a).length) continue
        found.push(a)
      }
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const setOf = (ids: readonly string[]): ReadonlySet<string> | null => (ids.length ? new Set(ids) : null)

/** "" asks for any value at all. */
function hasValue(a: AnnotationRecord, key: string, wanted: string): boolean {
  const value = a.attributes[key]
  if (value === undefined) return false
  if (wanted === '') return true
  const same = (v: unknown) => String(v).toLowerCase() === wanted.trim().toLowerCase()
  if (typeof value === 'boolean') return same(value) || same(value ? 'yes' : 'no')
  return Array.isArray(value) ? value.some(same) : same(value)
}

function textOf(a: AnnotationRecord, label: string): string {
  return [label, a.note, ...Object.values(a.attributes).flat().map(String)].join('\n').toLowerCase()
}
