/**
 * What a role may do in a document. Annotators work on annotations, and on how tracks look; what tracks and layers are is
 * the editors' business. A layer that belongs to a person is theirs alone, and an editor's.
 */
import type { Diff } from '#media/core/document/diff.ts'
import type { Overlay } from '#media/core/document/overlay.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { type Role, reaches } from '../people/index.ts'

/** Fields of a track that any annotator may change. */
const LOOKS = ['height', 'hidden', 'order']

/** A plain sentence when this person may not make the change; null when they may. */
export function refusalOfRole(view: Overlay, diff: Diff, userId: string, role: Role): string | null {
  if (reaches(role, 'editor')) return null
  const touched: (DocumentRecord | undefined)[] = [
    ...view.after.values(),
    ...[...Object.keys(diff.updated), ...Object.keys(diff.removed)].map((id) => view.base.get(id)),
  ]
  for (const record of touched) {
    if (!record) continue
    if (record.type === 'annotation') {
      const layer = view.get(record.layerId) ?? view.base.get(record.layerId)
      if (layer?.type === 'layer' && layer.ownerId !== null && layer.ownerId !== userId)
        return `The layer “${layer.name}” belongs to somebody else. Work in your own layer.`
    } else if (record.type === 'layer') {
      if (record.ownerId !== userId) return 'Only an editor or owner may change layers of others.'
    } else {
      const fields = Object.keys(diff.updated[record.id] ?? {})
      if (!fields.length || fields.some((field) => !LOOKS.includes(field)))
        return 'Only an editor or owner may change tracks.'
    }
  }
  return null
}
